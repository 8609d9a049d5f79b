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

/**
 * Kingma and Ba 2015 (arXiv 1412.6980), algorithm 1:
 * $$\theta \leftarrow \theta - \eta \frac{m / (1 - \beta_1^k)}{\sqrt{v / (1 - \beta_2^k)} + \varepsilon}$$
 */
export const adam = (
  { values, firstMoments, secondMoments }: Learned<Tensor>,
  gradient: Tensor,
  rate: number,
  { first, second }: Debiasing<Tensor>,
): Learned<Tensor> => {
  const m = movingAverage(R, R.constant(1 - FIRST_DECAY), gradient, firstMoments);
  const v = movingAverage(R, R.constant(1 - SECOND_DECAY), R.mul(gradient, gradient), secondMoments);
  const deviation = R.add(unary('sqrt', R.div(v, second)), R.constant(FLOOR));
  const step = R.mul(R.div(R.constant(rate), first), R.div(m, deviation));
  return { values: R.sub(values, step), firstMoments: m, secondMoments: v };
};
