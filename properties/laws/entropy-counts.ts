import fc from 'fast-check';
import { experiment } from '../experiments.ts';
import type { Law } from '../law.ts';
import * as observed from '../learner-observation.ts';

/** Entropy counts twice: with another temperature, at rest, the critics learn something else, and so does the policy with critics at rest. */
export const entropyCounts: Law<'learnerInit' | 'learnerParameters' | 'learnerUpdate'> = {
  id: 'entropy-counts',
  needs: ['learnerInit', 'learnerParameters', 'learnerUpdate'],
  property: subject =>
    fc.property(experiment(2, { temperatureRate: 0 }), ({ configuration, lessons }) => {
      const at = (change: Partial<typeof configuration>) =>
        observed.learned(subject, { configuration: { ...configuration, ...change }, lessons });
      const hotter = configuration.temperature * 3;
      observed.different(
        at({ actorRate: 0 }).critics.flat(),
        at({ actorRate: 0, temperature: hotter }).critics.flat(),
        'critics depend on the temperature',
      );
      observed.different(
        at({ criticRate: 0 }).actor,
        at({ criticRate: 0, temperature: hotter }).actor,
        'the policy depends on the temperature',
      );
    }),
};
