import type { FiniteArithmetic } from '../../../src/interpretations/finite.ts';
import type { Interval } from '../../../src/interpretations/interval.ts';
import { intervals as I, interval, point } from '../../../src/interpretations/interval.ts';

/** A number that depends on a parameter, and its derivative, both enclosed. */
export interface Dual {
  readonly value: Interval;
  readonly slope: Interval;
}

const dual = (value: Interval, slope: Interval): Dual => ({ value, slope });

/** The parameter itself. */
export const variable = (value: number): Dual => dual(point(value), point(1));

/** $\tanh x = 1 - 2/(1 + e^{2x})$, in which $x$ stands once. */
export const tanh = (x: Interval): Interval =>
  I.sub(point(1), I.div(point(2), I.add(point(1), I.exp(I.mul(point(2), x)))));

const hull = (a: Interval, b: Interval): Interval => interval(Math.min(a.lower, b.lower), Math.max(a.upper, b.upper));

/** Forward differentiation over intervals: a definition read over these numbers gives its own derivative. */
export const duals: FiniteArithmetic<Dual> = {
  constant: value => dual(point(value), point(0)),
  pi: dual(I.pi, point(0)),
  neg: a => dual(I.neg(a.value), I.neg(a.slope)),
  add: (a, b) => dual(I.add(a.value, b.value), I.add(a.slope, b.slope)),
  sub: (a, b) => dual(I.sub(a.value, b.value), I.sub(a.slope, b.slope)),
  mul: (a, b) => dual(I.mul(a.value, b.value), I.add(I.mul(a.slope, b.value), I.mul(a.value, b.slope))),
  div: (a, b) => {
    const quotient = I.div(a.value, b.value);
    return dual(quotient, I.div(I.sub(a.slope, I.mul(quotient, b.slope)), b.value));
  },
  min: (a, b) => {
    const value = I.min(a.value, b.value);
    if (a.value.upper < b.value.lower) return dual(value, a.slope);
    return dual(value, b.value.upper < a.value.lower ? b.slope : hull(a.slope, b.slope));
  },
  exp: a => dual(I.exp(a.value), I.mul(I.exp(a.value), a.slope)),
  log: a => dual(I.log(a.value), I.div(a.slope, a.value)),
  logCosh: a => dual(I.logCosh(a.value), I.mul(tanh(a.value), a.slope)),
  detach: a => dual(a.value, point(0)),
  /** $\alpha \log \sum_i e^{q_i/\alpha}$, for a positive temperature. */
  logSumExp: (values, temperature) =>
    duals.mul(
      temperature,
      duals.log(values.map(q => duals.exp(duals.div(q, temperature))).reduce(duals.add, duals.constant(0))),
    ),
  weigh: (probability, value) => duals.mul(probability, value),
};

/** $\tanh' = \cosh^{-2}$. */
export const tanhOf = (u: Dual): Dual =>
  dual(tanh(u.value), I.mul(I.exp(I.mul(point(-2), I.logCosh(u.value))), u.slope));
