import fc from 'fast-check';
import { magnitudeOf } from '../../src/numerics/index.ts';
import { type Approximation, add, equal, exact, log, loosen, maximum, mul } from '../approximation.ts';
import { actionValuesOf, anyTemperature, drawState, logPolicyOf, unevenShare } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { mixture, relativeEntropy } from '../model.ts';
import * as observed from '../observation.ts';

/** Two policies of a state with the action values `q`, to be mixed. */
interface Pair {
  readonly q: readonly number[];
  readonly p: readonly number[];
  readonly other: readonly number[];
}

/**
 * `worth` is $V$, or $J = -V$ with `sign` -1. It must be $q_a$, times `sign`, for action $a$ always, and at $w p + (1 - w) p'$ what mixing pays.
 */
export const checkMixture = (
  worth: (logPolicy: readonly number[]) => Approximation,
  sign: 1 | -1,
  { q, p, other }: Pair,
  alpha: number,
  w: number,
  statement: { readonly always: (action: number) => string; readonly mixed: string },
): void => {
  q.forEach((value, a) => {
    const always = q.map((_, b) => (b === a ? 0 : Number.NEGATIVE_INFINITY));
    equal(worth(always), exact(sign * value), statement.always(a));
  });
  const mixed = mixture(w, p, other);
  const size = magnitudeOf(q) + alpha * (1 + log(exact(q.length)).value);
  const paid = (row: readonly number[]) => add(worth(row), mul(exact(sign * alpha), relativeEntropy(row, mixed)));
  equal(
    loosen(worth(mixed.map(l => l.value)), maximum(mixed).error * size),
    add(mul(exact(w), paid(p)), mul(exact(1 - w), paid(other))),
    statement.mixed,
  );
};

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
      (pair, alpha, w) => {
        const V = (row: readonly number[]): Approximation => observed.stateValue(subject, row, pair.q, alpha);
        checkMixture(V, 1, pair, alpha, w, {
          always: a => `E_p[q - alpha log p] = q_${a} for action ${a} always`,
          mixed: "V(mu) = w (V(p) + alpha KL(p || mu)) + w' (V(p') + alpha KL(p' || mu))",
        });
      },
    ),
};
