import fc from 'fast-check';
import { allChanged, experiment, moved } from '../experiments.ts';
import type { Law } from '../law.ts';
import * as observed from '../learner-observation.ts';

/** At discount 0 only the reward counts: the critics depend neither on successors and the noise there nor on how episodes ended. */
export const noFutureWithoutDiscount: Law<'learnerInit' | 'learnerParameters' | 'learnerUpdate'> = {
  id: 'no-future-without-discount',
  needs: ['learnerInit', 'learnerParameters', 'learnerUpdate'],
  property: subject =>
    fc.property(experiment(2, { actorRate: 0, temperatureRate: 0, discount: 0 }), ({ configuration, lessons }) => {
      const critics = (given: typeof lessons): readonly number[] =>
        observed.learned(subject, { configuration, lessons: given }).critics.flat();
      const later = allChanged(lessons, ({ batch, noise }) => ({
        batch: { nextObservations: moved(batch.nextObservations), terminated: batch.terminated.map(d => !d) },
        noise: { next: moved(noise.next) },
      }));
      observed.same(critics(lessons), critics(later), 'critics do not depend on the future at discount 0');
    }),
};
