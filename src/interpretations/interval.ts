import {
  addDown,
  addUp,
  divDown,
  divUp,
  expDown,
  expUp,
  log1pDown,
  log1pUp,
  logDown,
  logUp,
  mulDown,
  mulUp,
  nextUp,
  subDown,
  subUp,
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
export const width = (x: Interval): number => subUp(x.upper, x.lower);

export const contains = (x: Interval, value: number): boolean => x.lower <= value && value <= x.upper;

const ENTIRE: Interval = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

/** One operation rounded in both directions. */
interface Rounded {
  readonly down: (a: number, b: number) => number;
  readonly up: (a: number, b: number) => number;
}

const product: Rounded = {
  down: (a, b) => (a === 0 || b === 0 ? 0 : mulDown(a, b)),
  up: (a, b) => (a === 0 || b === 0 ? 0 : mulUp(a, b)),
};
const quotient: Rounded = { down: divDown, up: divUp };

/** The enclosure of an operation that is monotone in each argument on both intervals: its extremes lie at the corners. */
const corners = ({ down, up }: Rounded, a: Interval, b: Interval): Interval => ({
  lower: Math.min(down(a.lower, b.lower), down(a.lower, b.upper), down(a.upper, b.lower), down(a.upper, b.upper)),
  upper: Math.max(up(a.lower, b.lower), up(a.lower, b.upper), up(a.upper, b.lower), up(a.upper, b.upper)),
});

const isZero = (x: Interval): boolean => x.lower === 0 && x.upper === 0;

/** $x \mapsto 0/0 = 0$ as in {@link Arithmetic.div}; a divisor that only may be 0 leaves no bound. */
const divide = (a: Interval, b: Interval): Interval => {
  if (isZero(a) && isZero(b)) return point(0);
  return b.lower <= 0 && b.upper >= 0 ? ENTIRE : corners(quotient, a, b);
};

/** $\log \cosh a = a + \mathrm{log1p}(e^{-2a}) - \log 2$ for $a \ge 0$. */
const logCoshDown = (a: number): number => Math.max(0, subDown(addDown(a, log1pDown(expDown(-2 * a))), logUp(2)));
const logCoshUp = (a: number): number => subUp(addUp(a, log1pUp(expUp(-2 * a))), logDown(2));

/** $m + \alpha\,\mathrm{log1p}(\sum_{i \ne i^*} e^{(q_i - m)/\alpha})$ with every operation rounded down; the sum is monotone in each $q_i$. */
const logSumExpDown = (q: readonly number[], alpha: number): number => {
  const top = q.indexOf(Math.max(...q));
  if (alpha === 0) return q[top];
  let rest = 0;
  for (let i = 0; i < q.length; i++)
    if (i !== top) rest = addDown(rest, expDown(divDown(subDown(q[i], q[top]), alpha)));
  return addDown(q[top], mulDown(alpha, log1pDown(rest)));
};

/** The same, rounded up. */
const logSumExpUp = (q: readonly number[], alpha: number): number => {
  const top = q.indexOf(Math.max(...q));
  if (alpha === 0) return q[top];
  let rest = 0;
  for (let i = 0; i < q.length; i++) if (i !== top) rest = addUp(rest, expUp(divUp(subUp(q[i], q[top]), alpha)));
  return addUp(q[top], mulUp(alpha, log1pUp(rest)));
};

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
  add: (a, b) => ({ lower: addDown(a.lower, b.lower), upper: addUp(a.upper, b.upper) }),
  sub: (a, b) => ({ lower: subDown(a.lower, b.upper), upper: subUp(a.upper, b.lower) }),
  mul: multiply,
  div: divide,
  min: (a, b) => ({ lower: Math.min(a.lower, b.lower), upper: Math.min(a.upper, b.upper) }),
  exp: a => ({ lower: expDown(a.lower), upper: expUp(a.upper) }),
  log: a => ({ lower: logDown(Math.max(0, a.lower)), upper: logUp(a.upper) }),
  logCosh: a => {
    const nearest = a.lower <= 0 && a.upper >= 0 ? 0 : Math.min(Math.abs(a.lower), Math.abs(a.upper));
    return { lower: logCoshDown(nearest), upper: logCoshUp(Math.max(Math.abs(a.lower), Math.abs(a.upper))) };
  },
  detach: a => a,
  /** Monotone in every value and in the temperature (law `temperature-monotonicity`), so two evaluations enclose it. */
  logSumExp: (values, temperature) => ({
    lower: logSumExpDown(
      values.map(v => v.lower),
      temperature.lower,
    ),
    upper: logSumExpUp(
      values.map(v => v.upper),
      temperature.upper,
    ),
  }),
  weigh: multiply,
};
