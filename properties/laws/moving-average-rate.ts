import fc from 'fast-check';
import { type Approximation, abs, add, equal, exact, mul, sub } from '../approximation.ts';
import { averagingRate, parameter } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';

const STEPS = 4;

/**
 * The moving average nears a frozen online parameter $\psi$ by $1 - \tau$ a step:
 * $$\bar{\psi}_k = (1 - \tau)^k \bar{\psi}_0 + (1 - (1 - \tau)^k) \psi, \qquad |\bar{\psi}_k - \psi| = (1 - \tau)^k |\bar{\psi}_0 - \psi|$$
 */
export const movingAverageRate: Law<'movingAverage'> = {
  id: 'moving-average-rate',
  needs: ['movingAverage'],
  property: subject =>
    fc.property(averagingRate, parameter, parameter, (tau, online, target) => {
      const [psi, start] = [exact(online), exact(target)];
      let average: Approximation = start;
      let kept = exact(1);
      for (let k = 1; k <= STEPS; k++) {
        average = observed.movingAverage(subject, tau, online, average);
        kept = mul(kept, sub(exact(1), exact(tau)));
        const closed = add(mul(kept, start), mul(sub(exact(1), kept), psi));
        equal(average, closed, `average ${k} = (1 - tau)^${k} target + (1 - (1 - tau)^${k}) online`);
        const remaining = mul(kept, abs(sub(start, psi)));
        equal(abs(sub(average, psi)), remaining, `|average ${k} - online| = (1 - tau)^${k} |target - online|`);
      }
    }),
};
