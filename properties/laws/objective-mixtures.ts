import fc from 'fast-check';
import type { Approximation } from '../approximation.ts';
import { actionValuesOf, anyTemperature, drawState, logPolicyOf, unevenShare } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';
import { checkMixture } from './value-mixtures.ts';

/**
 * The objective of the KL projection is strictly convex, by exactly the divergences from the mixture: its minimum over a convex class is taken once. With
 * $J(p) = \mathbb{E}_{a \sim p}[\alpha \log p_a - q_a]$ and $\mu = w p + w' p'$, $w' = 1 - w$
 * $$J(\mu) = w (J(p) - \alpha\, \mathrm{KL}(p \,\|\, \mu)) + w' (J(p') - \alpha\, \mathrm{KL}(p' \,\|\, \mu)), \qquad J(\text{always } a) = -q_a$$
 * A mixture whose log-probabilities are off by $\varepsilon$ has an objective off by $\varepsilon (\max |q| + \alpha (1 + \log n))$, to first order.
 */
export const objectiveMixtures: Law<'klObjective'> = {
  id: 'objective-mixtures',
  needs: ['klObjective'],
  property: subject =>
    fc.property(
      drawState({ q: actionValuesOf, p: logPolicyOf, other: logPolicyOf }),
      anyTemperature,
      unevenShare,
      (pair, alpha, w) => {
        const J = (row: readonly number[]): Approximation => observed.klObjective(subject, row, pair.q, alpha);
        checkMixture(J, -1, pair, alpha, w, {
          always: a => `E_p[alpha log p - q] = -q_${a} for action ${a} always`,
          mixed: "J(mu) = w (J(p) - alpha KL(p || mu)) + w' (J(p') - alpha KL(p' || mu))",
        });
      },
    ),
};
