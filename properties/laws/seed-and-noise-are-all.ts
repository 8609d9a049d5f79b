import fc from 'fast-check';
import { experiment } from '../experiments.ts';
import type { Law } from '../law.ts';
import * as observed from '../learner-observation.ts';

/**
 * The seed and the noise are all that is random. The same seed, batches and noise give the same numbers, also while another learner learns
 * in between; another seed gives another policy and other critics, and no two critics are alike.
 */
export const seedAndNoiseAreAll: Law<'learnerInit' | 'learnerParameters' | 'learnerUpdate'> = {
  id: 'seed-and-noise-are-all',
  needs: ['learnerInit', 'learnerParameters', 'learnerUpdate'],
  property: subject =>
    fc.property(experiment(2), experiment => {
      const { configuration, lessons } = experiment;
      const { parameters: start } = observed.started(subject, configuration);
      const alone = observed.learned(subject, experiment);

      let one = observed.started(subject, configuration);
      let other = observed.started(subject, { ...configuration, seed: configuration.seed + 1 });
      const [stranger] = [other.parameters];
      for (const lesson of lessons) {
        other = observed.taught(subject, other, lesson);
        one = observed.taught(subject, one, lesson);
      }
      observed.same(
        observed.everything(alone),
        observed.everything(one.parameters),
        'the same seed and noise give the same parameters, beside another learner',
      );
      observed.different(start.actor, stranger.actor, 'another seed gives another policy');
      observed.different(start.critics.flat(), stranger.critics.flat(), 'another seed gives other critics');
      start.critics.slice(1).forEach((critic, i) => {
        observed.different(start.critics[i], critic, `critics ${i} and ${i + 1} start apart`);
      });
    }),
};
