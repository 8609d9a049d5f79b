import fc from 'fast-check';
import { equalEverywhere } from '../approximation.ts';
import { actingState, drawProblems } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';
import { split } from '../transformations.ts';

/**
 * States that do the same are one state: with a twin $s'$ of a state $s$, to which some of the transitions to $s$ lead instead,
 * $$V'^*(s') = V'^*(s) = V^*(s), \qquad V'^* = V^* \text{ at every other state}$$
 */
export const twinStates: Law<'optimalValues'> = {
  id: 'twin-states',
  needs: ['optimalValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ state: actingState }), ({ problem, state }) => {
      const optimum = observed.optimalValues(subject, problem);
      equalEverywhere(
        observed.optimalValues(subject, split(problem, state)),
        [...optimum, optimum[state]],
        `V* with a twin of state ${state} = V*`,
      );
    }),
};
