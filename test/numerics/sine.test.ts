import { describe, expect, test } from 'vitest';
import { cosine, nextDown, nextUp, SINE_ULPS, sine } from '../../src/numerics/index.ts';
import { pi } from '../../src/numerics/tables.ts';
import { scaled } from './exact.ts';
import { ulpsOff } from './mpfr.ts';
import { magnitude, neighbours, type Sampler, sampler } from './samples.ts';

const sign = (sample: Sampler): number => (sample(0, 1) < 0.5 ? -1 : 1);

/** Where the arguments come from, and how many: half a million for either function. */
const FAMILIES = {
  'a turn': [100_000, (s: Sampler) => s(-Math.PI, Math.PI)],
  'many turns': [120_000, (s: Sampler) => s(-201, 201)],
  'towards 0': [60_000, (s: Sampler) => sign(s) * magnitude(s, -60, 0)],
  'subnormal and tiny arguments': [20_000, (s: Sampler) => sign(s) * magnitude(s, -1074, -900)],
  'beside multiples of a right angle': [
    80_000,
    (s: Sampler) => (Math.floor(s(-128, 129)) * Math.PI) / 2 + sign(s) * magnitude(s, -54, -5),
  ],
  'halfway between table entries': [
    60_000,
    (s: Sampler) => ((Math.floor(s(-32_000, 32_000)) + 0.5) * Math.PI) / 512 + s(-1e-12, 1e-12),
  ],
  'where integers take over': [20_000, (s: Sampler) => s(200, 202)],
  'every size': [40_000, (s: Sampler) => sign(s) * magnitude(s, 7, 1024)],
} as const;

describe.each([
  { name: 'sine', own: sine },
  { name: 'cosine', own: cosine },
] as const)('$name', ({ name, own }) => {
  test('is within its bound of MPFR', () => {
    let worst = 0;
    let count = 0;
    for (const [family, [samples, draw]] of Object.entries(FAMILIES)) {
      const sample = sampler(samples + family.length);
      for (let i = 0; i < samples; i++) {
        const x = draw(sample);
        const off = ulpsOff(name, x, own(x));
        if (!(off <= SINE_ULPS)) expect.fail(`${name}(${x}), ${family}: ${off} ulp off, bound ${SINE_ULPS}`);
        worst = Math.max(worst, off);
      }
      count += samples;
    }
    console.log(`${name}: at most ${worst.toFixed(6)} ulp off at ${count} arguments, bound ${SINE_ULPS}`);
  });

  test('is within its bound around every multiple of a right angle that is split, and around the hardest of all', () => {
    /** The double that is closest to a multiple of $\frac\pi2$: $6381956970095103 \cdot 2^{797}$. */
    const hardest = 6381956970095103 * 2 ** 797;
    const multiples = Array.from({ length: 129 }, (_, n) => (n * Math.PI) / 2);
    for (const x of [Number.MAX_VALUE, ...[...multiples, hardest].flatMap(x => neighbours(x, 4))])
      expect(ulpsOff(name, x, own(x)), `${name}(${x})`).toBeLessThanOrEqual(SINE_ULPS);
  });

  test('is NaN where there is no angle', () => {
    expect([Infinity, -Infinity, NaN].map(own)).toEqual([NaN, NaN, NaN]);
  });
});

test('sine is odd with its zeros, and cosine is even', () => {
  expect([sine(0), sine(-0), cosine(0), cosine(-0)]).toEqual([0, -0, 1, 1]);
  const sample = sampler(5);
  for (let i = 0; i < 10_000; i++) {
    const x = magnitude(sample, -30, 300);
    expect([sine(-x), cosine(-x)]).toEqual([-sine(x), cosine(x)]);
  }
});

test('no double up to 201 is so close to a multiple of a right angle that its reduction exceeds the derived bound', () => {
  const BITS = 300;
  for (let n = 1; n <= 128; n++) {
    const multiple = (BigInt(n) * pi(BITS)) / 2n;
    const near = Number(multiple) / 2 ** BITS;
    const distances = [nextDown(near), near, nextUp(near)].map(x => {
      const gap = scaled(x) * 2n ** BigInt(BITS) - multiple * scaled(1);
      return Math.abs(Number(gap / scaled(1)) / 2 ** BITS);
    });
    expect((256 * n) / Math.min(...distances), `${n}`).toBeLessThan(2 ** 73.4);
  }
});
