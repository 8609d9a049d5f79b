import {
  addTowards,
  divTowards,
  expTowards,
  log1pTowards,
  logTowards,
  mulTowards,
  nextUp,
  type Side,
  subTowards,
} from '../numerics/index.ts';
import type { FiniteArithmetic } from './finite.ts';

/** All reals between two doubles, both included; an infinite bound is no bound on that side. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

export const interval = (lower: number, upper: number): Interval => ({ lower, upper });

/** Exactly this double. */
export const point = (value: number): Interval => ({ lower: value, upper: value });

/** The width of an enclosure, rounded up. */
export const width = (x: Interval): number => subTowards(1, x.upper, x.lower);

export const contains = (x: Interval, value: number): boolean => x.lower <= value && value <= x.upper;

const ENTIRE: Interval = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

/** An operation rounded to one side. */
type Rounded = (side: Side, a: number, b: number) => number;

const product: Rounded = (side, a, b) => (a === 0 || b === 0 ? 0 : mulTowards(side, a, b));

/** The enclosure of an operation that is monotone in each argument on both intervals: its extremes lie at the corners. */
const corners = (operation: Rounded, a: Interval, b: Interval): Interval => {
  const at = (side: Side): readonly number[] =>
    [a.lower, a.upper].flatMap(x => [operation(side, x, b.lower), operation(side, x, b.upper)]);
  return { lower: Math.min(...at(-1)), upper: Math.max(...at(1)) };
};

const isZero = (x: Interval): boolean => x.lower === 0 && x.upper === 0;

/** $0/0 = 0$ and $-c/0 = -\infty$ as in {@link Arithmetic.div}; a divisor that only may be 0 leaves no bound. */
const divide = (a: Interval, b: Interval): Interval => {
  if (isZero(b) && isZero(a)) return point(0);
  if (isZero(b) && a.upper < 0) return point(Number.NEGATIVE_INFINITY);
  return b.lower <= 0 && b.upper >= 0 ? ENTIRE : corners(divTowards, a, b);
};

/** $\log \cosh a = a + \mathrm{log1p}(e^{-2a}) - \log 2$ for $a \ge 0$; never below 0. */
const logCosh = (side: Side, a: number): number => {
  const shifted = addTowards(side, a, log1pTowards(side, expTowards(side, -2 * a)));
  return Math.max(0, subTowards(side, shifted, logTowards(-side as Side, 2)));
};

/** $m + \alpha\,\mathrm{log1p}(\sum_{i \ne i^*} e^{(q_i - m)/\alpha})$ with every operation rounded to one side: the sum is monotone in each $q_i$. */
const logSumExp = (side: Side, q: readonly number[], alpha: number): number => {
  const top = q.indexOf(Math.max(...q));
  if (alpha === 0 || Math.abs(q[top]) === Infinity) return q[top];
  const terms = q.map((x, i) =>
    i === top ? 0 : expTowards(side, divTowards(side, subTowards(side, x, q[top]), alpha)),
  );
  const rest = terms.reduce((sum, term) => addTowards(side, sum, term), 0);
  return addTowards(side, q[top], mulTowards(side, alpha, log1pTowards(side, rest)));
};

const lowers = (values: readonly Interval[]): readonly number[] => values.map(v => v.lower);
const uppers = (values: readonly Interval[]): readonly number[] => values.map(v => v.upper);

const multiply = (a: Interval, b: Interval): Interval => corners(product, a, b);

/**
 * Enclosures by outward rounding: the interval of a formula contains its value for all numbers in the intervals of its inputs.
 * An operation that is exact in double precision stays a point. $0 \cdot \infty = 0$, so an unbounded factor adds nothing to
 * what is exactly 0.
 */
export const intervals: FiniteArithmetic<Interval> = {
  constant: point,
  pi: { lower: Math.PI, upper: nextUp(Math.PI) },
  neg: a => ({ lower: -a.upper, upper: -a.lower }),
  add: (a, b) => ({ lower: addTowards(-1, a.lower, b.lower), upper: addTowards(1, a.upper, b.upper) }),
  sub: (a, b) => ({ lower: subTowards(-1, a.lower, b.upper), upper: subTowards(1, a.upper, b.lower) }),
  mul: multiply,
  div: divide,
  min: (a, b) => ({ lower: Math.min(a.lower, b.lower), upper: Math.min(a.upper, b.upper) }),
  exp: a => ({ lower: expTowards(-1, a.lower), upper: expTowards(1, a.upper) }),
  log: a => ({ lower: logTowards(-1, Math.max(0, a.lower)), upper: logTowards(1, a.upper) }),
  logCosh: a => {
    const nearest = a.lower <= 0 && a.upper >= 0 ? 0 : Math.min(Math.abs(a.lower), Math.abs(a.upper));
    return { lower: logCosh(-1, nearest), upper: logCosh(1, Math.max(Math.abs(a.lower), Math.abs(a.upper))) };
  },
  detach: a => a,
  /** Monotone in every value and in the temperature (law `temperature-monotonicity`), so two evaluations enclose it. */
  logSumExp: (values, temperature) => ({
    lower: logSumExp(-1, lowers(values), temperature.lower),
    upper: logSumExp(1, uppers(values), temperature.upper),
  }),
  weigh: multiply,
};
