import fc from 'fast-check';
import { atMostEverywhere, loosenEverywhere, maximum } from '../approximation.ts';
import { drawProblems, policy } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { actingStates, actionValues } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * A policy that does not raise the objective of the KL projection at any state is worth at least as much everywhere, whatever the class
 * of policies it was found in (Haarnoja et al. 2018, lemma 2). With $J_s(p) = \mathbb{E}_{a \sim p}[\alpha \log p(a) - Q^\pi(s, a)]$
 * $$J_s(\pi') \le J_s(\pi) \text{ for all } s \implies V^{\pi'} \ge V^\pi$$
 * Here the class holds two distributions a state. Objectives off by $e$ cost $2e/(1 - \gamma)$.
 */
export const softPolicyImprovement: Law<'klObjective' | 'policyValues'> = {
  id: 'soft-policy-improvement',
  needs: ['klObjective', 'policyValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ pi: policy, candidate: policy }), ({ problem, pi, candidate }) => {
      const { mdp, discount, temperature } = problem;
      const value = observed.policyValues(subject, problem, pi);

      const improved = [...pi];
      let error = 0;
      for (const s of actingStates(mdp)) {
        const Q = actionValues(problem, value, s);
        const objective = (logPolicy: readonly number[]) =>
          observed.klObjective(
            subject,
            logPolicy,
            Q.map(q => q.value),
            temperature,
          );
        const [before, after] = [objective(pi[s]), objective(candidate[s])];
        if (after.value < before.value) improved[s] = candidate[s];
        error = Math.max(error, Math.max(before.error, after.error) + maximum(Q).error);
      }

      const gained = observed.policyValues(subject, problem, improved);
      const cost = (2 * error) / (1 - discount);
      atMostEverywhere(value, loosenEverywhere(gained, cost), "V^pi <= V^pi' where J(pi') <= J(pi)");
    }),
};
