import type {
  LearnerConfiguration,
  LearnerOperations,
  LearnerParameters,
  ReplayBatch,
  Subject,
  UpdateNoise,
} from '../../../properties/subject.ts';
import { doubles, type Elementary } from '../../engines/elementary.ts';
import { mapRecord } from '../../engines/graph.ts';
import type { Shape } from '../../engines/tensor.ts';
import { flatten, unflatten } from '../../engines/tree.ts';
import { UNIT_ROUNDOFF } from '../../numerics/index.ts';
import { continuousActions } from '../../sac/actions.ts';
import type { Algorithm, Noise, Transitions } from '../../sac/algorithm.ts';
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
import { type TwinCriticsLosses, type TwinCriticsState, twinCritics } from '../../sac/twin-critics.ts';
import { handles } from './learner/handles.ts';

/** Units of each hidden layer: few, but so many that all of one layer are hardly ever at rest for all samples, when a critic says nothing. */
const HIDDEN = [16, 16];

type State = TwinCriticsState<Shape>;
type Losses = TwinCriticsLosses<Shape>;

interface Held {
  readonly algorithm: Algorithm<State, Losses>;
  readonly training: Training<State>;
  readonly updated: Updater<State, Losses>;
}

/** The project's own learner, by its plain evaluator or whatever else runs a graph. */
export const neuralSubject = (
  R: Elementary<number> = doubles,
  unitRoundoff: number = UNIT_ROUNDOFF,
  evaluate: Evaluate = plainly(R),
): Subject & LearnerOperations => {
  const { keep, kept, found } = handles<Held>();

  /** Learners of one configuration after the other share their graphs. */
  let last: { readonly key: string; readonly made: Omit<Held, 'training'> } | undefined;
  const made = (configuration: LearnerConfiguration): Omit<Held, 'training'> => {
    const key = JSON.stringify({ ...configuration, seed: undefined });
    if (last?.key !== key) {
      const algorithm = algorithmOf(configuration);
      last = { key, made: { algorithm, updated: updater(algorithm, evaluate) } };
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
      const learner = found(handle);
      const next = learner.updated(learner.training, transitionsOf(batch), noiseOf(noise)).training;
      keep(handle, { ...learner, training: next });
      return parametersOf(R, next);
    },
    learnerParameters: handle => parametersOf(R, found(handle).training),
    learnerReload: handle => {
      const learner = found(handle);
      return kept({ ...learner, training: reloaded(learner) });
    },
  };
};

/** Through the bytes of a checkpoint, in doubles: these hold every number of either precision. */
const reloaded = ({ algorithm, training }: Held): Training<State> => {
  const saved = flatten<State, Numbers>(algorithm.state, training.state);
  const arrays = mapRecord({ ...saved, updates: [training.updates] }, numbers => Float64Array.from(numbers));
  const { updates, ...state } = readCheckpoint(Buffer.concat(writeCheckpoint({}, arrays)), {});
  return { state: unflatten<State, Numbers>(algorithm.state, state), updates: updates[0] };
};

const algorithmOf = (configuration: LearnerConfiguration): Algorithm<State, Losses> =>
  twinCritics(continuousActions(configuration.observationSize, configuration.actionSize, HIDDEN), configuration);

const transitionsOf = (batch: ReplayBatch): Transitions<Numbers> => ({
  observations: batch.observations.flat(),
  actions: batch.actions.flat(),
  rewards: batch.rewards,
  nextObservations: batch.nextObservations.flat(),
  terminated: batch.terminated.map(Number),
});

const noiseOf = ({ action, next }: UpdateNoise): Noise<Numbers> => ({ action: action.flat(), next: next.flat() });

const halves = (numbers: Numbers): readonly (readonly number[])[] => {
  const all = Array.from(numbers);
  return [all.slice(0, all.length / 2), all.slice(all.length / 2)];
};

const parametersOf = (R: Elementary<number>, { state }: Training<State>): LearnerParameters => ({
  actor: Array.from(state.actor.values),
  critics: halves(state.critics.values),
  targets: halves(state.targets),
  temperature: R.exp(state.temperature.values[0]),
});
