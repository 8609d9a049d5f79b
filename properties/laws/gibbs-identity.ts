import fc from 'fast-check';
import { equal, exact, mul, sub } from '../approximation.ts';
import { actionValuesOf, drawState, logPolicyOf, temperature } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { relativeEntropy } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * What a policy loses against the optimal value is its relative entropy to the softmax policy, in this order of arguments; so the KL
 * projection maximises the soft state value. For every distribution $p$
 * $$\operatorname{lse}_\alpha(q) - \mathbb{E}_{a \sim p}[q_a - \alpha \log p_a] = \alpha\, \mathrm{KL}(p \,\|\, \operatorname{softmax}(q/\alpha)) = \operatorname{lse}_\alpha(q) + J(p)$$
 */
export const gibbsIdentity: Law<'logSumExp' | 'softmax' | 'stateValue' | 'klObjective'> = {
  id: 'gibbs-identity',
  needs: ['logSumExp', 'softmax', 'stateValue', 'klObjective'],
  property: subject =>
    fc.property(drawState({ q: actionValuesOf, p: logPolicyOf }), temperature, ({ q, p }, alpha) => {
      const y = observed.logSumExp(subject, q, alpha);
      const loss = mul(exact(alpha), relativeEntropy(p, observed.softmax(subject, q, alpha)));
      equal(
        sub(y, observed.stateValue(subject, p, q, alpha)),
        loss,
        'lse(q) - E_p[q - alpha log p] = alpha KL(p || softmax(q))',
      );
      const objective = observed.klObjective(subject, p, q, alpha);
      equal(objective, sub(loss, y), 'J(p) = alpha KL(p || softmax(q)) - lse(q)');
    }),
};
