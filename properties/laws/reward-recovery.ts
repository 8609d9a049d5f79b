import fc from 'fast-check';
import { add, equalActions, exact, mul, sub } from '../approximation.ts';
import { drawProblems } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { actingStates, nextMean, pairsOf, reward } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * The optimal values and the optimal policy together tell the rewards:
 * $$r(s, a) = V^*(s) + \alpha \log \pi^*(a \mid s) - \gamma \sum_{s'} P(s' \mid s, a) V^*(s')$$
 */
export const rewardRecovery: Law<'optimalValues' | 'softmaxPolicy'> = {
  id: 'reward-recovery',
  needs: ['optimalValues', 'softmaxPolicy'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({}), ({ problem }) => {
      fc.pre(problem.temperature > 0);
      const { mdp, discount, temperature } = problem;
      const optimum = observed.optimalValues(subject, problem);
      const { logPolicy } = observed.softmaxPolicy(subject, problem, optimum);
      for (const s of actingStates(mdp)) {
        const pairs = pairsOf(mdp, s);
        equalActions(
          pairs.map((pair, a) =>
            sub(
              add(optimum[s], mul(exact(temperature), logPolicy[s][a])),
              mul(exact(discount), nextMean(mdp, pair, optimum)),
            ),
          ),
          pairs.map(pair => reward(mdp, pair)),
          `V* + alpha log pi* - gamma P V* = r at state ${s}`,
        );
      }
    }),
};
