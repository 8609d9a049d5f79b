import fc from 'fast-check';
import { atMost, exact, exp, mul, sub, sum, zip } from '../approximation.ts';
import { actionValuesOf, drawState, temperature } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';

/**
 * Log-sum-exp is convex with gradient softmax, hence monotone and 1-Lipschitz in the largest difference:
 * $$\sum_a \operatorname{softmax}(q'/\alpha)_a (q_a - q'_a) \le \operatorname{lse}_\alpha(q) - \operatorname{lse}_\alpha(q') \le \sum_a \operatorname{softmax}(q/\alpha)_a (q_a - q'_a)$$
 */
export const gradientSandwich: Law<'logSumExp' | 'softmax'> = {
  id: 'gradient-sandwich',
  needs: ['logSumExp', 'softmax'],
  property: subject =>
    fc.property(drawState({ q: actionValuesOf, other: actionValuesOf }), temperature, ({ q, other }, alpha) => {
      const step = zip(q, other, (a, b) => sub(exact(a), exact(b)));
      const slope = (at: readonly number[]) => sum(zip(observed.softmax(subject, at, alpha).map(exp), step, mul));
      const rise = sub(observed.logSumExp(subject, q, alpha), observed.logSumExp(subject, other, alpha));
      atMost(slope(other), rise, "sum softmax(q') (q - q') <= lse(q) - lse(q')");
      atMost(rise, slope(q), "lse(q) - lse(q') <= sum softmax(q) (q - q')");
    }),
};
