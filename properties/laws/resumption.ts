import fc from 'fast-check';
import { experiment } from '../experiments.ts';
import type { Law } from '../law.ts';
import * as observed from '../learner-observation.ts';

/** A learner that is saved and loaded again learns on as if nothing had been: $k$ updates, a reload and $k$ more are $2k$ updates, number by number. */
export const resumption: Law<'learnerInit' | 'learnerParameters' | 'learnerUpdate' | 'learnerReload'> = {
  id: 'resumption',
  needs: ['learnerInit', 'learnerParameters', 'learnerUpdate', 'learnerReload'],
  property: subject =>
    fc.property(experiment(4), ({ configuration, lessons }) => {
      let learner = observed.started(subject, configuration);
      const half = lessons.length / 2;
      for (const lesson of lessons.slice(0, half)) learner = observed.taught(subject, learner, lesson);
      let loaded = observed.held(subject, subject.learnerReload(learner.handle));
      const compare = (statement: string): void =>
        observed.same(observed.everything(learner.parameters), observed.everything(loaded.parameters), statement);
      compare('a learner that was loaded = the one that was saved');
      for (const lesson of lessons.slice(half)) {
        learner = observed.taught(subject, learner, lesson);
        loaded = observed.taught(subject, loaded, lesson);
      }
      compare(`${half} updates, a reload and ${half} updates = ${lessons.length} updates`);
    }),
};
