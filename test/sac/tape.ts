import type { FiniteArithmetic } from '../../src/interpretations/finite.ts';
import { type Interval, interval, point } from '../../src/interpretations/interval.ts';
import { tanh } from '../../src/interpretations/tanh.ts';

/** A number that remembers what it was computed from, and its derivative by each. */
export interface Variable {
  readonly value: Interval;
  readonly inputs: readonly (readonly [Variable, Interval])[];
}

export interface Tape extends FiniteArithmetic<Variable> {
  /** The same variable, whose value turned out to be this. */
  known(a: Variable, value: number): Variable;
  /** The derivatives of a number computed here by others. */
  gradient(of: Variable): (by: Variable) => Interval;
}

const ZERO = point(0);
const ONE = point(1);
const UNDECIDED = interval(0, 1);

/** Reverse differentiation over enclosures. Where it is open which of two is the minimum, the derivative is enclosed too. */
export const tape = (R: FiniteArithmetic<Interval>): Tape => {
  const made: Variable[] = [];
  const variable = (value: Interval, ...inputs: Variable['inputs']): Variable => {
    const x = { value, inputs };
    made.push(x);
    return x;
  };
  const add = (a: Variable, b: Variable): Variable => variable(R.add(a.value, b.value), [a, ONE], [b, ONE]);
  const mul = (a: Variable, b: Variable): Variable => variable(R.mul(a.value, b.value), [a, b.value], [b, a.value]);
  const exp = (a: Variable): Variable => {
    const value = R.exp(a.value);
    return variable(value, [a, value]);
  };
  const log = (a: Variable): Variable => variable(R.log(a.value), [a, R.div(ONE, a.value)]);
  const div = (a: Variable, b: Variable): Variable => {
    const value = R.div(a.value, b.value);
    return variable(value, [a, R.div(ONE, b.value)], [b, R.neg(R.div(value, b.value))]);
  };
  const constant = (value: number): Variable => variable(point(value));
  return {
    constant,
    pi: variable(R.pi),
    neg: a => variable(R.neg(a.value), [a, point(-1)]),
    add,
    sub: (a, b) => variable(R.sub(a.value, b.value), [a, ONE], [b, point(-1)]),
    mul,
    div,
    exp,
    log,
    min: (a, b) => {
      const value = R.min(a.value, b.value);
      if (a.value.upper < b.value.lower) return variable(value, [a, ONE]);
      if (b.value.upper < a.value.lower) return variable(value, [b, ONE]);
      return variable(value, [a, UNDECIDED], [b, UNDECIDED]);
    },
    logCosh: a => variable(R.logCosh(a.value), [a, tanh(R, a.value)]),
    detach: a => variable(a.value),
    logSumExp: (values, temperature) =>
      mul(temperature, log(values.map(q => exp(div(q, temperature))).reduce(add, constant(0)))),
    weigh: mul,
    known: (a, value) => variable(point(value), [a, ONE]),
    gradient: of => {
      const adjoints = new Map([[of, ONE]]);
      for (const x of made.toReversed()) {
        const adjoint = adjoints.get(x);
        if (!adjoint) continue;
        for (const [input, slope] of x.inputs)
          adjoints.set(input, R.add(adjoints.get(input) ?? ZERO, R.mul(adjoint, slope)));
      }
      return by => adjoints.get(by) ?? ZERO;
    },
  };
};
