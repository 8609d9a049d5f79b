import { productError, sumError } from './error-free.ts';
import { exp } from './exp.ts';
import { log, log1p } from './log.ts';
import { LEAST_STEPPED, nextUp, STEP } from './ulp.ts';

/*
 * Arithmetic rounded to one side of the exact result: that result if it is a double, else a double beyond it on that side. NaN where
 * IEEE 754 gives NaN.
 *
 * Sums are the directed rounding itself; so are products and quotients whose error-free transform is in its domain. Its sign tells
 * which side of the exact result the nearest double lies on, and one step mends it where need be. Outside that domain a product or
 * quotient of a zero or an infinity is exact, and any other is moved one step off the nearest double. Overflow stops at the greatest
 * finite double on the inner side.
 */

/** The side of the exact result on which a rounded one may lie: $-1$ below, $1$ above. */
export type Side = -1 | 1;

/** $2^{1021}$ */
const GREATEST_SPLIT = 2.247116418577895e307; // 0x7FC0000000000000
const STEPS = Float64Array.of(STEP, 0);

/** The relative step to a neighbour, or 0: looked up, since a branch on the sign of a rounding error is mispredicted half the time. */
const stepUnless = (isOnItsSide: boolean): number => STEPS[Number(isOnItsSide)];

/**
 * The double beside `x` on `side`: a bound of what one operation $+ - \times \div$ rounded to `x`, in either direction. Rounding takes at
 * most half of that step.
 */
export const outward = (side: Side, x: number): number => side * nextUp(side * x);

/** The nearest double, moved one step to `side` unless it is exact. */
const beyond = (side: Side, x: number, exact: boolean): number => (exact ? x : outward(side, x));

/** Whether an operand is zero or infinite, so that nothing is rounded. */
const isExact = (a: number, b: number): boolean =>
  a === 0 || b === 0 || Math.abs(a) === Infinity || Math.abs(b) === Infinity;

const isSplit = (x: number): boolean => {
  const size = Math.abs(x);
  return size >= LEAST_STEPPED && size <= GREATEST_SPLIT;
};

export const addTowards = (side: Side, a: number, b: number): number => {
  const s = a + b;
  const size = Math.abs(s);
  if (!(size >= LEAST_STEPPED && size <= GREATEST_SPLIT)) return addAtEdge(side, a, b, s);
  return s + side * (stepUnless(side * sumError(a, b, s) <= 0) * size);
};

/** The larger operand first: the other order overflows where that is the greatest double. */
const addAtEdge = (side: Side, a: number, b: number, s: number): number => {
  const e = Math.abs(a) < Math.abs(b) ? sumError(b, a, s) : sumError(a, b, s);
  return beyond(side, s, side * e <= 0 || isExact(a, b));
};

export const subTowards = (side: Side, a: number, b: number): number => addTowards(side, a, -b);

export const mulTowards = (side: Side, a: number, b: number): number => {
  const p = a * b;
  const size = Math.abs(p);
  if (!(size >= LEAST_STEPPED && size <= GREATEST_SPLIT)) return beyond(side, p, isExact(a, b));
  return p + side * (stepUnless(side * productError(a, b, p) <= 0) * size);
};

/** The remainder $a - qb$ of the nearest quotient $q$ is a double; with the sign of $b$ it has that of $a/b - q$. */
export const divTowards = (side: Side, a: number, b: number): number => {
  const q = a / b;
  const p = q * b;
  if (!(isSplit(q) && isSplit(p))) return beyond(side, q, isExact(a, b));
  const remainder = side * (a - p - productError(q, b, p));
  return q + side * (stepUnless((b > 0 ? remainder : -remainder) <= 0) * Math.abs(q));
};

/*
 * exp, log and log1p lie between the two doubles around the value, so that one step bounds it; it is a double only where exp gives 1
 * or the value is 0 or infinite. A lower bound of exp is never below 0, an upper one 0 only at -∞.
 */

export const expTowards = (side: Side, x: number): number => {
  const y = exp(x);
  return beyond(side, y, x === 0 || (side < 0 ? y === 0 || x === Infinity : x === -Infinity));
};

const logIsExact = (y: number): boolean => y === 0 || Math.abs(y) === Infinity;

export const logTowards = (side: Side, x: number): number => {
  const y = log(x);
  return beyond(side, y, logIsExact(y));
};

export const log1pTowards = (side: Side, x: number): number => {
  const y = log1p(x);
  return beyond(side, y, logIsExact(y));
};
