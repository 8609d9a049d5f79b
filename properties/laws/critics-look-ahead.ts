import fc from 'fast-check';
import { allChanged, experiment, firstChanged, moved } from '../experiments.ts';
import type { Law } from '../law.ts';
import * as observed from '../learner-observation.ts';

/**
 * The critics learn from the action that the policy draws at the successor, and from none at the state itself: with policy and temperature at
 * rest they do not depend on the noise there, which the loss of the policy uses.
 */
export const criticsLookAhead: Law<'learnerInit' | 'learnerParameters' | 'learnerUpdate'> = {
  id: 'critics-look-ahead',
  needs: ['learnerInit', 'learnerParameters', 'learnerUpdate'],
  property: subject =>
    fc.property(experiment(2, { actorRate: 0, temperatureRate: 0 }), ({ configuration, lessons }) => {
      const critics = (given: typeof lessons): readonly number[] =>
        observed.learned(subject, { configuration, lessons: given }).critics.flat();
      const learned = critics(lessons);
      const here = allChanged(lessons, ({ noise }) => ({ noise: { action: moved(noise.action) } }));
      observed.same(learned, critics(here), 'critics do not depend on the noise at s');
      const there = firstChanged(lessons, ({ noise }) => ({ noise: { next: moved(noise.next) } }));
      observed.different(learned, critics(there), "critics depend on the noise at s'");
    }),
};
