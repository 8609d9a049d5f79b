import type {
  LearnerConfiguration,
  LearnerOperations,
  LearnerParameters,
  ReplayBatch,
  Subject,
} from '../../../properties/subject.ts';
import { doubles, type Elementary } from '../../engines/elementary.ts';
import { mapRecord } from '../../engines/graph.ts';
import type { Shape } from '../../engines/tensor.ts';
import { type Filled, flatten, unflatten } from '../../engines/tree.ts';
import { UNIT_ROUNDOFF } from '../../numerics/index.ts';
import { continuousActions } from '../../sac/actions.ts';
import type { Acting, Algorithm, Transitions } from '../../sac/algorithm.ts';
import { readCheckpoint, writeCheckpoint } from '../../sac/checkpoint.ts';
import {
  type Evaluate,
  type Numbers,
  plainly,
  type Training,
  type Updater,
  untrained,
  updater,
} from '../../sac/learner.ts';
import { type TwinCriticsState, twinCritics } from '../../sac/twin-critics.ts';
import { handles } from './learner/handles.ts';

/** Units of each hidden layer: few, but so many that all of one layer are hardly ever at rest for all samples, when a critic says nothing. */
const HIDDEN = [16, 16];

/** An algorithm, and which of its numbers the laws speak of. */
export interface Learning<S extends Acting> {
  readonly algorithm: Algorithm<S, object>;
  parameters(state: Filled<S, Numbers>): LearnerParameters;
}

interface Held<S extends Acting> extends Learning<S> {
  readonly training: Training<S>;
  readonly updated: Updater<S, object>;
}

/** A learner by its plain evaluator, or by whatever else runs a graph. */
export const learnerSubject = <S extends Acting>(
  learning: (configuration: LearnerConfiguration, hidden: readonly number[]) => Learning<S>,
  R: Elementary<number> = doubles,
  unitRoundoff: number = UNIT_ROUNDOFF,
  evaluate: Evaluate = plainly(R),
): Subject & LearnerOperations => {
  const { keep, kept, found } = handles<Held<S>>();
  const parametersOf = ({ parameters, training }: Held<S>): LearnerParameters => parameters(training.state);

  /** Learners of one configuration after the other share their graphs. */
  let last: { readonly key: string; readonly made: Omit<Held<S>, 'training'> } | undefined;
  const made = (configuration: LearnerConfiguration): Omit<Held<S>, 'training'> => {
    const key = JSON.stringify({ ...configuration, seed: undefined });
    if (last?.key !== key) {
      const { algorithm, parameters } = learning(configuration, HIDDEN);
      last = { key, made: { algorithm, parameters, updated: updater(algorithm, evaluate) } };
    }
    return last.made;
  };

  return {
    name: 'neural',
    unitRoundoff,
    learnerInit: configuration => {
      const learner = made(configuration);
      return kept({ ...learner, training: untrained(learner.algorithm, configuration.seed, R) });
    },
    learnerUpdate: (handle, batch, noise) => {
      const held = found(handle);
      const { training, updated, algorithm } = held;
      const slots = mapRecord(algorithm.noise, (_, slot) => (slot === 'next' ? noise.next : noise.action).flat());
      const next = { ...held, training: updated(training, transitionsOf(batch), slots).training };
      keep(handle, next);
      return parametersOf(next);
    },
    learnerParameters: handle => parametersOf(found(handle)),
    learnerReload: handle => {
      const held = found(handle);
      return kept({ ...held, training: reloaded(held) });
    },
  };
};

/** Through the bytes of a checkpoint, in doubles: these hold every number of either precision. */
const reloaded = <S extends Acting>({ algorithm, training }: Held<S>): Training<S> => {
  const saved = flatten<S, Numbers>(algorithm.state, training.state);
  const arrays = mapRecord({ ...saved, updates: [training.updates] }, numbers => Float64Array.from(numbers));
  const { updates, ...state } = readCheckpoint(Buffer.concat(writeCheckpoint({}, arrays)), {});
  return { state: unflatten<S, Numbers>(algorithm.state, state), updates: updates[0] };
};

/** What the laws speak of in twin critics. */
export const twinCriticsLearning = (
  algorithm: Algorithm<TwinCriticsState<Shape>, object>,
  { temperature }: LearnerConfiguration,
  R: Elementary<number> = doubles,
): Learning<TwinCriticsState<Shape>> => ({
  algorithm,
  parameters: state => ({
    actor: Array.from(state.actor.values),
    critics: halves(state.critics.values),
    targets: halves(state.targets),
    temperature: state.temperature ? R.exp(state.temperature.values[0]) : temperature,
  }),
});

/** The project's own learner. */
export const neuralSubject = (
  R: Elementary<number> = doubles,
  unitRoundoff: number = UNIT_ROUNDOFF,
  evaluate: Evaluate = plainly(R),
): Subject & LearnerOperations =>
  learnerSubject(
    (configuration, hidden) => {
      const { observationSize, actionSize } = configuration;
      const algorithm = twinCritics(continuousActions(observationSize, actionSize, hidden), configuration);
      return twinCriticsLearning(algorithm, configuration, R);
    },
    R,
    unitRoundoff,
    evaluate,
  );

const transitionsOf = (batch: ReplayBatch): Transitions<Numbers> => ({
  observations: batch.observations.flat(),
  actions: batch.actions.flat(),
  rewards: batch.rewards,
  nextObservations: batch.nextObservations.flat(),
  terminated: batch.terminated.map(Number),
});

const halves = (numbers: Numbers): readonly (readonly number[])[] => {
  const all = Array.from(numbers);
  return [all.slice(0, all.length / 2), all.slice(all.length / 2)];
};
