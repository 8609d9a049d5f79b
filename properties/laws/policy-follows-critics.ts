import fc from 'fast-check';
import { experiment, firstChanged } from '../experiments.ts';
import type { Law } from '../law.ts';
import * as observed from '../learner-observation.ts';

/** What the critics have learned from the rewards reaches the policy: after two updates, in whatever order, it depends on the rewards of the first. */
export const policyFollowsCritics: Law<'learnerInit' | 'learnerParameters' | 'learnerUpdate'> = {
  id: 'policy-follows-critics',
  needs: ['learnerInit', 'learnerParameters', 'learnerUpdate'],
  property: subject =>
    fc.property(experiment(3, { temperatureRate: 0 }), ({ configuration, lessons }) => {
      const policy = (given: typeof lessons): readonly number[] =>
        observed.learned(subject, { configuration, lessons: given }).actor;
      const other = firstChanged(lessons, ({ batch }) => ({
        batch: { rewards: batch.rewards.map((r, i) => -r - i - 1) },
      }));
      observed.different(policy(lessons), policy(other), 'the policy depends on earlier rewards');
    }),
};
