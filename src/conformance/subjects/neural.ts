import type {
  LearnerConfiguration,
  LearnerOperations,
  LearnerParameters,
  ReplayBatch,
  Subject,
  UpdateNoise,
} from '../../../properties/subject.ts';
import { doubles, type Elementary } from '../../engines/elementary.ts';
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
  readonly training: Training<State>;
  readonly updated: Updater<State, Losses>;
}

/** The project's own learner, by its plain evaluator. */
export const neuralSubject = (
  R: Elementary<number> = doubles,
  unitRoundoff: number = UNIT_ROUNDOFF,
): Subject & LearnerOperations => {
  const { keep, kept, found } = handles<Held>();
  return {
    name: 'neural',
    unitRoundoff,
    learnerInit: configuration => {
      const algorithm = algorithmOf(configuration);
      return kept({ training: untrained(algorithm, configuration.seed, R), updated: plainUpdater(algorithm, R) });
    },
    learnerUpdate: (handle, batch, noise) => {
      const { training, updated } = found(handle);
      const next = updated(training, transitionsOf(batch), noiseOf(noise)).training;
      keep(handle, { training: next, updated });
      return parametersOf(R, next);
    },
    learnerParameters: handle => parametersOf(R, found(handle).training),
    learnerReload: handle => {
      const { training, updated } = found(handle);
      return kept({ training: JSON.parse(JSON.stringify(training)), updated });
    },
  };
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
