import fc from 'fast-check';
import * as observed from '../agent-observation.ts';
import { add, equal, exact, mul, zero } from '../approximation.ts';
import { constant } from '../arbitraries.ts';
import { transitionBatch } from '../batches.ts';
import type { Law } from '../law.ts';

/**
 * A time limit ends the rollout and not the value: the target is the same whether or not it was reached, and one that did not
 * terminate follows the value of its successor, by the discount:
 * $$y_i(Q' + c) = y_i(Q') + \gamma (1 - d_i) c$$
 */
export const truncatedStillBootstraps: Law<'criticTarget'> = {
  id: 'truncated-still-bootstraps',
  needs: ['criticTarget'],
  property: subject =>
    fc.property(transitionBatch, constant, (batch, c) => {
      const { truncated, terminated, nextValues, discount } = batch;
      const targets = observed.criticTarget(subject, batch);
      const opposite = observed.criticTarget(subject, { ...batch, truncated: truncated.map(cut => !cut) });
      const raised = observed.criticTarget(subject, {
        ...batch,
        nextValues: nextValues.map(([q1, q2]) => [q1 + c, q2 + c]),
      });
      targets.forEach((y, i) => {
        equal(opposite[i], y, `y does not depend on whether sample ${i} was truncated`);
        const rise = terminated[i] ? zero : mul(exact(discount), exact(c));
        equal(raised[i], add(y, rise), `y(Q + c) = y(Q) + gamma (1 - d) c for sample ${i}`);
      });
    }),
};
