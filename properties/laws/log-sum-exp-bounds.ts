import fc from 'fast-check';
import { add, atMost, exact, log, mul } from '../approximation.ts';
import { actionValuesOf, anyTemperature, drawState } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';

/**
 * Log-sum-exp is a maximum that pays up to $\alpha \log n$ for choice, and at least $\alpha$ times the log of the number of maximisers:
 * $$\max_a q_a + \alpha \log |\operatorname{argmax} q| \le \alpha \log \sum_a e^{q_a/\alpha} \le \max_a q_a + \alpha \log n$$
 */
export const logSumExpBounds: Law<'logSumExp'> = {
  id: 'log-sum-exp-bounds',
  needs: ['logSumExp'],
  property: subject =>
    fc.property(drawState({ q: actionValuesOf }), anyTemperature, ({ q }, temperature) => {
      const top = Math.max(...q);
      const ties = q.filter(value => value === top).length;
      const topAndLog = (count: number) => add(exact(top), mul(exact(temperature), log(exact(count))));
      const y = observed.logSumExp(subject, q, temperature);
      atMost(topAndLog(ties), y, 'max q + alpha log |argmax q| <= lse(q)');
      atMost(y, topAndLog(q.length), 'lse(q) <= max q + alpha log n');
    }),
};
