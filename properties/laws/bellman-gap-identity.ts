import fc from 'fast-check';
import { difference, equalEverywhere, exact, mul } from '../approximation.ts';
import { drawProblems, policy, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { atActing, relativeEntropy } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * What one step of a policy loses against one optimal step is its relative entropy to the softmax policy $\pi_V$:
 * $$T^* V - T^\pi V = \alpha\, \mathrm{KL}(\pi \,\|\, \pi_V) \ge 0$$
 */
export const bellmanGapIdentity: Law<'optimalBackup' | 'policyBackup' | 'softmaxPolicy'> = {
  id: 'bellman-gap-identity',
  needs: ['optimalBackup', 'policyBackup', 'softmaxPolicy'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ V: values, pi: policy }), ({ problem, V, pi }) => {
      fc.pre(problem.temperature > 0);
      const at = V.map(exact);
      const { logPolicy } = observed.softmaxPolicy(subject, problem, at);
      equalEverywhere(
        difference(observed.optimalBackup(subject, problem, at), observed.policyBackup(subject, problem, pi, at)),
        atActing(problem.mdp, s => mul(exact(problem.temperature), relativeEntropy(pi[s], logPolicy[s]))),
        'T*V - T^pi V = alpha KL(pi || pi_V)',
      );
    }),
};
