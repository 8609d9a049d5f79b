import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as numerics from '../../src/numerics/index.ts';
import { nextDown, nextUp } from '../../src/numerics/index.ts';
import { besides, finite, pair } from './exact.ts';
import { type Elementary, side } from './mpfr.ts';

const { addDown, addUp, subDown, subUp, mulDown, mulUp, divDown, divUp } = numerics;

const isOrdinary = (y: number): boolean => Math.abs(y) >= 2 ** -969 && Math.abs(y) <= 2 ** 1021;
const isSplit = (...factors: number[]): boolean => factors.every(factor => Math.abs(factor) <= 2 ** 995);

const OPERATIONS = [
  { name: 'add', down: addDown, up: addUp, nearest: (a: number, b: number) => a + b, isTight: () => true },
  { name: 'sub', down: subDown, up: subUp, nearest: (a: number, b: number) => a - b, isTight: () => true },
  {
    name: 'mul',
    down: mulDown,
    up: mulUp,
    nearest: (a: number, b: number) => a * b,
    isTight: (a: number, b: number) => a === 0 || b === 0 || (isOrdinary(a * b) && isSplit(a, b)),
  },
  {
    name: 'div',
    down: divDown,
    up: divUp,
    nearest: (a: number, b: number) => a / b,
    isTight: (a: number, b: number) => a === 0 || (isOrdinary(a / b) && isOrdinary((a / b) * b) && isSplit(a / b, b)),
  },
] as const;

describe.each(OPERATIONS)('$name', ({ name, down, up, nearest, isTight }) => {
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
    const huge = fc.constantFrom(...[2 ** 1022, Number.MAX_VALUE].flatMap(x => [x, -x, nextDown(x), -nextDown(x)]));
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

test('overflow stops at the greatest finite double on the inner side', () => {
  const { MAX_VALUE } = Number;
  expect([addDown(MAX_VALUE, MAX_VALUE), addUp(MAX_VALUE, MAX_VALUE)]).toEqual([MAX_VALUE, Infinity]);
  expect([subDown(-MAX_VALUE, MAX_VALUE), subUp(-MAX_VALUE, MAX_VALUE)]).toEqual([-Infinity, -MAX_VALUE]);
  expect([mulDown(MAX_VALUE, 2), mulUp(MAX_VALUE, 2)]).toEqual([MAX_VALUE, Infinity]);
  expect([mulDown(MAX_VALUE, -2), mulUp(MAX_VALUE, -2)]).toEqual([-Infinity, -MAX_VALUE]);
  expect([divDown(MAX_VALUE, 0.5), divUp(MAX_VALUE, 0.5)]).toEqual([MAX_VALUE, Infinity]);
  expect([numerics.expDown(710), numerics.expUp(710)]).toEqual([MAX_VALUE, Infinity]);
});

const BOUNDS: {
  name: Elementary;
  down: (x: number) => number;
  up: (x: number) => number;
  nearest: (x: number) => number;
  argument: fc.Arbitrary<number>;
}[] = [
  {
    name: 'exp',
    down: numerics.expDown,
    up: numerics.expUp,
    nearest: numerics.exp,
    argument: fc.oneof(
      fc.double({ min: -746, max: 711, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      finite,
    ),
  },
  {
    name: 'log',
    down: numerics.logDown,
    up: numerics.logUp,
    nearest: numerics.log,
    argument: fc.oneof(fc.double({ min: 0.5, max: 2, noNaN: true }), finite.map(Math.abs)),
  },
  {
    name: 'log1p',
    down: numerics.log1pDown,
    up: numerics.log1pUp,
    nearest: numerics.log1p,
    argument: fc.oneof(
      fc.double({ min: -1, max: 1, noNaN: true }),
      finite.filter(x => x >= -1),
    ),
  },
];

test.each(BOUNDS)(
  '$name is enclosed, one step from the nearest evaluation',
  ({ name, down, up, nearest, argument }) => {
    fc.assert(
      fc.property(argument, x => {
        expect(side(name, x, down(x))).toBeLessThanOrEqual(0);
        expect(side(name, x, up(x))).toBeGreaterThanOrEqual(0);
        expect(down(x)).toBeGreaterThanOrEqual(nextDown(nearest(x)));
        expect(up(x)).toBeLessThanOrEqual(nextUp(nearest(x)));
      }),
      { numRuns: 6000 },
    );
  },
);

test('exact values of exp, log and log1p stay themselves', () => {
  for (const f of [numerics.expDown, numerics.expUp]) {
    expect([f(0), f(-0), f(-Infinity), f(Infinity), f(NaN)]).toEqual([1, 1, 0, Infinity, NaN]);
  }
  for (const f of [numerics.logDown, numerics.logUp]) {
    expect([f(1), f(0), f(-0), f(Infinity), f(-1), f(NaN)]).toEqual([0, -Infinity, -Infinity, Infinity, NaN, NaN]);
  }
  for (const f of [numerics.log1pDown, numerics.log1pUp]) {
    expect([f(0), f(-0), f(-1), f(Infinity), f(-2), f(NaN)]).toEqual([0, -0, -Infinity, Infinity, NaN, NaN]);
  }
  expect([numerics.expDown(-800), numerics.expUp(-800)]).toEqual([0, Number.MIN_VALUE]);
});
