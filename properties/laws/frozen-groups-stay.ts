import fc from 'fast-check';
import { experiment } from '../experiments.ts';
import type { Law } from '../law.ts';
import * as observed from '../learner-observation.ts';
import type { LearnerConfiguration, LearnerParameters } from '../subject.ts';

type Rate = 'actorRate' | 'criticRate' | 'temperatureRate';

const groups: readonly {
  readonly name: string;
  readonly rate: Rate;
  of(p: LearnerParameters): readonly (readonly number[])[];
}[] = [
  { name: 'policy', rate: 'actorRate', of: ({ actor }) => [actor] },
  { name: 'critic', rate: 'criticRate', of: ({ critics }) => critics },
  { name: 'temperature', rate: 'temperatureRate', of: ({ temperature }) => [[temperature]] },
];

const frozen: fc.Arbitrary<Partial<LearnerConfiguration>> = fc
  .subarray(groups.map(({ rate }) => rate))
  .map(rates => Object.fromEntries(rates.map(rate => [rate, 0])));

/** A loss moves its own parameters alone: at learning rate 0 a group stays as it is, whatever the others do, and at a positive rate each of its networks moves. */
export const frozenGroupsStay: Law<'learnerInit' | 'learnerParameters' | 'learnerUpdate'> = {
  id: 'frozen-groups-stay',
  needs: ['learnerInit', 'learnerParameters', 'learnerUpdate'],
  property: subject =>
    fc.property(
      frozen.chain(rates => experiment(2, rates)),
      experiment => {
        const { configuration } = experiment;
        const start = observed.started(subject, configuration).parameters;
        const end = observed.learned(subject, experiment);
        for (const { name, rate, of } of groups) {
          of(start).forEach((first, i) => {
            const last = of(end)[i];
            if (configuration[rate] === 0) observed.same(first, last, `${name} ${i} stays at learning rate 0`);
            else observed.different(first, last, `${name} ${i} moves at learning rate ${configuration[rate]}`);
          });
        }
      },
    ),
};
