import fc from 'fast-check';
import { allChanged, experiment, firstChanged, moved } from '../experiments.ts';
import type { Law } from '../law.ts';
import * as observed from '../learner-observation.ts';

/**
 * Given the critics, policy and temperature learn from states and from actions that the policy draws there, and from nothing else of a
 * transition: not the action that was taken, the reward, the successor, nor how the episode ended.
 */
export const policyLearnsFromStates: Law<'learnerInit' | 'learnerParameters' | 'learnerUpdate'> = {
  id: 'policy-learns-from-states',
  needs: ['learnerInit', 'learnerParameters', 'learnerUpdate'],
  property: subject =>
    fc.property(experiment(2, { criticRate: 0 }), ({ configuration, lessons }) => {
      const policy = (given: typeof lessons): readonly number[] => {
        const { actor, temperature } = observed.learned(subject, { configuration, lessons: given });
        return [...actor, temperature];
      };
      const learned = policy(lessons);
      const elsewhere = allChanged(lessons, ({ batch, noise }) => ({
        batch: {
          actions: batch.actions.map(row => row.map(a => -a / 2)),
          rewards: batch.rewards.map(r => r + 1),
          nextObservations: moved(batch.nextObservations),
          terminated: batch.terminated.map(d => !d),
          truncated: batch.truncated.map(d => !d),
        },
        noise: { next: moved(noise.next) },
      }));
      observed.same(learned, policy(elsewhere), 'policy and temperature depend on states and the noise there alone');
      const other = firstChanged(lessons, ({ noise }) => ({ noise: { action: moved(noise.action) } }));
      observed.different(learned, policy(other), 'policy and temperature depend on the noise at s');
    }),
};
