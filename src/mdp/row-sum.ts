import { sumError } from '../numerics/error-free.ts';
import { UNIT_ROUNDOFF } from '../numerics/ulp.ts';

/** $x + \sum_i w_i$ over `weights[from … to - 1]`, summed with error-free additions. */
const plusSum = (x: number, weights: ArrayLike<number>, from: number, to: number): number => {
  let sum = x;
  let lost = 0;
  for (let i = from; i < to; i++) {
    const next = sum + weights[i];
    lost += sumError(sum, weights[i], next);
    sum = next;
  }
  return sum + lost;
};

/**
 * $\sum_i w_i$ over `weights[from … to - 1]`, which are not negative: for up to $2^{26}$ of them a double beside the sum or the sum itself,
 * and always itself if there is one. The error is at most $u$ of the result and $(\mathrm{count} \cdot u)^2 \sum_i w_i$, half a step and less than another half.
 */
export const rowSum = (weights: ArrayLike<number>, from: number, to: number): number => plusSum(0, weights, from, to);

/**
 * $\sum_i w_i - 1$ over `weights[from … to - 1]`.
 * Error: at most $u\,|\text{result}| + (\mathrm{count} \cdot u)^2 (1 + \sum_i w_i)$ with $u = 2^{-53}$. Not finite if the sum overflows.
 */
export const rowDeviation = (weights: ArrayLike<number>, from: number, to: number): number =>
  plusSum(-1, weights, from, to);

/**
 * How far from 1 rounding alone can move the sum of `count` probabilities: $\gamma_{k} = k u / (1 - k u)$ with
 * $k = \mathrm{count} + 1$ and $u = 2^{-53}$.
 *
 * A writer that divides weights $w_i$ by their floating-point sum rounds $\mathrm{count} - 1$ additions, in whatever order, and
 * one division: $\hat p_i = w_i (1 + \delta) / \sum_j w_j (1 + \theta_j)$, hence $|\sum_i \hat p_i - 1| \le \gamma_{\mathrm{count}}$
 * (Higham, Accuracy and Stability of Numerical Algorithms, lemma 3.1). Exact probabilities, each rounded to the nearest double,
 * stay within $u$. Quotients that underflow add at most $2^{-1075}$ each, less than the second-order part of $\gamma$.
 * One more $u$ pays for {@link rowDeviation}'s own error in rows of up to $2^{26}$ transitions.
 */
export const roundingBound = (count: number): number => {
  const roundings = (count + 1) * UNIT_ROUNDOFF;
  return roundings / (1 - roundings);
};
