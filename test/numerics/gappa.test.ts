import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXP_ULPS, LOG_ULPS, nextDown, nextUp } from '../../src/numerics/index.ts';
import * as tables from '../../src/numerics/tables.ts';
import { scaled } from './exact.ts';
import { remainder } from './mpfr.ts';

/** The hypotheses of `spec/gappa/*.g` hold of the code, and its constants are those of the questions. */
const questions: Readonly<Record<string, string>> = Object.fromEntries(
  ['exp', 'exp-near-one', 'log'].map(name => [name, readFileSync(`spec/gappa/${name}.g`, 'utf8')]),
);
const question = (name: string): string => questions[name];

/** `6004799503160661b-55` or `1b-66` or a decimal. */
const read = (text: string): number => {
  const [mantissa, exponent] = text.split('b').map(Number);
  return exponent === undefined ? mantissa : mantissa * 2 ** exponent;
};

const constants = (name: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...question(name).matchAll(/^(\w+) = (\d+b-\d+);$/gm)].map(([, key, value]) => [key, read(value)]),
  );

/** The bound of `|key| <= bound` on either side of the arrow. */
const bound = (name: string, key: string): number => {
  const at = question(name).indexOf(`|${key}| <= `);
  expect(at, `${name}.g bounds ${key}`).toBeGreaterThan(0);
  return read(/<= ([\d.e-]+(?:b-\d+)?)/.exec(question(name).slice(at))![1]);
};

const largest = (values: Iterable<number>): number => {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
};

describe.each(['exp', 'exp-near-one'])('%s.g', name => {
  const { LN2_OVER_256_HIGH: H, LN2_OVER_256_LOW: L } = tables;
  const source = readFileSync('src/numerics/exp.ts', 'utf8');
  const steps = Number(/STEPS_PER_UNIT = ([\d.]+)/.exec(source)![1]);
  const step = (x: number): number => Math.floor(x * steps + 0.5);
  const border = (k: number): number => (k - 0.5) * (256 * H + 256 * L) * (1 / 256);
  const borders = Array.from({ length: 25_600 }, (_, i) => border(step(-745.9) + 21 * i));

  test('asks about the constants of the code', () => {
    const { Lo, ...taylor } = constants(name);
    expect(Lo).toBe(L);
    expect(taylor).toEqual({ c6: 1 / 6, c24: 1 / 24, c120: 1 / 120 });
    expect(source).toContain('1 / 2 + r * (1 / 6) + r * r * (1 / 24 + r * (1 / 120))');
  });

  test('the reduced argument is exact before its low part, and in its range', () => {
    const [least, most] = /k in \[(-\d+),(\d+)\]/.exec(question(name))!.slice(1).map(Number);
    const [ofA, ofR] = [bound(name, 'a'), bound(name, 'R')];
    for (const x of [-746, 710, ...borders.flatMap(x => [nextDown(x), x, nextUp(x)])]) {
      const k = step(x);
      const a = x - k * H;
      expect(k >= least && k <= most).toBe(true);
      if (scaled(a) !== scaled(x) - BigInt(k) * scaled(H)) expect.fail(`x - k H is rounded at ${x}`);
      if (!(Math.abs(a) <= ofA)) expect.fail(`a is ${a} at ${x}`);
      if (!(Math.abs(a - k * L) < ofR * (1 - 2 ** -40))) expect.fail(`R is ${a - k * L} at ${x}`);
    }
  });

  test('the constants and the table are as exact as assumed', () => {
    expect(Math.abs(remainder('log', 2, 256 * H, 256 * L)) / 256).toBeLessThan(bound(name, 'dLo'));
    if (name === 'exp-near-one') return expect([tables.EXP2_HIGH[0], tables.EXP2_LOW[0]]).toEqual([1, 0]);
    tables.EXP2_HIGH.forEach((high, j) => {
      const low = remainder('exp2', j / 256, high) / high;
      expect(high >= 1 && high < 2 && tables.EXP2_LOW[j] >= 0 && tables.EXP2_LOW[j] <= 2 ** -52, `${j}`).toBe(true);
      expect(Math.abs(low - tables.EXP2_LOW[j]) + 2 ** -105, `${j}`).toBeLessThanOrEqual(bound(name, 'dT'));
    });
  });

  test('the series ends early enough', () => {
    const r = bound(name, 'R');
    expect((r ** 6 / 720) * (1 + 2 * r)).toBeLessThan(bound(name, 'rem'));
  });

  test('the bound is that of the code, over half a unit in the last place', () => {
    const [error, unit] = name === 'exp' ? [bound(name, 'v - T*E'), 2 ** -52] : [bound(name, 'v - E'), 2 ** -53];
    expect(0.5 + error / unit).toBeLessThanOrEqual(EXP_ULPS);
  });
});

describe('log.g', () => {
  const { FOLD, LN2_HIGH, LN2_LOW, LOG_HIGH, LOG_LOW, RECIPROCAL } = tables;
  const source = readFileSync('src/numerics/log.ts', 'utf8');
  const EXPONENTS = [-1075, 1024] as const;

  test('asks about the constants of the code', () => {
    expect(constants('log')).toEqual({ c3: 1 / 3, c5: 1 / 5, c6: 1 / 6, c7: 1 / 7 });
    expect(source).toContain('1 / 3 - r * (1 / 4) + rr * (1 / 5 - r * (1 / 6) + rr * (1 / 7 - r * (1 / 8)))');
  });

  test('the parts of the logarithm are in their ranges, h to 42 binary places', () => {
    RECIPROCAL.forEach((_, i) => {
      for (const k of EXPONENTS) {
        const h = k * LN2_HIGH + LOG_HIGH[i];
        expect(Math.abs(h)).toBeLessThanOrEqual(bound('log', 'h'));
        expect(scaled(h), `${k}, ${i}`).toBe(BigInt(k) * scaled(LN2_HIGH) + scaled(LOG_HIGH[i]));
        expect(Number.isInteger(h * 2 ** 42)).toBe(true);
        expect(Math.abs(k * LN2_LOW) + Math.abs(LOG_LOW[i]) + 2 ** -53).toBeLessThanOrEqual(bound('log', 'l'));
      }
    });
  });

  test('what the low parts lack is as small as assumed', () => {
    const ofLn2 = 1075 * Math.abs(remainder('log', 2, LN2_HIGH, LN2_LOW));
    const ofTable = largest(
      RECIPROCAL.map((c, i) => remainder('log', i < FOLD ? c : 2 * c, -LOG_HIGH[i], -LOG_LOW[i])),
    );
    const threeRoundings = 3 * 2 ** -53 * bound('log', 'l');
    const secondOrderOfDelta = 2 ** -106;
    expect(ofLn2 + ofTable + threeRoundings + secondOrderOfDelta).toBeLessThan(bound('log', 'dl'));
  });

  test('the reduced argument is in its range, with its parts', () => {
    RECIPROCAL.forEach((reciprocal, i) => {
      expect(Number.isInteger(reciprocal * 512)).toBe(true);
      for (const z of [Math.max(1, 1 + (i - 0.5) / 256), Math.min(2, 1 + (i + 0.5) / 256)]) {
        expect(Math.abs(z * reciprocal - 1)).toBeLessThanOrEqual(bound('log', 'r') - 2 ** -40);
        expect(Math.abs(z * reciprocal - 1) + 2 ** -26).toBeLessThanOrEqual(bound('log', 'rh'));
      }
      expect(2 ** -26 * reciprocal).toBeLessThanOrEqual(bound('log', 'rl'));
    });
  });

  test('the series ends early enough', () => {
    const r = bound('log', 'r');
    expect(r ** 9 / 9 / (1 - r)).toBeLessThan(bound('log', 'rem'));
  });

  test('the bound is that of the code, over half a unit in the last place of 2^-10', () => {
    expect(0.5 + bound('log', 'v - Y') / 2 ** -63).toBeLessThanOrEqual(LOG_ULPS);
  });
});
