import fc from 'fast-check';
import * as observed from '../agent-observation.ts';
import { centralGaussians } from '../batches.ts';
import type { Law } from '../law.ts';
import type { DrawnActions } from '../subject.ts';

const bits = ({ actions, logProb }: DrawnActions): string => JSON.stringify([actions, logProb]);

/** A draw is a function of its batch: the same noise gives the same action with the same log-density, bit for bit, and other noise another. */
export const noiseIsAll: Law<'squashedGaussian'> = {
  id: 'noise-is-all',
  needs: ['squashedGaussian'],
  property: subject =>
    fc.property(centralGaussians, batch => {
      const first = subject.squashedGaussian(batch);
      const again = subject.squashedGaussian(batch);
      if (bits(again) !== bits(first)) throw new Error('the same noise = the same action fails: two calls differ');
      const other = { ...batch, noise: batch.noise.map(row => row.map(noise => noise + 1)) };
      const drawn = observed.squashedGaussian(subject, batch, 'anyhow');
      observed.squashedGaussian(subject, other, 'anyhow').actions.forEach((action, i) => {
        const same = action.every((a, k) => a.value === drawn.actions[i][k].value);
        if (same) throw new Error(`other noise = another action fails: sample ${i} did not move`);
      });
    }),
};
