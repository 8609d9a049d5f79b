import type { FiniteArithmetic } from '../../src/interpretations/finite.ts';
import { type Interval, interval, intervals as I } from '../../src/interpretations/interval.ts';
import { addTowards, subTowards } from '../../src/numerics/index.ts';

const wider = ({ lower, upper }: Interval, by: number): Interval =>
  interval(subTowards(-1, lower, by), addTowards(1, upper, by));

const magnitude = ({ lower, upper }: Interval): number => Math.max(Math.abs(lower), Math.abs(upper));

export interface Rounded extends FiniteArithmetic<Interval> {
  sqrt(a: Interval): Interval;
}

/**
 * Enclosures of what a library may get whose unit roundoff is $u$. Every result is allowed $16 u$ of its magnitude: its own rounding, at most
 * $4 u$ of an elementary function, and, where it is a term of a sum, the $15 u$ that a sum of up to 16 terms loses of each in any order.
 */
export const rounded = (u: number): Rounded => {
  const spread = (x: Interval): Interval => wider(x, 16 * u * magnitude(x));
  return {
    constant: I.constant,
    pi: I.pi,
    neg: I.neg,
    min: I.min,
    detach: I.detach,
    add: (a, b) => spread(I.add(a, b)),
    sub: (a, b) => spread(I.sub(a, b)),
    mul: (a, b) => spread(I.mul(a, b)),
    div: (a, b) => spread(I.div(a, b)),
    exp: a => spread(I.exp(a)),
    log: a => spread(I.log(a)),
    sqrt: a => spread(interval(Math.sqrt(a.lower), Math.sqrt(a.upper))),
    /** By $\log 2 - a - \mathrm{softplus}(-2a)$: three terms of at most $2|a| + 1$, each good to $4 u$, and two sums of them. */
    logCosh: a => wider(I.logCosh(a), 32 * u * (1 + magnitude(a))),
    logSumExp: (values, temperature) => spread(I.logSumExp(values, temperature)),
    weigh: (probability, value) => spread(I.weigh(probability, value)),
  };
};
