import fc from 'fast-check';
import { atMostEverywhere, equalEverywhere, loosenEverywhere } from '../approximation.ts';
import { drawProblems, policy } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';

/**
 * No policy is worth more than the optimal values, and their softmax policy is worth as much, at all states at once:
 * $$V^\pi \le V^* = V^{\pi^*}$$
 * A softmax that loses $\ell$ to rounding costs $\ell/(1 - \gamma)$.
 */
export const optimalValueIsMaximum: Law<'softmaxPolicy' | 'policyValues' | 'optimalValues'> = {
  id: 'optimal-value-is-maximum',
  needs: ['softmaxPolicy', 'policyValues', 'optimalValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ pi: policy }), ({ problem, pi }) => {
      const optimum = observed.optimalValues(subject, problem);
      atMostEverywhere(observed.policyValues(subject, problem, pi), optimum, 'V^pi <= V*');
      const { policy, loss } = observed.softmaxPolicy(subject, problem, optimum);
      const attained = observed.policyValues(subject, problem, policy);
      equalEverywhere(loosenEverywhere(attained, loss / (1 - problem.discount)), optimum, 'V^pi* = V*');
    }),
};
