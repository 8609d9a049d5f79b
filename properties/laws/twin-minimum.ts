import fc from 'fast-check';
import * as observed from '../agent-observation.ts';
import { atMost, equalEverywhere } from '../approximation.ts';
import { transitionBatch } from '../batches.ts';
import type { Law } from '../law.ts';
import type { TransitionBatch, Twin } from '../subject.ts';

/**
 * Of two critics the smaller one counts. In either order, if the larger is lowered to the smaller nothing changes, and if one is
 * dropped for the other the target can only grow:
 * $$y(Q_1, Q_2) = y(Q_2, Q_1) = y(m, m) \le y(Q_1, Q_1), \qquad m = \min(Q_1, Q_2)$$
 */
export const twinMinimum: Law<'criticTarget'> = {
  id: 'twin-minimum',
  needs: ['criticTarget'],
  property: subject =>
    fc.property(transitionBatch, batch => {
      const changed = (change: (twin: Twin) => Twin): TransitionBatch => ({
        ...batch,
        nextValues: batch.nextValues.map(change),
      });
      const y = observed.criticTarget(subject, batch);
      const swapped = observed.criticTarget(
        subject,
        changed(([q1, q2]) => [q2, q1]),
      );
      const smaller = changed(([q1, q2]) => [Math.min(q1, q2), Math.min(q1, q2)]);
      equalEverywhere(swapped, y, 'y(Q2, Q1) = y(Q1, Q2)');
      equalEverywhere(observed.criticTarget(subject, smaller), y, 'y(m, m) = y(Q1, Q2) with m = min(Q1, Q2)');
      const alone = observed.criticTarget(
        subject,
        changed(([q1]) => [q1, q1]),
      );
      y.forEach((both, i) => {
        atMost(both, alone[i], `y(Q1, Q2) <= y(Q1, Q1) for sample ${i}`);
      });
    }),
};
