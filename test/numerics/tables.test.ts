import { expect, test } from 'vitest';
import { bitsOf } from '../../src/numerics/index.ts';
import * as tables from '../../src/numerics/tables.ts';
import { remainder } from './mpfr.ts';

const {
  EXP2_HIGH,
  EXP2_LOW,
  FOLD,
  LN2_HIGH,
  LN2_LOW,
  LOG_HIGH,
  LOG_LOW,
  POWER_OF_TWO,
  RECIPROCAL,
  LN2_OVER_256_HIGH,
  LN2_OVER_256_LOW,
} = tables;

const isMultipleOf = (unit: number, x: number): boolean => Number.isInteger(x / unit);

test('the constants are ln 2 and its 256th part, in two doubles', () => {
  expect([LN2_HIGH, LN2_LOW, LN2_OVER_256_HIGH, LN2_OVER_256_LOW].map(bitsOf)).toEqual([
    '3fe62e42fefa3800',
    '3d2ef35793c76730',
    '3f662e42fef80000',
    '3d31cf79abc9e3b4',
  ]);
  expect(Math.abs(remainder('log', 2, LN2_HIGH, LN2_LOW))).toBeLessThan(2 ** -96);
  expect(Math.abs(remainder('log', 2, 256 * LN2_OVER_256_HIGH, 256 * LN2_OVER_256_LOW))).toBeLessThan(2 ** -88);
  expect([LN2_HIGH, LN2_OVER_256_HIGH].every(x => isMultipleOf(2 ** -42, x))).toBe(true);
});

test('the table of exp is 2^(j/256) = high (1 + low), to 2^-103', () => {
  expect([EXP2_HIGH.length, EXP2_LOW.length, EXP2_HIGH[0], EXP2_LOW[0]]).toEqual([256, 256, 1, 0]);
  EXP2_HIGH.forEach((high, j) => {
    expect(Math.abs(remainder('exp2', j / 256, high, high * EXP2_LOW[j])), `${j}`).toBeLessThanOrEqual(2 ** -102);
    expect(EXP2_LOW[j] >= 0 && EXP2_LOW[j] < 2 ** -52, `${j}`).toBe(true);
  });
});

test('the table of log is ln c and 1/c, to 2^-95, with |r| < 2^-8.4 and |ln c| > |r| or ln c = 0', () => {
  expect([RECIPROCAL.length, LOG_HIGH.length, LOG_LOW.length]).toEqual([257, 257, 257]);
  RECIPROCAL.forEach((reciprocal, i) => {
    const inverse = i < FOLD ? reciprocal : 2 * reciprocal;
    expect(Math.abs(remainder('log', inverse, -LOG_HIGH[i], -LOG_LOW[i])), `${i}`).toBeLessThanOrEqual(2 ** -95);
    expect(isMultipleOf(2 ** -42, LOG_HIGH[i]) && isMultipleOf(2 ** -9, reciprocal)).toBe(true);
    for (const z of [Math.max(1, 1 + (i - 0.5) / 256), Math.min(2, 1 + (i + 0.5) / 256)]) {
      const r = Math.abs(z * reciprocal - 1);
      expect(r).toBeLessThan(2 ** -8.4);
      expect(LOG_HIGH[i] === 0 || Math.abs(LOG_HIGH[i]) > r).toBe(true);
      const result = Math.abs(LOG_HIGH[i] + log1pOf(z * reciprocal - 1));
      expect(LOG_HIGH[i] === 0 || r ** 3 / 3 < 2 ** -16.8 * result).toBe(true);
    }
  });
  expect([0, 256].map(i => [RECIPROCAL[i], LOG_HIGH[i], LOG_LOW[i]])).toEqual([
    [1, 0, 0],
    [0.5, 0, 0],
  ]);
});

/** $\ln(1 + r)$ from below in magnitude for the bound above: four terms of the series suffice. */
const log1pOf = (r: number): number => r - r ** 2 / 2 + r ** 3 / 3 - r ** 4 / 4;

test('every power of two that is a double', () => {
  expect(POWER_OF_TWO.length).toBe(2098);
  expect([POWER_OF_TWO[0], POWER_OF_TWO[1074], POWER_OF_TWO[2097]]).toEqual([Number.MIN_VALUE, 1, 2 ** 1023]);
  for (let i = 1; i < 2098; i++) expect(POWER_OF_TWO[i]).toBe(2 * POWER_OF_TWO[i - 1]);
});

test('the step of the table of sines is 2 pi / 1024, in three doubles, to 2^-136', () => {
  const { ARC_HIGH, ARC_MIDDLE, ARC_LOW } = tables;
  expect(isMultipleOf(2 ** -45, ARC_HIGH) && isMultipleOf(2 ** -83, ARC_MIDDLE)).toBe(true);
  expect([ARC_HIGH < 2 ** -7, ARC_MIDDLE < 2 ** -45, ARC_LOW < 2 ** -83]).toEqual([true, true, true]);
  const parts = [ARC_HIGH, ARC_MIDDLE, ARC_LOW].map(x => 512 * x);
  expect(Math.abs(remainder('twiceArcsine', 1, ...parts))).toBeLessThan(512 * 2 ** -136);
});

test('the table of sines is sin 2 pi j / 1024, to 2^-105', () => {
  const { SINE_HIGH, SINE_LOW } = tables;
  expect([SINE_HIGH.length, SINE_LOW.length]).toEqual([1024, 1024]);
  SINE_HIGH.forEach((high, j) => {
    expect(Math.abs(remainder('sineOfTurn', j / 1024, high, SINE_LOW[j])), `${j}`).toBeLessThanOrEqual(2 ** -105);
  });
  for (const [j, value] of [
    [0, 0],
    [256, 1],
    [512, 0],
    [768, -1],
  ]) {
    expect(SINE_HIGH[j] === value && SINE_LOW[j] === 0, `${j}`).toBe(true);
  }
});
