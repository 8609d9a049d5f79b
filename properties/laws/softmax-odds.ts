import fc from 'fast-check';
import { equal, exact, exp, mul, sub, sum } from '../approximation.ts';
import { actionValuesOf, drawState, temperature } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';

/**
 * The odds of two actions depend on the difference of their values alone, whatever else can be chosen; with the sum of 1 this makes the softmax policy.
 * $$\alpha (\log \pi_a - \log \pi_b) = q_a - q_b, \qquad \sum_a \pi_a = 1$$
 */
export const softmaxOdds: Law<'softmax'> = {
  id: 'softmax-odds',
  needs: ['softmax'],
  property: subject =>
    fc.property(drawState({ q: actionValuesOf }), temperature, ({ q }, alpha) => {
      const logPolicy = observed.softmax(subject, q, alpha);
      equal(sum(logPolicy.map(exp)), exact(1), 'sum softmax(q) = 1');
      q.slice(1).forEach((value, a) => {
        equal(
          mul(exact(alpha), sub(logPolicy[a + 1], logPolicy[a])),
          sub(exact(value), exact(q[a])),
          `alpha log of the odds of actions ${a + 1} and ${a} = difference of their values`,
        );
      });
    }),
};
