/** The definitions on batches: a formula that speaks of one sample is applied to all of them at once. */
import type { Arithmetic, Distribution, Expectation, FiniteSet } from '../definitions/index.ts';
import { binary, constant, isNumber, rowMaximum, spread, sum, type Tensor, unary } from './tensor.ts';

/** Formulas as traced tensors. Unlike elsewhere $0/0$ is not 0 but no number: temperatures are positive here. */
export const tensors: Arithmetic<Tensor> = {
  constant,
  pi: constant(Math.PI),
  neg: a => unary('neg', a),
  add: (a, b) => binary('add', a, b),
  sub: (a, b) => binary('sub', a, b),
  mul: (a, b) => binary('mul', a, b),
  div: (a, b) => binary('div', a, b),
  min: (a, b) => binary('min', a, b),
  exp: a => unary('exp', a),
  log: a => unary('log', a),
  logCosh: a => unary('logCosh', a),
  detach: a => unary('detach', a),
};

/** The mean over the samples of a batch, one row each; `rows` is whatever describes all of them, and a formula gives a column. */
export const batch = <X>(size: number, rows: X): Expectation<Tensor, X> => ({
  expectation: f => {
    const values = f(rows);
    if (isNumber(values)) return values;
    const [n, width] = values.shape;
    if (n !== size || width !== 1)
      throw new RangeError(
        `expectation over ${size} samples: expected a column [${size}, 1], found [${values.shape.join(', ')}]`,
      );
    return binary('div', sum(values, []), constant(size));
  },
});

/** The sum along each row of a table, as a column. */
const rowSum = (a: Tensor): Tensor => {
  if (a.shape.length !== 2) throw new RangeError(`sum of rows: expected a table, found [${a.shape.join(', ')}]`);
  return sum(a, [a.shape[0], 1]);
};

/** $\alpha \log \sum_x \exp(f(x)/\alpha)$ of each row. The shift cancels, so its derivative is not needed. */
const rowLogSumExp = (f: Tensor, temperature: Tensor): Tensor => {
  const R = tensors;
  const top = rowMaximum(f);
  const terms = R.exp(R.div(R.sub(f, spread(top, f.shape)), temperature));
  return R.add(top, R.mul(temperature, R.log(rowSum(terms))));
};

/** A finite set whose elements lie side by side in each row: coordinates of an action, or discrete actions. `x` is whatever describes all of them. */
export const columns = <X>(x: X): FiniteSet<Tensor, X> => ({
  sum: f => rowSum(f(x)),
  logSumExp: (f, temperature) => rowLogSumExp(f(x), temperature),
  distribution: logProb => categorical(x, logProb(x)),
});

/** The policies of all rows over what lies side by side in them, by logits. */
const categorical = <X>(x: X, logits: Tensor): Distribution<Tensor, X> => {
  const R = tensors;
  const logProb = R.sub(logits, spread(rowLogSumExp(logits, constant(1)), logits.shape));
  return {
    logProb: () => logProb,
    expectation: f => rowSum(R.mul(R.exp(logProb), f(x))),
  };
};
