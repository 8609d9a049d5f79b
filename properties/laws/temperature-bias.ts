import fc from 'fast-check';
import { atMostEverywhere, exact, log, loosenEverywhere, mul, sub, zero } from '../approximation.ts';
import { drawProblems } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { forever, mostActions, shift } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * What entropy adds to the optimal value is at most $b = \alpha \log n/(1 - \gamma)$, and so is what the soft-optimal policy loses of the
 * hard value. With $V_0$ for values without entropy
 * $$V_0^* \le V_\alpha^* \le V_0^* + b, \qquad V_0^* - b \le V_0^{\pi_\alpha^*} \le V_0^*$$
 */
export const temperatureBias: Law<'optimalValues' | 'policyValues' | 'softmaxPolicy'> = {
  id: 'temperature-bias',
  needs: ['optimalValues', 'policyValues', 'softmaxPolicy'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({}), ({ problem }) => {
      const { mdp, discount, temperature } = problem;
      const hardProblem = { ...problem, temperature: 0 };
      const hard = observed.optimalValues(subject, hardProblem);
      const soft = observed.optimalValues(subject, problem);
      const bias = forever(problem, mul(exact(temperature), log(exact(mostActions(mdp)))));
      atMostEverywhere(hard, soft, 'V*_0 <= V*_alpha');
      atMostEverywhere(soft, shift(mdp, hard, bias), 'V*_alpha <= V*_0 + bias');

      const optimal = observed.softmaxPolicy(subject, problem, soft);
      const cost = optimal.loss / (1 - discount);
      const achieved = loosenEverywhere(observed.policyValues(subject, hardProblem, optimal.policy), cost);
      atMostEverywhere(achieved, hard, 'V_0 of pi*_alpha <= V*_0');
      atMostEverywhere(shift(mdp, hard, sub(zero, bias)), achieved, 'V*_0 - bias <= V_0 of pi*_alpha');
    }),
};
