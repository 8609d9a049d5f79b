/** The formulas of an agent on exact numbers, as the laws state them. */
import {
  type Approximation,
  abs,
  add,
  div,
  exact,
  exp,
  log,
  minimum,
  mul,
  sub,
  sum,
  type Values,
  zero,
} from './approximation.ts';
import { mean, probabilities } from './model.ts';
import type { GaussianBatch, Twin } from './subject.ts';

const [one, two, half] = [exact(1), exact(2), exact(1 / 2)];

export const meanOf = (terms: Values): Approximation => div(sum(terms), exact(terms.length));

/** $\min(Q_1, Q_2) - \alpha \log \pi(a \mid s)$. */
export const sampledValue = (values: Twin, logProb: number, temperature: number): Approximation =>
  sub(minimum(values.map(exact)), mul(exact(temperature), exact(logProb)));

/** $\sum_a \pi(a) (q_a - \alpha \log \pi(a))$. */
export const expectedValue = (q: readonly number[], logPolicy: readonly number[], temperature: number): Approximation =>
  mean(probabilities(logPolicy), a => sub(exact(q[a]), mul(exact(temperature), exact(logPolicy[a]))));

/** $r + \gamma (1 - d) V'$. */
export const target = (reward: number, discount: number, terminated: boolean, next: Approximation): Approximation =>
  add(exact(reward), terminated ? zero : mul(exact(discount), next));

/** $u = \mu + \sigma \varepsilon$ for all coordinates of sample `i`. */
export const gaussianDraw = ({ mean, logDeviation, noise }: GaussianBatch, i: number): Values =>
  mean[i].map((mu, k) => add(exact(mu), mul(exp(exact(logDeviation[i][k])), exact(noise[i][k]))));

/** $e^{-2|u|}$. */
const decay = (u: Approximation): Approximation => exp(mul(exact(-2), abs(u)));

/** $\tanh u = \pm (1 - e^{-2|u|})/(1 + e^{-2|u|})$. */
export const tanh = (u: Approximation): Approximation => {
  const size = div(sub(one, decay(u)), add(one, decay(u)));
  return u.value < 0 ? sub(zero, size) : size;
};

/** $\log \cosh u = |u| + \log(1 + e^{-2|u|}) - \log 2$. */
const logCosh = (u: Approximation): Approximation => sub(add(abs(u), log(add(one, decay(u)))), log(two));

/** $\sum_k 2 \log \cosh u_k - \log c_k - \log \sigma_k - (\varepsilon_k^2 + \log 2\pi)/2$ for sample `i`. */
export const logDensityOf = (batch: GaussianBatch, i: number, scale: readonly number[]): Approximation =>
  sum(
    gaussianDraw(batch, i).map((u, k) => {
      const noise = exact(batch.noise[i][k]);
      const normal = mul(half, add(mul(noise, noise), log(mul(two, exact(Math.PI)))));
      const stretched = sub(mul(two, logCosh(u)), log(exact(scale[k])));
      return sub(sub(stretched, exact(batch.logDeviation[i][k])), normal);
    }),
  );
