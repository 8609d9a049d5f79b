import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as numerics from '../../src/numerics/index.ts';
import { nextDown, nextUp, type Side } from '../../src/numerics/index.ts';
import { besides, finite, pair } from './exact.ts';
import { type Elementary, side } from './mpfr.ts';

const { addTowards, subTowards, mulTowards, divTowards, expTowards, logTowards, log1pTowards } = numerics;

const isOrdinary = (y: number): boolean => Math.abs(y) >= 2 ** -969 && Math.abs(y) <= 2 ** 1021;
const isSplit = (...factors: number[]): boolean => factors.every(factor => Math.abs(factor) <= 2 ** 995);

const OPERATIONS = [
  { name: 'add', towards: addTowards, nearest: (a: number, b: number) => a + b, isTight: () => true },
  { name: 'sub', towards: subTowards, nearest: (a: number, b: number) => a - b, isTight: () => true },
  {
    name: 'mul',
    towards: mulTowards,
    nearest: (a: number, b: number) => a * b,
    isTight: (a: number, b: number) => a === 0 || b === 0 || (isOrdinary(a * b) && isSplit(a, b)),
  },
  {
    name: 'div',
    towards: divTowards,
    nearest: (a: number, b: number) => a / b,
    isTight: (a: number, b: number) => a === 0 || (isOrdinary(a / b) && isOrdinary((a / b) * b) && isSplit(a / b, b)),
  },
] as const;

describe.each(OPERATIONS)('$name', ({ name, towards, nearest, isTight }) => {
  const down = (a: number, b: number): number => towards(-1, a, b);
  const up = (a: number, b: number): number => towards(1, a, b);
  const beside = besides[name];
  const isDefined = (_a: number, b: number): boolean => name !== 'div' || b !== 0;

  test('encloses the exact result, within one step of the nearest double', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        fc.pre(isDefined(a, b));
        const y = nearest(a, b);
        expect(beside(down(a, b), a, b)).toBeLessThanOrEqual(0);
        expect(beside(up(a, b), a, b)).toBeGreaterThanOrEqual(0);
        expect(down(a, b)).toBeGreaterThanOrEqual(nextDown(y));
        expect(up(a, b)).toBeLessThanOrEqual(nextUp(y));
      }),
      { numRuns: 6000 },
    );
  });

  test('is the directed rounding wherever the error-free transform is', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        fc.pre(isDefined(a, b) && isTight(a, b));
        const lower = down(a, b);
        const upper = up(a, b);
        expect(beside(lower, a, b) === 0 || beside(nextUp(lower), a, b) > 0).toBe(true);
        expect(beside(upper, a, b) === 0 || beside(nextDown(upper), a, b) < 0).toBe(true);
      }),
      { numRuns: 6000 },
    );
  });

  const isSum = name === 'add' || name === 'sub';
  test.each(isSum ? [name] : [])('%s is it beside the greatest double', () => {
    const huge = fc.constantFrom(
      ...[2 ** 971 + 2 ** 970, 2 ** 1022, Number.MAX_VALUE].flatMap(x => [x, -x, nextDown(x), -nextDown(x)]),
    );
    fc.assert(
      fc.property(fc.tuple(huge, huge), ([a, b]) => {
        const [lower, upper] = [down(a, b), up(a, b)];
        expect(beside(lower, a, b) === 0 || beside(nextUp(lower), a, b) > 0).toBe(true);
        expect(beside(upper, a, b) === 0 || beside(nextDown(upper), a, b) < 0).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('agrees with IEEE 754 on infinities, NaN and zero divisors', () => {
    const special = fc.constantFrom(Infinity, -Infinity, NaN, 0, -0);
    fc.assert(
      fc.property(
        fc.oneof(fc.tuple(special, finite), fc.tuple(finite, special), fc.tuple(special, special)),
        ([a, b]) => {
          fc.pre(!isSum || !Number.isFinite(a) || !Number.isFinite(b) || a === 0 || b === 0);
          expect(down(a, b)).toEqual(nearest(a, b));
          expect(up(a, b)).toEqual(nearest(a, b));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

/** The bounds below and above. */
const bounds = (towards: (side: Side, ...operands: number[]) => number, ...operands: number[]): readonly number[] => [
  towards(-1, ...operands),
  towards(1, ...operands),
];

test('overflow stops at the greatest finite double on the inner side', () => {
  const { MAX_VALUE } = Number;
  expect(bounds(addTowards, MAX_VALUE, MAX_VALUE)).toEqual([MAX_VALUE, Infinity]);
  expect(bounds(subTowards, -MAX_VALUE, MAX_VALUE)).toEqual([-Infinity, -MAX_VALUE]);
  expect(bounds(mulTowards, MAX_VALUE, 2)).toEqual([MAX_VALUE, Infinity]);
  expect(bounds(mulTowards, MAX_VALUE, -2)).toEqual([-Infinity, -MAX_VALUE]);
  expect(bounds(divTowards, MAX_VALUE, 0.5)).toEqual([MAX_VALUE, Infinity]);
  expect(bounds(expTowards, 710)).toEqual([MAX_VALUE, Infinity]);
});

const BOUNDS: {
  name: Elementary;
  towards: (side: Side, x: number) => number;
  nearest: (x: number) => number;
  argument: fc.Arbitrary<number>;
}[] = [
  {
    name: 'exp',
    towards: expTowards,
    nearest: numerics.exp,
    argument: fc.oneof(
      fc.double({ min: -746, max: 711, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      finite,
    ),
  },
  {
    name: 'log',
    towards: logTowards,
    nearest: numerics.log,
    argument: fc.oneof(fc.double({ min: 0.5, max: 2, noNaN: true }), finite.map(Math.abs)),
  },
  {
    name: 'log1p',
    towards: log1pTowards,
    nearest: numerics.log1p,
    argument: fc.oneof(
      fc.double({ min: -1, max: 1, noNaN: true }),
      finite.filter(x => x >= -1),
    ),
  },
];

test.each(BOUNDS)('$name is enclosed, one step from the nearest evaluation', ({ name, towards, nearest, argument }) => {
  const down = (x: number): number => towards(-1, x);
  const up = (x: number): number => towards(1, x);
  fc.assert(
    fc.property(argument, x => {
      expect(side(name, x, down(x))).toBeLessThanOrEqual(0);
      expect(side(name, x, up(x))).toBeGreaterThanOrEqual(0);
      expect(down(x)).toBeGreaterThanOrEqual(nextDown(nearest(x)));
      expect(up(x)).toBeLessThanOrEqual(nextUp(nearest(x)));
    }),
    { numRuns: 6000 },
  );
});

test.each([-1, 1] as const)('exact values of exp, log and log1p stay themselves towards %i', side => {
  const images = (towards: (side: Side, x: number) => number, ...x: number[]): readonly number[] =>
    x.map(x => towards(side, x));
  expect(images(expTowards, 0, -0, -Infinity, Infinity, NaN)).toEqual([1, 1, 0, Infinity, NaN]);
  expect(images(logTowards, 1, 0, -0, Infinity, -1, NaN)).toEqual([0, -Infinity, -Infinity, Infinity, NaN, NaN]);
  expect(images(log1pTowards, 0, -0, -1, Infinity, -2, NaN)).toEqual([0, -0, -Infinity, Infinity, NaN, NaN]);
});

test('exp stays above 0 where it underflows', () => expect(bounds(expTowards, -800)).toEqual([0, Number.MIN_VALUE]));
