import fc from 'fast-check';
import { difference, equalEverywhere, exact, loosenEverywhere, maximum, sub } from '../approximation.ts';
import { drawProblems, policy, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { actionValues, atActing, mean, probabilities } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * The softmax policy attains the optimal backup, at temperature 0 too, where a policy loses what its actions are short of the maximum: it is
 * greedy if and only if it is on the maximisers.
 * $$T^{\pi_V} V = T^* V, \qquad T^* V - T^\pi V = \mathbb{E}_{a \sim \pi}[\max_b Q_V(s, b) - Q_V(s, a)] \text{ at } \alpha = 0$$
 */
export const greedyPolicies: Law<'optimalBackup' | 'policyBackup' | 'softmaxPolicy'> = {
  id: 'greedy-policies',
  needs: ['optimalBackup', 'policyBackup', 'softmaxPolicy'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ V: values, pi: policy }), ({ problem, V, pi }) => {
      const given = V.map(exact);
      const hardProblem = { ...problem, temperature: 0 };
      for (const tried of [problem, hardProblem]) {
        const { policy, loss } = observed.softmaxPolicy(subject, tried, given);
        equalEverywhere(
          loosenEverywhere(observed.policyBackup(subject, tried, policy, given), loss),
          observed.optimalBackup(subject, tried, given),
          `T^pi_V V = T*V at temperature ${tried.temperature}`,
        );
      }

      const gap = difference(
        observed.optimalBackup(subject, hardProblem, given),
        observed.policyBackup(subject, hardProblem, pi, given),
      );
      const short = atActing(problem.mdp, s => {
        const Q = actionValues(problem, given, s);
        return mean(probabilities(pi[s]), a => sub(maximum(Q), Q[a]));
      });
      equalEverywhere(gap, short, 'T*V - T^pi V = E_pi[max Q - Q] at temperature 0');
    }),
};
