import fc from 'fast-check';
import { atMost, atMostEverywhere, distance, exact, loosenEverywhere, mul } from '../approximation.ts';
import { drawProblems, policy } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';

/**
 * One step of soft policy iteration, from $V = V^\pi$ to $V' = V^{\pi_V}$, gains at least as much as one optimal backup, which gains:
 * $$V' \ge T^* V \ge V, \qquad \|V^* - V'\|_\infty \le \gamma \|V^* - V\|_\infty$$
 * A softmax that loses $\ell$ to rounding costs $\ell/(1 - \gamma)$.
 */
export const monotonePolicyIteration: Law<'optimalBackup' | 'softmaxPolicy' | 'policyValues' | 'optimalValues'> = {
  id: 'monotone-policy-iteration',
  needs: ['optimalBackup', 'softmaxPolicy', 'policyValues', 'optimalValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ pi: policy }), ({ problem, pi }) => {
      const V = observed.policyValues(subject, problem, pi);
      const backup = observed.optimalBackup(subject, problem, V);
      const improved = observed.softmaxPolicy(subject, problem, V);
      const cost = improved.loss / (1 - problem.discount);
      const next = loosenEverywhere(observed.policyValues(subject, problem, improved.policy), cost);
      const optimum = observed.optimalValues(subject, problem);

      atMostEverywhere(V, backup, 'V <= T*V');
      atMostEverywhere(backup, next, "T*V <= V'");
      const remaining = mul(exact(problem.discount), distance(optimum, V));
      atMost(distance(optimum, next), remaining, "|V* - V'| <= gamma |V* - V|");
    }),
};
