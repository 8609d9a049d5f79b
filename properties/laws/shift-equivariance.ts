import fc from 'fast-check';
import { add, equal, equalActions, exact } from '../approximation.ts';
import { actionValuesOf, anyTemperature, drawState, largeConstant, temperature } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';

/**
 * A constant added to every action value is added to the optimal value and leaves the policy alone, however large it is:
 * $$\operatorname{lse}_\alpha(q + c) = \operatorname{lse}_\alpha(q) + c, \qquad \operatorname{softmax}(q + c) = \operatorname{softmax}(q)$$
 */
export const shiftEquivariance: Law<'logSumExp' | 'softmax'> = {
  id: 'shift-equivariance',
  needs: ['logSumExp', 'softmax'],
  property: subject =>
    fc.property(
      drawState({ q: actionValuesOf }),
      largeConstant,
      anyTemperature,
      temperature,
      ({ q }, c, anyAlpha, alpha) => {
        const shifted = q.map(value => value + c);
        const y = observed.logSumExp(subject, q, anyAlpha);
        equal(observed.logSumExp(subject, shifted, anyAlpha), add(y, exact(c)), 'lse(q + c) = lse(q) + c');
        const [before, after] = [q, shifted].map(values => observed.softmax(subject, values, alpha));
        equalActions(after, before, 'log softmax(q + c) = log softmax(q)');
      },
    ),
};
