import fc from 'fast-check';
import { abs, add, atMost, equal, exact, exp, loosen, mul, sub, sum, zip } from '../approximation.ts';
import { actionValuesOf, drawState, logPolicyOf, temperature } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { probabilities } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * The softmax policy is a policy, its soft state value is log-sum-exp, and every other policy $p$ is worth less by a margin
 * (Gibbs' identity with Pinsker's inequality), so it is the only one:
 * $$\mathbb{E}_{a \sim p}[q_a - \alpha \log p_a] + \tfrac{\alpha}{2} \|p - \operatorname{softmax}(q/\alpha)\|_1^2 \le \operatorname{lse}_\alpha(q) = \mathbb{E}_{a \sim \pi}[q_a - \alpha \log \pi_a], \quad \pi = \operatorname{softmax}(q/\alpha)$$
 */
export const softmaxOptimality: Law<'logSumExp' | 'softmax' | 'stateValue'> = {
  id: 'softmax-optimality',
  needs: ['logSumExp', 'softmax', 'stateValue'],
  property: subject =>
    fc.property(drawState({ q: actionValuesOf, p: logPolicyOf }), temperature, ({ q, p }, alpha) => {
      const logPolicy = observed.softmax(subject, q, alpha);
      const pi = logPolicy.map(exp);
      equal(sum(pi), exact(1), 'sum softmax(q) = 1');

      const y = observed.logSumExp(subject, q, alpha);
      const returned = logPolicy.map(l => l.value);
      const attained = loosen(observed.stateValue(subject, returned, q, alpha), alpha * logPolicy[0].error);
      equal(attained, y, 'E[q - alpha log softmax(q)] under softmax(q) = lse(q)');

      const apart = sum(zip(probabilities(p), pi, sub).map(abs));
      const margin = mul(exact(alpha / 2), mul(apart, apart));
      const value = observed.stateValue(subject, p, q, alpha);
      atMost(add(value, margin), y, 'E_p[q - alpha log p] + alpha/2 |p - softmax(q)|^2 <= lse(q)');
    }),
};
