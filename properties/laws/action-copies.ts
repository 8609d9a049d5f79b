import fc from 'fast-check';
import { equalEverywhere, exact, log, loosenEverywhere, mul } from '../approximation.ts';
import { actingState, drawProblems } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { pairsOf } from '../model.ts';
import * as observed from '../observation.ts';
import { copied } from '../transformations.ts';

/**
 * Entropy is paid for a choice between actions, also between copies of one: $k$ copies of an action that pay $\alpha \log k$ less each are worth what the
 * action was. At every state
 * $$V'^* = V^* \text{ for } r'(s, a_i) = r(s, a) - \alpha \log k, \quad i = 1 \dots k$$
 */
export const actionCopies: Law<'optimalValues'> = {
  id: 'action-copies',
  needs: ['optimalValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(
      draw({ state: actingState }),
      fc.nat(3),
      fc.integer({ min: 2, max: 3 }),
      ({ problem, state }, pick, count) => {
        const pairs = pairsOf(problem.mdp, state);
        const price = mul(exact(problem.temperature), log(exact(count)));
        const pair = pairs[pick % pairs.length];
        const { problem: other, error } = copied(problem, state, pair, count, price.value);
        equalEverywhere(
          loosenEverywhere(observed.optimalValues(subject, other), error),
          observed.optimalValues(subject, problem),
          `V* with ${count} copies of an action of state ${state} for alpha log ${count} less = V*`,
        );
      },
    ),
};
