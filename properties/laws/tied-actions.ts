import fc from 'fast-check';
import {
  add,
  atMostEverywhere,
  equalEverywhere,
  equalPolicies,
  exact,
  loosenEverywhere,
  zip,
} from '../approximation.ts';
import { drawProblems, policy, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { scale } from '../model.ts';
import * as observed from '../observation.ts';
import { entropyAlone, shaped, withRewards } from '../transformations.ts';

/**
 * Where all policies earn alike, the optimal one is that of the largest discounted entropy, at every temperature however low: what is left as
 * $\alpha \to 0$ is not uniform over the tied actions, since entropy that is to come counts. With $\mathcal{H}^*$ that entropy, for the rewards
 * $\gamma P \Phi - \Phi$ and $\alpha > 0$
 * $$V_\alpha^* = -\Phi + \alpha \mathcal{H}^*, \qquad \pi_\alpha^* \propto \exp(\gamma P \mathcal{H}^*), \qquad V_0^* = -\Phi, \qquad \mathcal{H}^\pi \le \mathcal{H}^*$$
 */
export const tiedActions: Law<'optimalValues' | 'policyValues' | 'softmaxPolicy'> = {
  id: 'tied-actions',
  needs: ['optimalValues', 'policyValues', 'softmaxPolicy'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ potential: values, pi: policy }), ({ problem, potential, pi }) => {
      const { temperature } = problem;
      fc.pre(temperature > 0);
      const tied = shaped(
        withRewards(problem, () => 0),
        potential,
      );
      const above = (alpha: number) => {
        const optimum = observed.optimalValues(subject, { ...tied.problem, temperature: alpha });
        return loosenEverywhere(zip(optimum, potential.map(exact), add), tied.error);
      };
      const free = entropyAlone(problem);
      const entropy = observed.optimalValues(subject, free);
      atMostEverywhere(observed.policyValues(subject, free, pi), entropy, 'H^pi <= H*');
      equalEverywhere(above(temperature), scale(exact(temperature), entropy), 'V* + Phi = alpha H*');
      equalEverywhere(above(0), scale(exact(0), entropy), 'V* + Phi = 0 at temperature 0');

      const optimum = observed.optimalValues(subject, tied.problem);
      const { logPolicy } = observed.softmaxPolicy(subject, tied.problem, optimum);
      const error = (2 * tied.error) / temperature;
      equalPolicies(
        logPolicy.map(row => loosenEverywhere(row, error)),
        observed.softmaxPolicy(subject, free, entropy).logPolicy,
        'log pi* = log softmax(gamma P H*)',
      );
    }),
};
