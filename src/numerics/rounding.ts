import { productError, sumError } from './error-free.ts';
import { exp } from './exp.ts';
import { LEAST_STEPPED, nextDown, nextUp, STEP } from './ulp.ts';

/** The side of the exact result on which a rounded one may lie: $-1$ below, $1$ above. */
export type Side = -1 | 1;

/*
 * Arithmetic rounded to one side: the exact result if it is a double, else a double beyond it on that side. NaN where IEEE 754 gives NaN.
 *
 * Sums are the directed rounding itself; so are products and quotients whose error-free transform is in its domain: the sign of the
 * error tells on which side of the exact result the nearest double lies, and one step mends it where need be. Outside that domain a
 * product or quotient of a zero or an infinity is exact, and any other is moved one step off the nearest double. Overflow stops at
 * the greatest finite double on the inner side. The common case stands first and short, so that loops inline it.
 */

/** $2^{1021}$ */
const GREATEST_SPLIT = 2.247116418577895e307; // 0x7FC0000000000000

const next = (side: Side, x: number): number => (side < 0 ? nextDown(x) : nextUp(x));

/** The nearest double `x`, moved one step to `side` unless it is `exact`. */
const beyond = (side: Side, x: number, exact: boolean): number => (exact ? x : next(side, x));

/** Whether an operand is zero or infinite, so that nothing is rounded. */
const isTrivial = (a: number, b: number): boolean =>
  a === 0 || b === 0 || Math.abs(a) === Infinity || Math.abs(b) === Infinity;

export const addTowards = (side: Side, a: number, b: number): number => {
  const s = a + b;
  const size = Math.abs(s);
  const beside = side * sumError(a, b, s) <= 0;
  if (!(size >= LEAST_STEPPED && size < Infinity)) return beyond(side, s, beside || isTrivial(a, b));
  return beside ? s : s + side * (STEP * size);
};

export const subTowards = (side: Side, a: number, b: number): number => addTowards(side, a, -b);

export const mulTowards = (side: Side, a: number, b: number): number => {
  const p = a * b;
  const size = Math.abs(p);
  if (!(size >= LEAST_STEPPED && size <= GREATEST_SPLIT)) return beyond(side, p, isTrivial(a, b));
  return side * productError(a, b, p) <= 0 ? p : p + side * (STEP * size);
};

const isSplit = (x: number): boolean => {
  const size = Math.abs(x);
  return size >= LEAST_STEPPED && size <= GREATEST_SPLIT;
};

/** The remainder $a - qb$ of the nearest quotient $q$ is a double, with the sign of $a/b - q$ where $b > 0$. */
export const divTowards = (side: Side, a: number, b: number): number => {
  const q = a / b;
  const p = q * b;
  if (!(isSplit(q) && isSplit(p))) return beyond(side, q, isTrivial(a, b));
  const remainder = (a - p - productError(q, b, p)) * side;
  return (b > 0 ? remainder : -remainder) <= 0 ? q : q + side * (STEP * Math.abs(q));
};

/** $e^x$ lies between the two doubles beside the computed one: one step bounds it. Exactly 1 at 0; never below 0. */
export const expTowards = (side: Side, x: number): number => {
  const y = exp(x);
  const exact = x === 0 || (side < 0 ? y === 0 || x === Infinity : x === -Infinity);
  return exact ? y : next(side, y);
};
