import { movingAverage } from '../definitions/index.ts';
import { tensors as R } from '../engines/arithmetic.ts';
import { type Tensor, unary } from '../engines/tensor.ts';

const [FIRST_DECAY, SECOND_DECAY, FLOOR] = [0.9, 0.999, 1e-8];

/** Numbers that are learned, and moving averages of their derivatives and of the squares of these. */
export interface Learned<T> {
  readonly values: T;
  readonly firstMoments: T;
  readonly secondMoments: T;
}

/** $1 - \beta_1^k$ and $1 - \beta_2^k$ at step $k$: what an average of $k$ terms that started at 0 has seen. */
export interface Debiasing<T> {
  readonly first: T;
  readonly second: T;
}

/** $x^k$ for a whole number $k \ge 0$, by squaring: at most $2 \log_2 k$ roundings. */
const power = (x: number, k: number): number => {
  if (k === 0) return 1;
  const root = power(x, Math.floor(k / 2));
  return k % 2 === 0 ? root * root : root * root * x;
};

/** At the `k`-th step, from 1 on. In doubles, because single precision loses four digits of $1 - \beta_2^k$. */
export const debiasing = (k: number): Debiasing<number> => ({
  first: 1 - power(FIRST_DECAY, k),
  second: 1 - power(SECOND_DECAY, k),
});

/** Those of the step before: $1 - \beta^{k-1} = (1 - \beta^k - (1 - \beta)) / \beta$. */
export const earlier = ({ first, second }: Debiasing<Tensor>): Debiasing<Tensor> => {
  const before = (debiasing: Tensor, decay: number): Tensor =>
    R.div(R.sub(debiasing, R.constant(1 - decay)), R.constant(decay));
  return { first: before(first, FIRST_DECAY), second: before(second, SECOND_DECAY) };
};

/** A step of size `rate` down a gradient. */
export type Optimiser = (
  learned: Learned<Tensor>,
  gradient: Tensor,
  rate: number,
  debiasing: Debiasing<Tensor>,
) => Learned<Tensor>;

/** $\theta \leftarrow \theta - \eta \frac{m / (1 - \beta_1^k)}{d}$, with the deviation $d$ of gradients by $v$ and $1 - \beta_2^k$. */
const descending =
  (deviationOf: (v: Tensor, second: Tensor) => Tensor): Optimiser =>
  ({ values, firstMoments, secondMoments }, gradient, rate, { first, second }) => {
    const m = movingAverage(R, R.constant(1 - FIRST_DECAY), gradient, firstMoments);
    const v = movingAverage(R, R.constant(1 - SECOND_DECAY), R.mul(gradient, gradient), secondMoments);
    const step = R.mul(R.div(R.constant(rate), first), R.div(m, deviationOf(v, second)));
    return { values: R.sub(values, step), firstMoments: m, secondMoments: v };
  };

/**
 * Kingma and Ba 2015 (arXiv 1412.6980), algorithm 1:
 * $$\theta \leftarrow \theta - \eta \frac{m / (1 - \beta_1^k)}{\sqrt{v / (1 - \beta_2^k)} + \varepsilon}$$
 */
export const adam: Optimiser = descending((v, second) => R.add(unary('sqrt', R.div(v, second)), R.constant(FLOOR)));

/** As TensorFlow 1 has it, with $\varepsilon$ added before the correction: $d = (\sqrt{v} + \varepsilon) / \sqrt{1 - \beta_2^k}$. */
export const adamOfTensorFlow: Optimiser = descending((v, second) =>
  R.div(R.add(unary('sqrt', v), R.constant(FLOOR)), unary('sqrt', second)),
);
