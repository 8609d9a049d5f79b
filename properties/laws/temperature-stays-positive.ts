import fc from 'fast-check';
import { experiment } from '../experiments.ts';
import type { Law } from '../law.ts';
import * as observed from '../learner-observation.ts';

const UPDATES = 12;

/** However often it is lowered, the temperature stays positive. */
export const temperatureStaysPositive: Law<'learnerInit' | 'learnerParameters' | 'learnerUpdate'> = {
  id: 'temperature-stays-positive',
  needs: ['learnerInit', 'learnerParameters', 'learnerUpdate'],
  property: subject =>
    fc.property(
      experiment(1, { actorRate: 0, criticRate: 0, temperatureRate: 1 / 8, temperature: 1 / 2, targetEntropy: -16 }),
      ({ configuration, lessons: [lesson] }) => {
        let learner = observed.started(subject, configuration);
        for (let k = 1; k <= UPDATES; k++) {
          learner = observed.taught(subject, learner, lesson);
          const { temperature } = learner.parameters;
          if (!(temperature > 0)) throw new Error(`temperature > 0 fails: ${temperature} after update ${k}`);
        }
      },
    ),
};
