/** Learners by name: an algorithm with its conventions, the sizes of its networks, and when it learns. */
import type { Box, Discrete } from '../environments/index.ts';
import { log } from '../numerics/index.ts';
import { type Actions, continuousActions, discreteActions, type Squashing, squashing } from './actions.ts';
import type { Acting, Algorithm } from './algorithm.ts';
import {
  type StateValuesConventions,
  type StateValuesParameters,
  stateValues,
  stateValuesConventions,
} from './state-values.ts';
import type { TrainingSettings } from './training.ts';
import { TrainingError } from './training-error.ts';
import {
  type TwinCriticsConventions,
  type TwinCriticsParameters,
  twinCritics,
  twinCriticsConventions,
} from './twin-critics.ts';

/** What a learner acts in. */
export interface Spaces {
  readonly observationSize: number;
  readonly actions: Box | Discrete;
}

/** Whose update a preset reproduces. */
export interface Origin {
  readonly library: string;
  readonly file: string;
}

/** What any learner is made of. */
interface Common {
  /** Whose learner it is, in a line. */
  readonly summary: string;
  readonly origin?: Origin;
  readonly settings: TrainingSettings;
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  readonly squashing: Squashing;
  /** Whether it also chooses among finitely many actions. */
  readonly isForDiscrete: boolean;
}

/** A learner as data, which {@link preset} makes one of. The target entropy is up to the actions. */
export type Recipe = Common &
  (
    | {
        readonly variant: 'twin critics';
        readonly parameters: Omit<TwinCriticsParameters, 'targetEntropy'>;
        readonly conventions: TwinCriticsConventions;
      }
    | {
        readonly variant: 'state values';
        readonly parameters: StateValuesParameters;
        readonly conventions: StateValuesConventions;
      }
  );

/** What may be changed of a preset; what its variant does not know of is left out. */
export type Changes = Partial<TwinCriticsParameters & StateValuesParameters & Pick<Common, 'hidden'>>;

export type Preset = Recipe & {
  /**
   * The algorithm for these spaces.
   * @throws {@link TrainingError} for finitely many actions where it has no policy for them.
   */
  algorithm(spaces: Spaces, changes?: Changes): Algorithm<Acting, object>;
};

/** $-d$ in a box, and half of the largest entropy among finitely many actions. */
const targetEntropyOf = (actions: Box | Discrete): number =>
  actions.kind === 'box' ? -actions.low.length : log(actions.count) / 2;

const learnerOf = <A>(recipe: Recipe, actions: Actions<A>, targetEntropy: number, changes: Changes) =>
  recipe.variant === 'twin critics'
    ? twinCritics(actions, { targetEntropy, ...recipe.parameters, ...changes }, recipe.conventions)
    : stateValues(actions, { ...recipe.parameters, ...changes }, recipe.conventions);

export const preset = (recipe: Recipe): Preset => ({
  ...recipe,
  algorithm: ({ observationSize, actions }, { hidden = recipe.hidden, ...changes } = {}) => {
    const targetEntropy = targetEntropyOf(actions);
    if (actions.kind === 'box') {
      const boxed = continuousActions(observationSize, actions.low.length, hidden, recipe.squashing, actions);
      return learnerOf(recipe, boxed, targetEntropy, changes);
    }
    if (recipe.isForDiscrete)
      return learnerOf(recipe, discreteActions(observationSize, actions.count, hidden), targetEntropy, changes);
    throw new TrainingError(
      `the environment has ${actions.count} discrete actions, expected a box of them (${recipe.summary} has no policy for others: take the preset soft-bellman or algorithm-1)`,
    );
  },
});

/** What all published learners have in common. */
const hidden = [256, 256];
const common = { discount: 0.99, tau: 0.005, temperature: 1 };

const settings: TrainingSettings = {
  capacity: 1_000_000,
  batchSize: 256,
  learningStarts: 100,
  updatesPerStep: 1,
  updateEvery: 1,
};

const clamped: Squashing = { ...squashing, logDeviation: { map: 'clamp', lower: -20, upper: 2 } };

const softBellman = preset({
  summary: 'twin critics and a learned temperature, every formula as it is defined',
  settings,
  variant: 'twin critics',
  hidden,
  parameters: { ...common, actorRate: 1e-3, criticRate: 1e-3, temperatureRate: 1e-3 },
  conventions: twinCriticsConventions,
  squashing,
  isForDiscrete: true,
});

/** A temperature of 1/5 is what the usual reward scale of 5 amounts to. */
const algorithm1 = preset({
  summary:
    'Algorithm 1 of the first paper: state values, one critic and a fixed temperature, every formula as it is defined',
  settings: { ...settings, learningStarts: 1000 },
  variant: 'state values',
  hidden,
  parameters: { ...common, temperature: 0.2, valueRate: 3e-4, criticRate: 3e-4, actorRate: 3e-4 },
  conventions: stateValuesConventions,
  squashing,
  isForDiscrete: true,
});

const sb3 = preset({
  summary: 'the SAC of Stable-Baselines3',
  origin: { library: 'Stable-Baselines3 2.9.2', file: 'stable_baselines3/sac/sac.py' },
  settings,
  variant: 'twin critics',
  hidden,
  parameters: { ...common, actorRate: 3e-4, criticRate: 3e-4, temperatureRate: 3e-4 },
  conventions: { ...twinCriticsConventions, temperature: 'log alpha' },
  squashing: { ...clamped, epsilon: 1e-6 },
  isForDiscrete: false,
});

const cleanrl = preset({
  summary: 'the SAC for continuous actions of CleanRL: the policy learns in every second update, twice',
  origin: { library: 'CleanRL 1.2.0', file: 'cleanrl/sac_continuous_action.py' },
  settings: { ...settings, learningStarts: 5000 },
  variant: 'twin critics',
  hidden,
  parameters: { ...common, actorRate: 3e-4, criticRate: 1e-3, temperatureRate: 1e-3 },
  conventions: {
    criticLossFactor: 2,
    temperature: 'log alpha',
    entropyOf: 'the policy after its step',
    policyEvery: 2,
  },
  squashing: { ...squashing, epsilon: 1e-6, densityOf: 'action', criticsTake: 'action' },
  isForDiscrete: false,
});

const spinningup = preset({
  summary: 'the SAC of Spinning Up in PyTorch, at a fixed temperature',
  origin: {
    library: "Spinning Up's PyTorch SAC (openai/spinningup, 038665d)",
    file: 'spinup/algos/pytorch/sac/sac.py',
  },
  settings: { ...settings, batchSize: 100, learningStarts: 1000, updateEvery: 50 },
  variant: 'twin critics',
  hidden,
  parameters: { ...common, temperature: 0.2, actorRate: 1e-3, criticRate: 1e-3, temperatureRate: 0 },
  conventions: { ...twinCriticsConventions, criticLossFactor: 2, temperature: 'fixed' },
  squashing: { ...clamped, criticsTake: 'action' },
  isForDiscrete: false,
});

const haarnojaV1 = preset({
  summary: "Haarnoja's first SAC: state values, twin critics and a reward scale",
  origin: { library: "Haarnoja's first SAC (haarnoja/sac, 8258e33)", file: 'sac/algos/sac.py' },
  settings: { ...settings, learningStarts: 1000 },
  variant: 'state values',
  hidden,
  parameters: { ...common, valueRate: 3e-4, criticRate: 3e-4, actorRate: 3e-4 },
  conventions: {
    critics: 2,
    rewardScale: 5,
    derivatives: 'at once',
    epsilonAdded: 'before the correction',
  },
  squashing: { ...clamped, epsilon: 1e-6 },
  isForDiscrete: false,
});

export const presets: Readonly<Record<string, Preset>> = {
  'soft-bellman': softBellman,
  'algorithm-1': algorithm1,
  sb3,
  cleanrl,
  spinningup,
  'haarnoja-v1': haarnojaV1,
};
