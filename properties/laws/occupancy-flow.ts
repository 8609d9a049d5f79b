import fc from 'fast-check';
import { add, atMost, equal, equalActions, exact, mul, sub, sum, zero } from '../approximation.ts';
import { drawProblems, policy, start } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { actingStates, nextMean, pairsOf, probabilities, statesOf } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * What leaves a state is what entered it: $\mu$ is how often a policy acts, discounted, if and only if
 * $$\sum_a \mu(s, a) = (1 - \gamma) \rho(s) + \gamma \sum_{s', a'} \mu(s', a') P(s \mid s', a'), \qquad \mu(s, a) = \pi(a \mid s) \sum_b \mu(s, b) \ge 0$$
 */
export const occupancyFlow: Law<'occupancy'> = {
  id: 'occupancy-flow',
  needs: ['occupancy'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ pi: policy, rho: start }), ({ problem, pi, rho }) => {
      const { mdp, discount } = problem;
      const mu = observed.occupancy(subject, problem, pi, rho);
      for (const s of actingStates(mdp)) {
        const here = statesOf(mdp).map(x => exact(x === s ? 1 : 0));
        const entered = sum(
          actingStates(mdp).flatMap(from =>
            pairsOf(mdp, from).map((pair, a) => mul(mu[from][a], nextMean(mdp, pair, here))),
          ),
        );
        const begun = mul(sub(exact(1), exact(discount)), exact(rho[s]));
        equal(
          sum(mu[s]),
          add(begun, mul(exact(discount), entered)),
          `sum of mu = (1 - gamma) rho + gamma mu P at state ${s}`,
        );
        const left = probabilities(pi[s]).map(p => mul(p, sum(mu[s])));
        equalActions(mu[s], left, `mu = pi * sum of mu at state ${s}`);
        for (const weight of mu[s]) atMost(zero, weight, `0 <= mu at state ${s}`);
      }
    }),
};
