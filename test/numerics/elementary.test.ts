import { describe, expect, test } from 'vitest';
import { EXP_ULPS, exp, fromBits, LOG_ULPS, log, log1p, nextDown, nextUp } from '../../src/numerics/index.ts';
import hardCases from './hard-cases.json' with { type: 'json' };
import { correctlyRounded, ulpsOff } from './mpfr.ts';
import { magnitude, neighbours, type Sampler, sampler, THINNING } from './samples.ts';

const LN2 = 0.6931471805599453;
const sign = (sample: Sampler): number => (sample(0, 1) < 0.5 ? -1 : 1);

/** Where the arguments come from, and how many: a million over the three functions. */
const FUNCTIONS = [
  {
    name: 'exp',
    own: exp,
    bound: EXP_ULPS,
    families: {
      'its whole range': [70_000, (s: Sampler) => s(-745.2, 709.79)],
      'the exponents of a policy': [90_000, (s: Sampler) => s(-40, 0)],
      'around 0': [50_000, (s: Sampler) => s(-1, 1)],
      'towards 0': [30_000, (s: Sampler) => sign(s) * magnitude(s, -60, 0)],
      'subnormal results': [40_000, (s: Sampler) => s(-745.14, -708.39)],
      'next to overflow': [20_000, (s: Sampler) => s(709, 709.7827128933841)],
      'halfway between table entries': [
        40_000,
        (s: Sampler) => ((Math.floor(s(-260_000, 260_000)) + 0.5) * LN2) / 256 + s(-1e-13, 1e-13),
      ],
    },
  },
  {
    name: 'log',
    own: log,
    bound: LOG_ULPS,
    families: {
      'its whole range': [90_000, (s: Sampler) => magnitude(s, -1022, 1024)],
      'around 1': [60_000, (s: Sampler) => s(0.5, 2)],
      'towards 1': [70_000, (s: Sampler) => 1 + sign(s) * magnitude(s, -53, -6)],
      'the widest r beside 1': [
        20_000,
        (s: Sampler) => {
          const joint = Math.floor(s(-4, 4)) + 0.5;
          return 1 + joint / (joint > 0 ? 256 : 512) + s(-(2 ** -13), 2 ** -13);
        },
      ],
      'subnormal arguments': [20_000, (s: Sampler) => magnitude(s, -1074, -1022)],
      'where the table folds': [20_000, (s: Sampler) => s(1.4, 1.43) * 2 ** Math.floor(s(-3, 3))],
      'halfway between table entries': [
        40_000,
        (s: Sampler) => (1 + (Math.floor(s(0, 256)) + 0.5) / 256 + s(-1e-12, 1e-12)) * 2 ** Math.floor(s(-2, 2)),
      ],
    },
  },
  {
    name: 'log1p',
    own: log1p,
    bound: LOG_ULPS,
    families: {
      'probabilities and their sums': [90_000, (s: Sampler) => s(-1, 4)],
      'towards 0': [90_000, (s: Sampler) => sign(s) * magnitude(s, -60, -1)],
      'subnormal and tiny arguments': [20_000, (s: Sampler) => sign(s) * magnitude(s, -1074, -900)],
      'towards -1': [40_000, (s: Sampler) => -1 + magnitude(s, -53, 0)],
      'large arguments': [50_000, (s: Sampler) => magnitude(s, 0, 1024)],
      'where the series takes over': [50_000, (s: Sampler) => sign(s) * s(0.0018, 0.0042)],
    },
  },
] as const;

describe.each(FUNCTIONS)('$name', ({ name, own, bound, families }) => {
  test('is within its bound of MPFR', () => {
    let worst = 0;
    let count = 0;
    for (const [family, [samples, draw]] of Object.entries(families)) {
      const sample = sampler(samples + family.length);
      for (let i = 0; i < samples; i += THINNING) {
        const x = draw(sample);
        const off = ulpsOff(name, x, own(x));
        if (!(off <= bound)) expect.fail(`${name}(${x}), ${family}: ${off} ulp off, bound ${bound}`);
        worst = Math.max(worst, off);
      }
      count += Math.ceil(samples / THINNING);
    }
    console.log(`${name}: at most ${worst.toFixed(6)} ulp off at ${count} arguments, bound ${bound}`);
  });

  test('is within its bound at the hardest arguments found', () => {
    const { nearTies, leastAccurate } = hardCases[name];
    let worst = 0;
    for (const bits of [...nearTies, ...leastAccurate]) {
      for (const x of neighbours(fromBits(bits), 2)) {
        const off = ulpsOff(name, x, own(x));
        expect(off, `${name} at ${bits}`).toBeLessThanOrEqual(bound);
        worst = Math.max(worst, off);
      }
    }
    console.log(`${name}: at most ${worst.toFixed(6)} ulp off at the hardest arguments found`);
  });

  test('is monotone between neighbouring arguments', () => {
    for (const [family, [, draw]] of Object.entries(families)) {
      const sample = sampler(7);
      for (let i = 0; i < 40_000; i += THINNING) {
        const x = draw(sample);
        if (!(own(nextDown(x)) <= own(x) && own(x) <= own(nextUp(x))))
          expect.fail(`${name} is not monotone at ${x}, ${family}`);
      }
    }
  });
});

const expectMonotone = (f: (x: number) => number, run: readonly number[]): void => {
  for (let i = 1; i < run.length; i++) if (!(f(run[i - 1]) <= f(run[i]))) expect.fail(`not monotone at ${run[i - 1]}`);
};

test('exp is monotone across all joints of its reduction', () => {
  for (let k = -275_500; k < 262_200; k += THINNING) expectMonotone(exp, neighbours(((k + 0.5) * LN2) / 256, 6));
});

test('log is monotone across all joints of its table', () => {
  for (let i = 0; i < 256; i++) {
    for (let e = -1022; e < 1024; e += 31) expectMonotone(log, neighbours((1 + (i + 0.5) / 256) * 2 ** e, 3));
  }
});

test('log1p is monotone across the joints of its table and where the series takes over', () => {
  for (const x of [2 ** -9, -(2 ** -9)]) expectMonotone(log1p, neighbours(x, 100));
  for (let i = 0; i < 256; i++) {
    for (let e = -9; e < 9; e++) expectMonotone(log1p, neighbours((1 + (i + 0.5) / 256) * 2 ** e - 1, 3));
  }
});

test('exp at the ends of its range', () => {
  expect([exp(0), exp(-0), exp(-Infinity), exp(Infinity), exp(NaN)]).toEqual([1, 1, 0, Infinity, NaN]);
  const overflow = 709.782712893384;
  expect([exp(overflow), exp(nextUp(overflow))]).toEqual([correctlyRounded('exp', overflow), Infinity]);
  expect(exp(overflow)).toBeGreaterThan(1.79e308);
  const underflow = -745.1332191019411;
  expect([exp(underflow), exp(nextDown(underflow))]).toEqual([Number.MIN_VALUE, 0]);
  for (const x of [-708.3964185322641, nextDown(-708.3964185322641), -740, -744.4400719213812, -745]) {
    expect(exp(x)).toBe(correctlyRounded('exp', x));
  }
});

test('log at the ends of its range', () => {
  expect([log(1), log(0), log(-0), log(Infinity), log(-1), log(-Infinity), log(NaN)]).toEqual([
    0,
    -Infinity,
    -Infinity,
    Infinity,
    NaN,
    NaN,
    NaN,
  ]);
  for (const x of [Number.MIN_VALUE, 2 ** -1022, nextDown(2 ** -1022), Number.MAX_VALUE, nextDown(1), nextUp(1)]) {
    expect(log(x)).toBe(correctlyRounded('log', x));
  }
});

test('log1p at the ends of its range', () => {
  expect([log1p(0), log1p(-0), log1p(-1), log1p(Infinity), log1p(-2), log1p(-Infinity), log1p(NaN)]).toEqual([
    0,
    -0,
    -Infinity,
    Infinity,
    NaN,
    NaN,
    NaN,
  ]);
  for (const x of [
    Number.MIN_VALUE,
    -Number.MIN_VALUE,
    nextUp(-1),
    Number.MAX_VALUE,
    2 ** -9,
    2 ** 53,
    2 ** -53,
    2 ** 1023,
  ]) {
    expect(log1p(x)).toBe(correctlyRounded('log1p', x));
  }
});
