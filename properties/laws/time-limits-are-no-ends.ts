import fc from 'fast-check';
import { experiment, firstChanged, moved } from '../experiments.ts';
import type { Law } from '../law.ts';
import * as observed from '../learner-observation.ts';

/**
 * A time limit is no end: whoever learns from the reward of a truncated sample learns from its successor as well. A learner that leaves such
 * samples out loses data and is not wrong.
 */
export const timeLimitsAreNoEnds: Law<'learnerInit' | 'learnerParameters' | 'learnerUpdate'> = {
  id: 'time-limits-are-no-ends',
  needs: ['learnerInit', 'learnerParameters', 'learnerUpdate'],
  property: subject =>
    fc.property(experiment(2, { actorRate: 0, temperatureRate: 0 }), ({ configuration, lessons }) => {
      const critics = (given: typeof lessons): readonly number[] =>
        observed.learned(subject, { configuration, lessons: given }).critics.flat();
      const [{ batch }] = lessons;
      const cut = batch.truncated.findIndex((truncated, i) => truncated && !batch.terminated[i]);
      const learned = critics(lessons);
      const richer = firstChanged(lessons, () => ({
        batch: { rewards: batch.rewards.map((r, i) => (i === cut ? r + 1 : r)) },
      }));
      if (observed.isSame(learned, critics(richer))) return;
      const elsewhere = firstChanged(lessons, () => ({
        batch: { nextObservations: moved(batch.nextObservations, i => i === cut) },
      }));
      observed.different(learned, critics(elsewhere), `critics depend on the successor of the truncated sample ${cut}`);
    }),
};
