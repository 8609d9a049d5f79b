import fc from 'fast-check';
import { atMostEverywhere, exact, maximum, sub } from '../approximation.ts';
import { drawProblems, exitReward } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { acting, forever, shift, softMaximum } from '../model.ts';
import * as observed from '../observation.ts';
import { withExit } from '../transformations.ts';

/**
 * One more action never hurts, and one that pays too little changes nothing. If it ends the episode for the reward $b$, at every state,
 * $$V^* \le V'^* \le V^* + \tfrac{1}{1 - \gamma} \max_s \left( \operatorname{lse}_\alpha(V^*(s), b) - V^*(s) \right)$$
 */
export const anotherAction: Law<'optimalValues'> = {
  id: 'another-action',
  needs: ['optimalValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({}), exitReward, ({ problem }, b) => {
      const { mdp, temperature } = problem;
      const optimum = observed.optimalValues(subject, problem);
      const richer = observed.optimalValues(subject, withExit(problem, b));
      const gains = acting(mdp, optimum).map(v => sub(softMaximum([v, exact(b)], temperature), v));
      atMostEverywhere(optimum, richer, `V* <= V* with one more action, which ends for ${b}`);
      atMostEverywhere(
        richer,
        shift(mdp, optimum, forever(problem, maximum(gains))),
        `V* with one more action, which ends for ${b} <= V* + max (lse(V*, ${b}) - V*) / (1 - gamma)`,
      );
    }),
};
