import fc from 'fast-check';
import { approximately, equal, exact } from '../approximation.ts';
import { experiment } from '../experiments.ts';
import type { Law } from '../law.ts';
import * as observed from '../learner-observation.ts';
import { temperatureRounding } from '../rounding.ts';

/** Entropies of policies that have not learned, in nats, are far from this. */
const FAR = 64;

/** The temperature starts where it is told to; a target entropy that the policy falls short of raises it, and one that it exceeds lowers it. */
export const temperatureFeedback: Law<'learnerInit' | 'learnerParameters' | 'learnerUpdate'> = {
  id: 'temperature-feedback',
  needs: ['learnerInit', 'learnerParameters', 'learnerUpdate'],
  property: subject =>
    fc.property(experiment(1), ({ configuration, lessons: [lesson] }) => {
      const { temperature } = configuration;
      const after = (targetEntropy: number): number => {
        const start = observed.started(subject, { ...configuration, targetEntropy });
        const error = temperatureRounding(subject.unitRoundoff, temperature);
        equal(approximately(start.parameters.temperature, error), exact(temperature), 'the temperature at the start');
        return observed.taught(subject, start, lesson).parameters.temperature;
      };
      const { temperature: first } = observed.started(subject, configuration).parameters;
      const [raised, lowered] = [after(FAR), after(-FAR)];
      if (!(raised > first))
        throw new Error(`too little entropy raises the temperature fails: ${first} becomes ${raised}`);
      if (!(lowered < first))
        throw new Error(`too much entropy lowers the temperature fails: ${first} becomes ${lowered}`);
    }),
};
