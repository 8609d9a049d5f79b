import type { FiniteArithmetic } from './finite.ts';
import { tanh } from './tanh.ts';

/** A number with its derivatives by some parameters; those that are not listed are 0. */
export interface Dual {
  readonly value: number;
  readonly slopes: readonly number[];
}

/**
 * Forward differentiation: a formula over dual numbers gives its value together with its derivatives, both rounded as `R` does.
 * At a tie of `min` the derivative is the mean of both.
 */
export const duals = (R: FiniteArithmetic<number>): FiniteArithmetic<Dual> => {
  const flat = (value: number): Dual => ({ value, slopes: [] });
  /** $f(a)$, where `slope` is $f'(a)$. */
  const unary = (a: Dual, value: number, slope: number): Dual => ({
    value,
    slopes: a.slopes.map(x => R.mul(slope, x)),
  });
  /** $f(a, b)$, where `slope` is the derivative by those of $a$ and $b$. */
  const binary = (a: Dual, b: Dual, value: number, slope: (x: number, y: number) => number): Dual => {
    const slopes: number[] = [];
    const size = Math.max(a.slopes.length, b.slopes.length);
    for (let i = 0; i < size; i++) slopes.push(slope(a.slopes[i] ?? 0, b.slopes[i] ?? 0));
    return { value, slopes };
  };

  const add = (a: Dual, b: Dual): Dual => binary(a, b, R.add(a.value, b.value), R.add);
  const sub = (a: Dual, b: Dual): Dual => binary(a, b, R.sub(a.value, b.value), R.sub);
  const mul = (a: Dual, b: Dual): Dual =>
    binary(a, b, R.mul(a.value, b.value), (x, y) => R.add(R.mul(x, b.value), R.mul(a.value, y)));
  const div = (a: Dual, b: Dual): Dual => {
    const quotient = R.div(a.value, b.value);
    return binary(a, b, quotient, (x, y) => R.div(R.sub(x, R.mul(quotient, y)), b.value));
  };
  const neg = (a: Dual): Dual => unary(a, R.neg(a.value), -1);
  const exp = (a: Dual): Dual => unary(a, R.exp(a.value), R.exp(a.value));
  const log = (a: Dual): Dual => unary(a, R.log(a.value), R.div(1, a.value));
  const min = (a: Dual, b: Dual): Dual => {
    if (a.value === b.value) return binary(a, b, a.value, (x, y) => R.div(R.add(x, y), 2));
    return a.value < b.value ? a : b;
  };
  const max = (a: Dual, b: Dual): Dual => neg(min(neg(a), neg(b)));

  return {
    constant: value => flat(R.constant(value)),
    pi: flat(R.pi),
    neg,
    add,
    sub,
    mul,
    div,
    min,
    exp,
    log,
    logCosh: a => unary(a, R.logCosh(a.value), tanh(R, a.value)),
    detach: a => flat(a.value),
    /** $m + \alpha \log \sum_i e^{(q_i - m)/\alpha}$ is the same for every $m$, whose derivative is therefore not needed. */
    logSumExp: (values, temperature) => {
      const top = values.reduce(max);
      if (temperature.value === 0) return top;
      const shift = flat(top.value);
      const terms = values.map(q => exp(div(sub(q, shift), temperature)));
      return add(shift, mul(temperature, log(terms.reduce(add))));
    },
    weigh: (p, a) => binary(p, a, R.weigh(p.value, a.value), (x, y) => R.add(R.weigh(x, a.value), R.weigh(p.value, y))),
  };
};

/** The derivatives of $f$ by its arguments, at `point`. */
export const gradient = (
  R: FiniteArithmetic<number>,
  f: (D: FiniteArithmetic<Dual>, parameters: readonly Dual[]) => Dual,
  point: readonly number[],
): readonly number[] => {
  const parameters = point.map((value, i) => ({ value, slopes: point.map((_, j) => (i === j ? 1 : 0)) }));
  const { slopes } = f(duals(R), parameters);
  return point.map((_, i) => slopes[i] ?? 0);
};
