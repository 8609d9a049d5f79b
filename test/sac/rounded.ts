import type { FiniteArithmetic } from '../../src/interpretations/finite.ts';
import { intervals as I, type Interval, interval } from '../../src/interpretations/interval.ts';

export interface Rounded extends FiniteArithmetic<Interval> {
  sqrt(a: Interval): Interval;
}

/**
 * Enclosures of what a library may get whose unit roundoff is $u \ge 2^{-53}$. Every result is allowed $18 u$ of its magnitude: the library's own
 * rounding, at most $4 u$ of an elementary function, and, where the result is a term of a sum, the $15 u$ that a sum of up to 16 terms loses
 * of each in any order; and what the doubles lose in which the bounds are computed here.
 */
export const rounded = (u: number): Rounded => {
  const spread = (lower: number, upper: number): Interval => {
    const by = 18 * u * Math.max(Math.abs(lower), Math.abs(upper));
    return interval(lower - by, upper + by);
  };
  const over = (x: Interval): Interval => spread(x.lower, x.upper);
  const mul = (a: Interval, b: Interval): Interval => {
    const p = a.lower * b.lower;
    const q = a.lower * b.upper;
    const r = a.upper * b.lower;
    const s = a.upper * b.upper;
    return spread(Math.min(p, q, r, s), Math.max(p, q, r, s));
  };
  return {
    constant: I.constant,
    pi: I.pi,
    neg: I.neg,
    min: I.min,
    detach: I.detach,
    add: (a, b) => spread(a.lower + b.lower, a.upper + b.upper),
    sub: (a, b) => spread(a.lower - b.upper, a.upper - b.lower),
    mul,
    div: (a, b) => over(I.div(a, b)),
    exp: a => over(I.exp(a)),
    log: a => over(I.log(a)),
    sqrt: a => spread(Math.sqrt(a.lower), Math.sqrt(a.upper)),
    /** By $\log 2 - a - \mathrm{softplus}(-2a)$: three terms of at most $2|a| + 1$, each good to $4 u$, and two sums of them. */
    logCosh: a => {
      const { lower, upper } = I.logCosh(a);
      const by = 32 * u * (1 + Math.max(Math.abs(a.lower), Math.abs(a.upper)));
      return interval(lower - by, upper + by);
    },
    logSumExp: (values, temperature) => over(I.logSumExp(values, temperature)),
    weigh: mul,
  };
};
