import fc from 'fast-check';
import { type Approximation, add, approximately, equal, exact, mul, sub } from '../approximation.ts';
import { experiment } from '../experiments.ts';
import type { Law } from '../law.ts';
import * as observed from '../learner-observation.ts';
import { averageRounding } from '../rounding.ts';
import type { LearnerParameters } from '../subject.ts';

/** A few updates mostly; now and then as many as it takes for a copy every hundred updates to happen twice. */
const updates = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: fc.constant(3), weight: 15 },
  { arbitrary: fc.constant(200), weight: 1 },
);

const SMALLEST = { observationSize: 1, actionSize: 1 };

/** Which critics the targets follow, as they were before the update or as they are after it. */
type Followed = 'before' | 'after';

/**
 * At every update, and nowhere else, the target critics move a step of the moving average towards the critics, those before or those
 * after the update, always the same:
 * $$\bar{\psi}_{k + 1} = \tau \psi + (1 - \tau) \bar{\psi}_k, \qquad \psi = \psi_k \text{ or } \psi = \psi_{k + 1}$$
 */
export const targetsFollowCritics: Law<'learnerInit' | 'learnerParameters' | 'learnerUpdate'> = {
  id: 'targets-follow-critics',
  needs: ['learnerInit', 'learnerParameters', 'learnerUpdate'],
  property: subject =>
    fc.property(
      updates.chain(count => experiment(1, SMALLEST).map(drawn => ({ ...drawn, count }))),
      ({ configuration, lessons: [lesson], count }) => {
        const { tau } = configuration;
        let learner = observed.started(subject, configuration);
        let followed: Followed | undefined;
        for (let k = 1; k <= count; k++) {
          const before = learner.parameters;
          learner = observed.taught(subject, learner, lesson);
          const after = learner.parameters;
          const critics: Readonly<Record<Followed, LearnerParameters['critics']>> = {
            before: before.critics,
            after: after.critics,
          };
          const averages = (which: Followed): readonly Approximation[] =>
            critics[which].flatMap((critic, c) => critic.map((psi, i) => average(tau, psi, before.targets[c][i])));
          const targets = after.targets.flat();
          const tables = [before.critics, after.critics, before.targets].map(table => table.flat());
          followed ??=
            distance(targets, averages('before')) < distance(targets, averages('after')) ? 'before' : 'after';
          averages(followed).forEach((mean, i) => {
            const error = averageRounding(subject.unitRoundoff, Math.max(...tables.map(table => Math.abs(table[i]))));
            equal(
              approximately(targets[i], error),
              mean,
              `target = tau critic + (1 - tau) target, update ${k}, entry ${i}`,
            );
          });
        }
      },
    ),
};

const average = (tau: number, psi: number, target: number): Approximation =>
  add(mul(exact(tau), exact(psi)), mul(sub(exact(1), exact(tau)), exact(target)));

/** $\sum_i |x_i - y_i|$. */
const distance = (x: readonly number[], y: readonly Approximation[]): number =>
  x.reduce((sum, value, i) => sum + Math.abs(value - y[i].value), 0);
