import fc from 'fast-check';
import { difference, equalEverywhere, equalPolicies, exact, loosenEverywhere } from '../approximation.ts';
import { drawProblems, policy, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';
import { shaped } from '../transformations.ts';

/**
 * A potential of the states can be paid out along the way without changing what is best, as long as the end has potential 0. For
 * rewards $r' = r + \gamma P \Phi - \Phi$
 * $$V^{*\prime} = V^* - \Phi, \qquad V^{\pi\prime} = V^\pi - \Phi, \qquad \pi^{*\prime} = \pi^*$$
 */
export const potentialShaping: Law<'optimalValues' | 'policyValues' | 'softmaxPolicy'> = {
  id: 'potential-shaping',
  needs: ['optimalValues', 'policyValues', 'softmaxPolicy'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ potential: values, pi: policy }), ({ problem, potential, pi }) => {
      const { problem: shapedProblem, error } = shaped(problem, potential);
      const phi = potential.map(exact);

      const shapedValues = loosenEverywhere(observed.policyValues(subject, shapedProblem, pi), error);
      const value = observed.policyValues(subject, problem, pi);
      equalEverywhere(shapedValues, difference(value, phi), 'V^pi of shaped rewards = V^pi - Phi');

      const shapedOptimum = loosenEverywhere(observed.optimalValues(subject, shapedProblem), error);
      const optimum = observed.optimalValues(subject, problem);
      equalEverywhere(shapedOptimum, difference(optimum, phi), 'V* of shaped rewards = V* - Phi');

      if (problem.temperature === 0) return;
      const before = observed.softmaxPolicy(subject, problem, optimum).logPolicy;
      const after = observed.softmaxPolicy(subject, shapedProblem, shapedOptimum).logPolicy;
      const moved = (2 * error) / problem.temperature;
      equalPolicies(
        after.map(row => loosenEverywhere(row, moved)),
        before,
        'log pi* of shaped rewards = log pi*',
      );
    }),
};
