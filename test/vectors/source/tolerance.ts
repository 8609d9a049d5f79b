/** How far correct arithmetic may stray from an enclosure: the rounding that the laws allow (`properties/rounding.ts`). */

import * as agent from '../../../properties/agent-observation.ts';
import { exact } from '../../../properties/approximation.ts';
import * as finite from '../../../properties/observation.ts';
import { greedyRounding } from '../../../properties/rounding.ts';
import type { Operations, Subject } from '../../../properties/subject.ts';
import type { EnclosedOperation } from './cases.ts';

type Observe<K extends EnclosedOperation> = (
  subject: Subject & Operations,
  args: Parameters<Operations[K]>,
  formed: 'anyhow' | 'stably',
) => unknown;

/** What a greedy policy is off by: on numbers without rounding only the logarithm of the number of ties. */
const ties = ({ unitRoundoff }: Subject, actions: number): unknown => ({
  error: greedyRounding(unitRoundoff, 0, actions, 1),
});

const observations: { readonly [K in EnclosedOperation]: Observe<K> } = {
  logSumExp: (subject, args) => finite.logSumExp(subject, ...args),
  softmax: (subject, [q, temperature]) =>
    temperature === 0 ? ties(subject, q.length) : finite.softmax(subject, q, temperature),
  entropy: (subject, args) => finite.entropy(subject, ...args),
  stateValue: (subject, args) => finite.stateValue(subject, ...args),
  klObjective: (subject, args) => finite.klObjective(subject, ...args),
  optimalBackup: (subject, [problem, values]) => finite.optimalBackup(subject, problem, values.map(exact)),
  policyBackup: (subject, [problem, policy, values]) =>
    finite.policyBackup(subject, problem, policy, values.map(exact)),
  softmaxPolicy: (subject, [problem, values]) =>
    problem.temperature === 0
      ? ties(subject, problem.mdp.rewards.length)
      : finite.softmaxPolicy(subject, problem, values.map(exact)).logPolicy,
  /** A solver claims its own error. */
  optimalValues: () => [],
  policyValues: () => [],
  movingAverage: (subject, [tau, online, target]) => finite.movingAverage(subject, tau, online, exact(target)),
  criticTarget: (subject, [batch]) => agent.criticTarget(subject, batch),
  rolloutTarget: (subject, [batch]) => agent.rolloutTarget(subject, batch),
  valueTarget: (subject, [batch]) => agent.valueTarget(subject, batch),
  criticLoss: (subject, [batch]) => agent.criticLoss(subject, batch),
  policyLoss: (subject, [batch]) => agent.policyLoss(subject, batch),
  policyGradient: (subject, [batch]) => agent.policyGradient(subject, batch),
  temperatureLoss: (subject, [batch]) => agent.temperatureLoss(subject, batch),
  squashedGaussian: (subject, [batch], formed) => agent.squashedGaussian(subject, batch, formed),
};

/** Every `error` in a tree of approximations. */
const errorsIn = (observed: unknown): readonly number[] => {
  if (typeof observed !== 'object' || observed === null) return [];
  if ('error' in observed) return [observed.error as number];
  return Object.values(observed).flatMap(errorsIn);
};

/** At least the largest error of any entry, in two digits. */
export const tolerance = <K extends EnclosedOperation>(
  operation: K,
  subject: Subject & Operations,
  args: Parameters<Operations[K]>,
  formed: 'anyhow' | 'stably',
): number => {
  const largest = Math.max(0, ...errorsIn(observations[operation](subject, args, formed)));
  return Number((largest * 1.06).toPrecision(2));
};
