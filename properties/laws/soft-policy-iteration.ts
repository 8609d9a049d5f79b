import fc from 'fast-check';
import { atMost, atMostEverywhere, distance, equalEverywhere, exact, loosenEverywhere, mul } from '../approximation.ts';
import { drawProblems, policy } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';

const STEPS = 3;

/**
 * Soft policy iteration, evaluation and softmax in turn, rises to the optimum by the discount a step (Haarnoja et al. 2018, theorem 1), and
 * the softmax policy of the optimal values attains them:
 * $$V^{\pi_{k-1}} \le V^{\pi_k} \le V^*, \qquad \|V^* - V^{\pi_k}\|_\infty \le \gamma^k \|V^* - V^{\pi_0}\|_\infty, \qquad V^{\pi^*} = V^*$$
 */
export const softPolicyIteration: Law<'softmaxPolicy' | 'policyValues' | 'optimalValues'> = {
  id: 'soft-policy-iteration',
  needs: ['softmaxPolicy', 'policyValues', 'optimalValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ pi: policy }), ({ problem, pi }) => {
      const { discount } = problem;
      const optimum = observed.optimalValues(subject, problem);
      const best = observed.softmaxPolicy(subject, problem, optimum);
      const attained = loosenEverywhere(
        observed.policyValues(subject, problem, best.policy),
        best.loss / (1 - discount),
      );
      equalEverywhere(attained, optimum, 'V^pi* = V*');

      let value = observed.policyValues(subject, problem, pi);
      let bound = distance(optimum, value);
      let cost = 0;
      for (let k = 1; k <= STEPS; k++) {
        const improved = observed.softmaxPolicy(subject, problem, value);
        cost += improved.loss / (1 - discount);
        const next = observed.policyValues(subject, problem, improved.policy);
        atMostEverywhere(value, loosenEverywhere(next, cost), `V of policy ${k - 1} <= V of policy ${k}`);
        atMostEverywhere(next, optimum, `V of policy ${k} <= V*`);
        bound = mul(exact(discount), bound);
        atMost(
          distance(optimum, loosenEverywhere(next, cost)),
          bound,
          `|V* - V of policy ${k}| <= gamma^${k} |V* - V of policy 0|`,
        );
        value = next;
      }
    }),
};
