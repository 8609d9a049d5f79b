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
import { UNIT_ROUNDOFF } from '../../numerics/index.ts';
import { continuousActions } from '../../sac/actions.ts';
import type { Algorithm, Noise, Transitions } from '../../sac/algorithm.ts';
import { type Numbers, plainUpdater, type Training, type Updater, untrained } from '../../sac/learner.ts';
import { type TwinCriticsLosses, type TwinCriticsState, twinCritics } from '../../sac/twin-critics.ts';
import { handles } from './learner/handles.ts';

/** Units of each hidden layer: few, but so many that all of one layer are hardly ever at rest for all samples, when a critic says nothing. */
const HIDDEN = [16, 16];

type State = TwinCriticsState<Shape>;
type Losses = TwinCriticsLosses<Shape>;

interface Held {
  readonly algorithm: Algorithm<State, Losses>;
  readonly configuration: LearnerConfiguration;
  readonly training: Training<State>;
  readonly updated: Updater<State, Losses>;
}

type AlgorithmOf = (configuration: LearnerConfiguration, hidden: readonly number[]) => Algorithm<State, Losses>;

const asDefined: AlgorithmOf = (configuration, hidden) =>
  twinCritics(continuousActions(configuration.observationSize, configuration.actionSize, hidden), configuration);

/** The project's own learner, or another one with twin critics, by its plain evaluator. */
export const neuralSubject = (
  R: Elementary<number> = doubles,
  unitRoundoff: number = UNIT_ROUNDOFF,
  algorithmOf: AlgorithmOf = asDefined,
): Subject & LearnerOperations => {
  const { keep, kept, found } = handles<Held>();
  return {
    name: 'neural',
    unitRoundoff,
    learnerInit: configuration => {
      const algorithm = algorithmOf(configuration, HIDDEN);
      const training = untrained(algorithm, configuration.seed, R);
      return kept({ algorithm, configuration, training, updated: plainUpdater(algorithm, R) });
    },
    learnerUpdate: (handle, batch, noise) => {
      const held = found(handle);
      const { training, updated, algorithm } = held;
      const next = { ...held, training: updated(training, transitionsOf(batch), noiseOf(algorithm, noise)).training };
      keep(handle, next);
      return parametersOf(R, next);
    },
    learnerParameters: handle => parametersOf(R, found(handle)),
    learnerReload: handle => {
      const held = found(handle);
      return kept({ ...held, training: JSON.parse(JSON.stringify(held.training)) });
    },
  };
};

const transitionsOf = (batch: ReplayBatch): Transitions<Numbers> => ({
  observations: batch.observations.flat(),
  actions: batch.actions.flat(),
  rewards: batch.rewards,
  nextObservations: batch.nextObservations.flat(),
  terminated: batch.terminated.map(Number),
});

const noiseOf = ({ noise }: Algorithm<State, Losses>, { action, next }: UpdateNoise): Noise<Numbers> =>
  mapRecord(noise, (_, slot) => (slot === 'next' ? next : action).flat());

const halves = (numbers: Numbers): readonly (readonly number[])[] => {
  const all = Array.from(numbers);
  return [all.slice(0, all.length / 2), all.slice(all.length / 2)];
};

const parametersOf = (R: Elementary<number>, { configuration, training: { state } }: Held): LearnerParameters => ({
  actor: Array.from(state.actor.values),
  critics: halves(state.critics.values),
  targets: halves(state.targets),
  temperature: state.temperature ? R.exp(state.temperature.values[0]) : configuration.temperature,
});
