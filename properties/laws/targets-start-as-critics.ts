import fc from 'fast-check';
import { experiment } from '../experiments.ts';
import type { Law } from '../law.ts';
import * as observed from '../learner-observation.ts';

/** Before the first update the target critics are the critics, number by number: $\bar{\psi}_0 = \psi_0$. */
export const targetsStartAsCritics: Law<'learnerInit' | 'learnerParameters'> = {
  id: 'targets-start-as-critics',
  needs: ['learnerInit', 'learnerParameters'],
  property: subject =>
    fc.property(experiment(0), ({ configuration }) => {
      const { critics, targets } = observed.started(subject, configuration).parameters;
      critics.forEach((critic, i) => {
        observed.same(critic, targets[i], `target ${i} = critic ${i} at the start`);
      });
    }),
};
