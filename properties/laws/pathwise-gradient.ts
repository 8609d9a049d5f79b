import fc from 'fast-check';
import { gaussianDraw, tanh } from '../agent-model.ts';
import * as observed from '../agent-observation.ts';
import { type Approximation, div, equal, exact, exp, mul, sub } from '../approximation.ts';
import { improvementBatch } from '../batches.ts';
import type { Law } from '../law.ts';
import type { ImprovementBatch } from '../subject.ts';

/** $2 \alpha \tanh u - (b - w a) c (1 - \tanh^2 u)$ for sample `i` and coordinate `k`. */
const slope = (batch: ImprovementBatch, i: number, k: number): Approximation => {
  const t = tanh(gaussianDraw(batch, i)[k]);
  const c = exact(batch.scale[k]);
  const climb = sub(exact(batch.slope[k]), mul(exact(batch.curvature[k]), mul(c, t)));
  const stretch = mul(c, sub(exact(1), mul(t, t)));
  return sub(mul(exact(2 * batch.temperature), t), mul(climb, stretch));
};

/**
 * The policy learns through its action: for $a_k = c_k \tanh u_k$, $u_k = \mu_k + \sigma_k \varepsilon_k$ and $Q(a) = \sum_k b_k a_k - \frac{1}{2} w_k a_k^2$,
 * $$g_k = \frac{d}{d \mu_k} (\alpha \log \pi(a) - Q(a)) = 2 \alpha \tanh u_k - (b_k - w_k a_k) c_k (1 - \tanh^2 u_k)$$
 * $$\frac{d}{d \log \sigma_k} (\alpha \log \pi(a) - Q(a)) = \sigma_k \varepsilon_k g_k - \alpha$$
 * and the loss is the mean over the batch.
 */
export const pathwiseGradient: Law<'policyGradient'> = {
  id: 'pathwise-gradient',
  needs: ['policyGradient'],
  property: subject =>
    fc.property(improvementBatch, batch => {
      const n = exact(batch.mean.length);
      const gradient = observed.policyGradient(subject, batch);
      batch.mean.forEach((row, i) => {
        for (const k of row.keys()) {
          const g = slope(batch, i, k);
          const where = `for sample ${i}, coordinate ${k}`;
          equal(gradient.mean[i][k], div(g, n), `dJ/dmu = 2 alpha tanh u - (b - w a) c (1 - tanh^2 u) ${where}`);
          const step = mul(exp(exact(batch.logDeviation[i][k])), exact(batch.noise[i][k]));
          const spread = sub(mul(step, g), exact(batch.temperature));
          equal(gradient.logDeviation[i][k], div(spread, n), `dJ/dlog sigma = sigma noise dJ/dmu - alpha ${where}`);
        }
      });
    }),
};
