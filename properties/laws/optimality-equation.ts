import fc from 'fast-check';
import { equalEverywhere } from '../approximation.ts';
import { drawProblems } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { actionValues, atActing, softMaximum } from '../model.ts';
import * as observed from '../observation.ts';
import { inexact } from '../transformations.ts';

/**
 * The soft Bellman optimality equation, of which $V^*$ is the only solution:
 * $$V^*(s) = \alpha \log \sum_a \exp(Q^*(s, a)/\alpha), \qquad Q^* = r + \gamma P V^*$$
 * The right side is formed here, with the model as it is defined and not as the subject reads it.
 */
export const optimalityEquation: Law<'optimalValues'> = {
  id: 'optimality-equation',
  needs: ['optimalValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({}), ({ problem: drawn }) => {
      const given = inexact(drawn);
      /** One model, asked twice: nothing of the first answer may stay. */
      for (const problem of [given, { ...given, discount: given.discount / 2 }]) {
        const optimum = observed.optimalValues(subject, problem);
        equalEverywhere(
          optimum,
          atActing(problem.mdp, s => softMaximum(actionValues(problem, optimum, s), problem.temperature)),
          `V* = alpha log sum exp(Q* / alpha) at discount ${problem.discount}, rewards and temperature times 1.1`,
        );
      }
    }),
};
