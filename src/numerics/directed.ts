import { productError, sumError } from './error-free.ts';
import { exp } from './exp.ts';
import { log, log1p } from './log.ts';
import { LEAST_STEPPED, nextDown, nextUp, STEP } from './ulp.ts';

/*
 * Rounding towards -∞ (Down) and ∞ (Up). The error-free transform of an operation has the sign of what rounding to nearest lost; at most
 * one step then gives the directed rounding. Out of the transform's domain the step is taken without asking, but never off the
 * product or quotient of a zero or an infinity. NaN where IEEE 754 has NaN, and only there.
 */

/** $2^{1021}$ */
const GREATEST_SPLIT = 2.247116418577895e307; // 0x7FC0000000000000
const STEPS = Float64Array.of(STEP, 0);

/** Where a relative step leads from $\pm y$ to its neighbours, and a product $\pm y$ has an error-free transform if its factors do. */
const isOrdinary = (y: number): boolean => y >= LEAST_STEPPED && y <= GREATEST_SPLIT;

/** The relative step to a neighbour, or 0: looked up, since a branch on the sign of a rounding error is mispredicted half the time. */
const stepUnless = (isOnItsSide: boolean): number => STEPS[Number(isOnItsSide)];

/** Whether an operand is zero or infinite, so that nothing is rounded. */
const isExact = (a: number, b: number): boolean =>
  a === 0 || b === 0 || Math.abs(a) === Infinity || Math.abs(b) === Infinity;

const downAtEdge = (a: number, b: number, y: number, e: number): number => (e >= 0 || isExact(a, b) ? y : nextDown(y));
const upAtEdge = (a: number, b: number, y: number, e: number): number => (e <= 0 || isExact(a, b) ? y : nextUp(y));

/** The greatest double $\le a + b$. */
export const addDown = (a: number, b: number): number => {
  const s = a + b;
  const e = sumError(a, b, s);
  const size = Math.abs(s);
  return isOrdinary(size) ? s - stepUnless(e >= 0) * size : downAtEdge(a, b, s, e);
};

/** The least double $\ge a + b$. */
export const addUp = (a: number, b: number): number => {
  const s = a + b;
  const e = sumError(a, b, s);
  const size = Math.abs(s);
  return isOrdinary(size) ? s + stepUnless(e <= 0) * size : upAtEdge(a, b, s, e);
};

/** The greatest double $\le a - b$. */
export const subDown = (a: number, b: number): number => addDown(a, -b);

/** The least double $\ge a - b$. */
export const subUp = (a: number, b: number): number => addUp(a, -b);

/**
 * A double $\le ab$: the greatest, if $2^{-969} \le |ab| \le 2^{1021}$ and $|a|, |b| \le 2^{995}$ or $ab = 0$, and otherwise the one below
 * $\mathrm{RN}(ab)$.
 */
export const mulDown = (a: number, b: number): number => {
  const p = a * b;
  const size = Math.abs(p);
  return isOrdinary(size) ? p - stepUnless(productError(a, b, p) >= 0) * size : downAtEdge(a, b, p, NaN);
};

/** A double $\ge ab$, with the exactness of {@link mulDown}. */
export const mulUp = (a: number, b: number): number => {
  const p = a * b;
  const size = Math.abs(p);
  return isOrdinary(size) ? p + stepUnless(productError(a, b, p) <= 0) * size : upAtEdge(a, b, p, NaN);
};

/** $|b| (a/b - q)$ for $q = \mathrm{RN}(a/b)$: the remainder $a - qb$ is a double. NaN where $qb$ is not ordinary. */
const quotientError = (a: number, b: number, q: number): number => {
  const p = q * b;
  if (!isOrdinary(Math.abs(p))) return NaN;
  const remainder = a - p - productError(q, b, p);
  return b > 0 ? remainder : -remainder;
};

/**
 * A double $\le a/b$: the greatest, if $|a|$ and $|a/b|$ lie between $2^{-968}$ and $2^{1020}$ and $|b|, |a/b| \le 2^{995}$ or $a = 0$, and otherwise
 * the one below $\mathrm{RN}(a/b)$. Division by zero is IEEE 754's.
 */
export const divDown = (a: number, b: number): number => {
  const q = a / b;
  const size = Math.abs(q);
  return isOrdinary(size) ? q - stepUnless(quotientError(a, b, q) >= 0) * size : downAtEdge(a, b, q, NaN);
};

/** A double $\ge a/b$, with the exactness of {@link divDown}. */
export const divUp = (a: number, b: number): number => {
  const q = a / b;
  const size = Math.abs(q);
  return isOrdinary(size) ? q + stepUnless(quotientError(a, b, q) <= 0) * size : upAtEdge(a, b, q, NaN);
};

/*
 * exp, log and log1p give one of the two doubles around the value, so one step bounds it. The value is itself a double only where it is
 * 0, infinite or e^0.
 */

/** A double $\le e^x$, one step below {@link exp}; exact at 0 and $\pm\infty$, and never below 0. */
export const expDown = (x: number): number => {
  const y = exp(x);
  return x === 0 || x === Infinity || y === 0 ? y : nextDown(y);
};

/** A double $\ge e^x$, one step above {@link exp}; exact at 0 and $\pm\infty$. */
export const expUp = (x: number): number => {
  const y = exp(x);
  return x === 0 || x === -Infinity ? y : nextUp(y);
};

const isZeroOrInfinite = (y: number): boolean => y === 0 || Math.abs(y) === Infinity;

/** A double $\le \ln x$, one step below {@link log}; exact at 0, 1 and $\infty$. */
export const logDown = (x: number): number => {
  const y = log(x);
  return isZeroOrInfinite(y) ? y : nextDown(y);
};

/** A double $\ge \ln x$, one step above {@link log}; exact at 0, 1 and $\infty$. */
export const logUp = (x: number): number => {
  const y = log(x);
  return isZeroOrInfinite(y) ? y : nextUp(y);
};

/** A double $\le \ln(1 + x)$, one step below {@link log1p}; exact at $-1$, 0 and $\infty$. */
export const log1pDown = (x: number): number => {
  const y = log1p(x);
  return isZeroOrInfinite(y) ? y : nextDown(y);
};

/** A double $\ge \ln(1 + x)$, one step above {@link log1p}; exact at $-1$, 0 and $\infty$. */
export const log1pUp = (x: number): number => {
  const y = log1p(x);
  return isZeroOrInfinite(y) ? y : nextUp(y);
};
