import { exp } from './exp.ts';
import { log1p } from './log.ts';

/**
 * $\alpha \log \sum_i \exp(q_i/\alpha)$ over `q[start … end - 1]`, which must not be empty; $\max_i q_i$ at $\alpha = 0$.
 *
 * Evaluated as $m + \alpha\,\mathrm{log1p}\bigl(\sum_{i \ne i^*} e^{(q_i - m)/\alpha}\bigr)$ with $m = q_{i^*} = \max_i q_i$: no overflow, and an
 * absolute error of at most $u\,(|y| + \alpha(n + 4 \log n + 2))$ to first order in $u = 2^{-53}$. The gaps $d_i = (m - q_i)/\alpha$ carry
 * $2 u d_i$ and enter weighted by $\pi_i$, where $\sum_i \pi_i d_i \le \log n$; exp and log1p add $1.02 u$ each, the sum $(n - 2) u$.
 */
export const logSumExp = (q: ArrayLike<number>, start: number, end: number, temperature: number): number => {
  let top = start;
  for (let i = start + 1; i < end; i++) if (q[i] > q[top]) top = i;
  const maximum = q[top];
  if (temperature === 0) return maximum;
  let rest = 0;
  for (let i = start; i < end; i++) if (i !== top) rest += exp((q[i] - maximum) / temperature);
  return maximum + temperature * log1p(rest);
};
