import fc from 'fast-check';
import * as observed from '../agent-observation.ts';
import { equal, exact } from '../approximation.ts';
import { transitionBatch } from '../batches.ts';
import type { Law } from '../law.ts';

/** Where the episode terminated nothing follows, neither reward nor entropy: $d_i = 1$ implies $y_i = r_i$. */
export const terminatedIsMasked: Law<'criticTarget'> = {
  id: 'terminated-is-masked',
  needs: ['criticTarget'],
  property: subject =>
    fc.property(transitionBatch, batch => {
      observed.criticTarget(subject, batch).forEach((y, i) => {
        if (batch.terminated[i]) equal(y, exact(batch.rewards[i]), `y = r where sample ${i} terminated`);
      });
    }),
};
