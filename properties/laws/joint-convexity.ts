import fc from 'fast-check';
import { add, atMost, exact, mul, zip } from '../approximation.ts';
import { actionValuesOf, anyTemperature, drawState, share } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';

/**
 * Log-sum-exp is convex in action values and temperature together, 0 included. For $0 \le w \le 1$ and $w' = 1 - w$
 * $$\operatorname{lse}_{w\alpha + w'\alpha'}(w q + w' q') \le w \operatorname{lse}_\alpha(q) + w' \operatorname{lse}_{\alpha'}(q')$$
 */
export const jointConvexity: Law<'logSumExp'> = {
  id: 'joint-convexity',
  needs: ['logSumExp'],
  property: subject =>
    fc.property(
      drawState({ q: actionValuesOf, other: actionValuesOf }),
      anyTemperature,
      anyTemperature,
      share,
      ({ q, other }, alpha, beta, w) => {
        const between = zip(q, other, (a, b) => w * a + (1 - w) * b);
        const chord = add(
          mul(exact(w), observed.logSumExp(subject, q, alpha)),
          mul(exact(1 - w), observed.logSumExp(subject, other, beta)),
        );
        atMost(
          observed.logSumExp(subject, between, w * alpha + (1 - w) * beta),
          chord,
          "lse(w q + (1 - w) q') <= w lse(q) + (1 - w) lse(q')",
        );
      },
    ),
};
