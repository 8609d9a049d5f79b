import fc from 'fast-check';
import { type Approximation, add, equal, exact, log, loosen, maximum, mul, sub } from '../approximation.ts';
import { actionValuesOf, anyTemperature, drawState, logPolicyOf, unevenShare } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { mixture, relativeEntropy } from '../model.ts';
import * as observed from '../observation.ts';

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
      ({ q, p, other }, alpha, w) => {
        const J = (row: readonly number[]): Approximation => observed.klObjective(subject, row, q, alpha);
        q.forEach((value, a) => {
          const always = q.map((_, b) => (b === a ? 0 : Number.NEGATIVE_INFINITY));
          equal(J(always), exact(-value), `E_p[alpha log p - q] = -q_${a} for action ${a} always`);
        });
        const mixed = mixture(w, p, other);
        const size = Math.max(...q.map(Math.abs)) + alpha * (1 + log(exact(q.length)).value);
        const bent = (row: readonly number[]) => sub(J(row), mul(exact(alpha), relativeEntropy(row, mixed)));
        equal(
          loosen(J(mixed.map(l => l.value)), maximum(mixed).error * size),
          add(mul(exact(w), bent(p)), mul(exact(1 - w), bent(other))),
          "J(mu) = w (J(p) - alpha KL(p || mu)) + w' (J(p') - alpha KL(p' || mu))",
        );
      },
    ),
};
