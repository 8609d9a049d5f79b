import fc from 'fast-check';
import { allChanged, experiment, moved } from '../experiments.ts';
import type { Law } from '../law.ts';
import * as observed from '../learner-observation.ts';

/** Where an episode terminated nothing follows: with policy and temperature at rest the critics do not depend on the successors in such samples, nor on the noise there. */
export const nothingAfterTheEnd: Law<'learnerInit' | 'learnerParameters' | 'learnerUpdate'> = {
  id: 'nothing-after-the-end',
  needs: ['learnerInit', 'learnerParameters', 'learnerUpdate'],
  property: subject =>
    fc.property(experiment(2, { actorRate: 0, temperatureRate: 0 }), ({ configuration, lessons }) => {
      const critics = (given: typeof lessons): readonly number[] =>
        observed.learned(subject, { configuration, lessons: given }).critics.flat();
      const afterwards = allChanged(lessons, ({ batch, noise }) => ({
        batch: { nextObservations: moved(batch.nextObservations, i => batch.terminated[i]) },
        noise: { next: moved(noise.next, i => batch.terminated[i]) },
      }));
      observed.same(critics(lessons), critics(afterwards), 'critics do not depend on what follows a terminal state');
    }),
};
