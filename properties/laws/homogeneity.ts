import fc from 'fast-check';
import { equal, equalActions, exact, mul } from '../approximation.ts';
import { actionValuesOf, anyTemperature, drawState, factor, temperature } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';

/**
 * The unit of reward is arbitrary: action values and temperature scale together, and the policy does not change. For $t > 0$
 * $$\operatorname{lse}_{t\alpha}(t q) = t \operatorname{lse}_\alpha(q), \qquad \operatorname{softmax}(t q / t \alpha) = \operatorname{softmax}(q / \alpha)$$
 */
export const homogeneity: Law<'logSumExp' | 'softmax'> = {
  id: 'homogeneity',
  needs: ['logSumExp', 'softmax'],
  property: subject =>
    fc.property(drawState({ q: actionValuesOf }), factor, anyTemperature, temperature, ({ q }, t, anyAlpha, alpha) => {
      const scaled = q.map(value => t * value);
      const y = observed.logSumExp(subject, q, anyAlpha);
      equal(
        observed.logSumExp(subject, scaled, t * anyAlpha),
        mul(exact(t), y),
        'lse(t q) at t alpha = t lse(q) at alpha',
      );
      equalActions(
        observed.softmax(subject, scaled, t * alpha),
        observed.softmax(subject, q, alpha),
        'log softmax(t q / t alpha) = log softmax(q / alpha)',
      );
    }),
};
