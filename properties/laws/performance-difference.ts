import fc from 'fast-check';
import { add, difference, equalEverywhere, exact, mul, sub } from '../approximation.ts';
import { drawProblems, policy } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { actionValues, atActing, mean, policyMean, probabilities, scale } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * What one policy is worth more than another is what it gains against it in one step, added up along its own way (Kakade and Langford 2002,
 * lemma 6.1, with entropy):
 * $$D = \mathbb{E}_{a \sim \pi'}[Q^\pi - \alpha \log \pi'] - V^\pi + \gamma P_{\pi'} D \quad \text{for } D = V^{\pi'} - V^\pi$$
 */
export const performanceDifference: Law<'policyValues'> = {
  id: 'performance-difference',
  needs: ['policyValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ pi: policy, other: policy }), ({ problem, pi, other }) => {
      const { mdp, discount, temperature } = problem;
      const value = observed.policyValues(subject, problem, pi);
      const more = difference(observed.policyValues(subject, problem, other), value);
      const later = scale(exact(discount), policyMean(mdp, other, more));
      const gain = atActing(mdp, s => {
        const Q = actionValues(problem, value, s);
        const bonus = (a: number) => mul(exact(temperature), exact(other[s][a]));
        return sub(
          mean(probabilities(other[s]), a => sub(Q[a], bonus(a))),
          value[s],
        );
      });
      equalEverywhere(
        more,
        atActing(mdp, s => add(gain[s], later[s])),
        "D = E_pi'[Q - alpha log pi'] - V + gamma P_pi' D for D = V' - V",
      );
    }),
};
