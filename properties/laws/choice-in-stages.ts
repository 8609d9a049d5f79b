import fc from 'fast-check';
import { type Approximation, equal, loosen } from '../approximation.ts';
import { actionValuesOf, anyTemperature, drawState } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';

/**
 * A choice may be made in stages: first among groups of actions, each worth its own log-sum-exp, then within the group.
 * $$\operatorname{lse}_\alpha(q, q') = \operatorname{lse}_\alpha(\operatorname{lse}_\alpha(q), \operatorname{lse}_\alpha(q'))$$
 */
export const choiceInStages: Law<'logSumExp'> = {
  id: 'choice-in-stages',
  needs: ['logSumExp'],
  property: subject =>
    fc.property(
      drawState({ q: actionValuesOf }),
      drawState({ q: actionValuesOf }),
      anyTemperature,
      ({ q }, { q: others }, alpha) => {
        const groups = [q, others].map(group => observed.logSumExp(subject, group, alpha));
        const staged: Approximation = observed.logSumExp(
          subject,
          groups.map(group => group.value),
          alpha,
        );
        equal(
          loosen(staged, Math.max(...groups.map(group => group.error))),
          observed.logSumExp(subject, [...q, ...others], alpha),
          "lse(lse(q), lse(q')) = lse(q, q')",
        );
      },
    ),
};
