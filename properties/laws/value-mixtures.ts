import fc from 'fast-check';
import { type Approximation, add, equal, exact, log, loosen, maximum, mul } from '../approximation.ts';
import { actionValuesOf, anyTemperature, drawState, logPolicyOf, unevenShare } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { mixture, relativeEntropy } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * Who always takes action $a$ is worth $q_a$; who mixes two policies gets the mean of what they are worth and is paid, at the rate $\alpha$, for hiding
 * which of them acted. With $V(p) = \mathbb{E}_{a \sim p}[q_a - \alpha \log p_a]$ and $\mu = w p + w' p'$, $w' = 1 - w$
 * $$V(\mu) = w (V(p) + \alpha\, \mathrm{KL}(p \,\|\, \mu)) + w' (V(p') + \alpha\, \mathrm{KL}(p' \,\|\, \mu))$$
 * A mixture whose log-probabilities are off by $\varepsilon$ is worth $\varepsilon (\max |q| + \alpha (1 + \log n))$ more or less, to first order.
 */
export const valueMixtures: Law<'stateValue'> = {
  id: 'value-mixtures',
  needs: ['stateValue'],
  property: subject =>
    fc.property(
      drawState({ q: actionValuesOf, p: logPolicyOf, other: logPolicyOf }),
      anyTemperature,
      unevenShare,
      ({ q, p, other }, alpha, w) => {
        const value = (row: readonly number[]): Approximation => observed.stateValue(subject, row, q, alpha);
        q.forEach((reward, a) => {
          const always = q.map((_, b) => (b === a ? 0 : Number.NEGATIVE_INFINITY));
          equal(value(always), exact(reward), `E_p[q - alpha log p] = q_${a} for action ${a} always`);
        });
        const mixed = mixture(w, p, other);
        const size = Math.max(...q.map(Math.abs)) + alpha * (1 + log(exact(q.length)).value);
        const paid = (row: readonly number[]) => add(value(row), mul(exact(alpha), relativeEntropy(row, mixed)));
        equal(
          loosen(value(mixed.map(l => l.value)), maximum(mixed).error * size),
          add(mul(exact(w), paid(p)), mul(exact(1 - w), paid(other))),
          "V(mu) = w (V(p) + alpha KL(p || mu)) + w' (V(p') + alpha KL(p' || mu))",
        );
      },
    ),
};
