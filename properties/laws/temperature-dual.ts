import fc from 'fast-check';
import { meanOf } from '../agent-model.ts';
import * as observed from '../agent-observation.ts';
import { atMost, equal, exact, maximum, minimum, mul, sub, zero } from '../approximation.ts';
import { logDensities, targetEntropy, temperatureParameter } from '../batches.ts';
import type { Law } from '../law.ts';

const STEP = 1 / 2;

/** The derivative is the excess entropy times 1 or $\alpha$ or $1/\alpha$; this is less than any of them. */
const LEAST = 2 ** -10;

/**
 * The temperature is a price: it falls where the policy's entropy exceeds the target, and rests where they are equal,
 * $$\operatorname{sign} J_\alpha'(x) = \operatorname{sign}\left( \frac{1}{n} \sum_i -\log \pi(a_i \mid s_i) - \bar{\mathcal{H}} \right)$$
 * for either parameter, $x = \log \alpha$ or $x = \alpha$. The derivative is that of the loss: being monotone, it is between its values at the ends of a
 * step on average,
 * $$\min(J'(x), J'(x + h)) \le \frac{J(x + h) - J(x)}{h} \le \max(J'(x), J'(x + h))$$
 */
export const temperatureDual: Law<'temperatureLoss'> = {
  id: 'temperature-dual',
  needs: ['temperatureLoss'],
  property: subject =>
    fc.property(logDensities, targetEntropy, temperatureParameter, (logProb, target, parameter) => {
      const here = observed.temperatureLoss(subject, { parameter, logProb, targetEntropy: target });
      const there = observed.temperatureLoss(subject, { parameter: parameter + STEP, logProb, targetEntropy: target });
      const slopes = [here.gradient, there.gradient];
      const rise = mul(exact(1 / STEP), sub(there.loss, here.loss));
      atMost(minimum(slopes), rise, 'smaller gradient <= slope of the loss');
      atMost(rise, maximum(slopes), 'slope of the loss <= larger gradient');

      const entropy = meanOf(logProb.map(l => exact(-l)));
      const excess = sub(entropy, exact(target));
      const balanced = observed.temperatureLoss(subject, { parameter, logProb, targetEntropy: entropy.value });
      equal(balanced.gradient, zero, 'gradient = 0 where entropy = target');
      const least = mul(exact(LEAST), excess);
      if (excess.value > excess.error) atMost(least, here.gradient, 'entropy above the target lowers the parameter');
      if (excess.value < -excess.error) atMost(here.gradient, least, 'entropy below the target raises the parameter');
    }),
};
