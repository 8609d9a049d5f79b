/** What careful authors of learners do differently: none of it is refuted, at any seed, in either precision. */
import { describe, expect, test } from 'vitest';
import { isApplicable, laws, type ReplayBatch, type Subject, type UpdateNoise } from '../../properties/index.ts';
import type { Precision } from '../../src/conformance/subjects/definitions.ts';
import {
  type Behaviour,
  type Design,
  descent,
  type LearnerFormulas,
  learnerSubject,
  type Stage,
  soundBehaviour,
  usual,
} from '../../src/conformance/subjects/learner/index.ts';
import { memory } from '../../src/conformance/subjects/memory.ts';
import * as definitions from '../../src/definitions/index.ts';
import { judge } from '../mutants/verdict.ts';
import { precisions } from './conventions.ts';
import { seed } from './seed.ts';

const SEEDS = 6;
const RUNS = 2;

const holdsAll = (subject: Subject): void => {
  for (const law of laws.filter(law => isApplicable(law, subject)))
    for (let k = 0; k < SEEDS; k++) expect(judge(law, subject, seed + k, RUNS).kind, law.id).toBe('holds');
};

interface Convention {
  readonly name: string;
  readonly choices?: Partial<Design>;
  readonly change?: (sound: Behaviour, precision: Precision) => Partial<Behaviour>;
}

const formulas = (changed: Partial<LearnerFormulas>): Partial<Design> => ({
  formulas: { ...definitions, ...changed },
});

/** The rows of a batch that were not truncated. */
const untruncated = (batch: ReplayBatch, noise: UpdateNoise): readonly [ReplayBatch, UpdateNoise] => {
  const kept = <T>(rows: readonly T[]): readonly T[] => rows.filter((_, i) => !batch.truncated[i]);
  return [
    {
      observations: kept(batch.observations),
      actions: kept(batch.actions),
      rewards: kept(batch.rewards),
      nextObservations: kept(batch.nextObservations),
      terminated: kept(batch.terminated),
      truncated: kept(batch.truncated),
    },
    { action: kept(noise.action), next: kept(noise.next) },
  ];
};

const alone = ({ arithmetic }: Precision, stage: Stage): Behaviour =>
  soundBehaviour(arithmetic, { ...usual(arithmetic), order: [stage] });

const conventions: readonly Convention[] = [
  { name: 'the usual choices' },
  { name: 'descent without moments', choices: { optimiser: descent } },
  { name: 'the policy first', choices: { order: ['actor', 'temperature', 'critics', 'targets'] } },
  { name: 'the temperature first', choices: { order: ['temperature', 'critics', 'actor', 'targets'] } },
  { name: 'the targets before the policy', choices: { order: ['critics', 'targets', 'actor', 'temperature'] } },
  { name: 'the targets before all', choices: { order: ['targets', 'critics', 'actor', 'temperature'] } },
  {
    name: 'all gradients before all steps',
    change: (_, precision) => ({
      updated: (learner, batch, noise) => {
        const { critics } = alone(precision, 'critics').updated(learner, batch, noise);
        const { actor } = alone(precision, 'actor').updated(learner, batch, noise);
        const { temperature } = alone(precision, 'temperature').updated(learner, batch, noise);
        return alone(precision, 'targets').updated({ ...learner, critics, actor, temperature }, batch, noise);
      },
    }),
  },
  { name: 'the first critic in the loss of the policy', choices: { criticOfPolicy: (_, first) => first } },
  {
    name: 'the mean of the critics in the loss of the policy',
    choices: { criticOfPolicy: (R, first, second) => R.mul(R.constant(0.5), R.add(first, second)) },
  },
  {
    name: 'a loss of the critics without 1/2',
    choices: formulas({
      criticLoss: (R, replay, Q, backup) => R.mul(R.constant(2), definitions.criticLoss(R, replay, Q, backup)),
    }),
  },
  {
    name: 'a loss that is linear in the logarithm of the temperature',
    choices: formulas({
      temperatureLoss: (R, replay, policy, alpha, target) =>
        definitions.temperatureLoss(R, replay, policy, R.log(alpha), target),
    }),
  },
  {
    name: 'the temperature itself, with a floor',
    choices: {
      temperature: { parameterOf: alpha => alpha, alphaOf: (R, x) => R.neg(R.min(R.neg(x), R.constant(-(2 ** -10)))) },
    },
  },
  {
    name: 'truncated samples left out of what the critics learn',
    change: sound => ({
      updated: (learner, batch, noise) => {
        const { critics, targets } = sound.updated(learner, ...untruncated(batch, noise));
        return { ...sound.updated(learner, batch, noise), critics, targets };
      },
    }),
  },
];

describe.each(precisions)('in %s precision', (_, precision) => {
  test.each(conventions)('$name', { timeout: 60_000 }, ({ choices, change = () => ({}) }) => {
    holdsAll(learnerSubject(choices, sound => change(sound, precision), precision));
  });
});

test.each<[string, Partial<typeof memory>]>([
  ['the latest steps', {}],
  [
    'without truncated steps',
    {
      storedTransitions: (steps, capacity) =>
        memory.storedTransitions(
          steps.filter(({ terminated, truncated }) => terminated || !truncated),
          capacity,
        ),
    },
  ],
  [
    'in another order, without the oldest when full',
    {
      storedTransitions: (steps, capacity) => {
        const rows = memory.storedTransitions(steps, capacity);
        return (steps.length < capacity ? rows : rows.slice(1)).toReversed();
      },
    },
  ],
])('a memory: %s', (_, different) => {
  holdsAll({ name: 'memory', unitRoundoff: 2 ** -53, ...memory, ...different });
});
