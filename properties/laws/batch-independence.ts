import fc from 'fast-check';
import * as observed from '../agent-observation.ts';
import { equal, equalEverywhere } from '../approximation.ts';
import { transitionBatch } from '../batches.ts';
import type { Law } from '../law.ts';
import type { TransitionBatch } from '../subject.ts';

/** The samples named by `order`, in that order. */
const selected = (batch: TransitionBatch, order: readonly number[]): TransitionBatch => ({
  ...batch,
  rewards: order.map(i => batch.rewards[i]),
  terminated: order.map(i => batch.terminated[i]),
  truncated: order.map(i => batch.truncated[i]),
  nextValues: order.map(i => batch.nextValues[i]),
  nextLogProb: order.map(i => batch.nextLogProb[i]),
});

/**
 * A batch is no more than its samples: each has the target that it has alone, and in another order they keep theirs:
 * $$y(b)_i = y(b_i), \qquad y(b_{\sigma})_i = y(b)_{\sigma(i)}$$
 */
export const batchIndependence: Law<'criticTarget'> = {
  id: 'batch-independence',
  needs: ['criticTarget'],
  property: subject =>
    fc.property(transitionBatch, batch => {
      const y = observed.criticTarget(subject, batch);
      y.forEach((together, i) => {
        const [alone] = observed.criticTarget(subject, selected(batch, [i]));
        equal(together, alone, `y of sample ${i} in the batch = y of it alone`);
      });
      const backwards = [...y.keys()].reverse();
      const reversed = observed.criticTarget(subject, selected(batch, backwards));
      equalEverywhere(
        reversed,
        backwards.map(i => y[i]),
        'y of the reversed batch = reversed y',
      );
    }),
};
