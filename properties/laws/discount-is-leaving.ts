import fc from 'fast-check';
import { equalEverywhere } from '../approximation.ts';
import { drawProblems, policy } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';
import { halfLeaving } from '../transformations.ts';

/**
 * To discount is to leave: the discount is the chance that an episode goes on. If every step ends it with probability 1/2, in a state where nothing is chosen,
 * $$V^*_{\gamma,\, P/2} = V^*_{\gamma/2,\, P}, \qquad V^\pi_{\gamma,\, P/2} = V^\pi_{\gamma/2,\, P}$$
 */
export const discountIsLeaving: Law<'optimalValues' | 'policyValues'> = {
  id: 'discount-is-leaving',
  needs: ['optimalValues', 'policyValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ pi: policy }), ({ problem, pi }) => {
      const leaving = halfLeaving(problem);
      const discounted = { ...problem, discount: problem.discount / 2 };
      equalEverywhere(
        observed.optimalValues(subject, leaving),
        observed.optimalValues(subject, discounted),
        'V* where every step ends half of the time = V* at half of the discount',
      );
      equalEverywhere(
        observed.policyValues(subject, leaving, pi),
        observed.policyValues(subject, discounted, pi),
        'V^pi where every step ends half of the time = V^pi at half of the discount',
      );
    }),
};
