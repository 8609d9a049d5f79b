import type { Environment } from '../environments/index.ts';
import { type Random, random } from '../numerics/index.ts';
import { actionOf, fillAction, fillNoise, rowSizeOf } from './action-rows.ts';
import { type Arrays, arrayOf, named, partOf } from './arrays.ts';
import { type Batch, batchOf } from './batch.ts';
import { type Replay, replayMemory } from './replay.ts';
import { TrainingError } from './training-error.ts';

/** What is random in an update of $n$ transitions: $n \times$ the size of an action, for actions at $s$ and at $s'$. */
export interface UpdateNoise {
  readonly action: Float32Array;
  readonly next: Float32Array;
}

/** What learns. All that is random comes with the calls; arguments are valid only until the next call. */
export interface Learner {
  /** The row of an action at an observation, drawn with the given noise; noise of zeros asks for the one that is best so far. */
  act(observation: Float32Array, noise: Float32Array): Float32Array | Promise<Float32Array>;
  update(batch: Batch, noise: UpdateNoise): void | Promise<void>;
  save(): Arrays;
  /** @throws {@link TrainingError} for what a learner of another shape saved; nothing is changed then. */
  restore(saved: Arrays): void;
}

export interface TrainingSettings {
  /** Transitions that are remembered. */
  readonly capacity: number;
  /** Transitions in an update. */
  readonly batchSize: number;
  /** Steps with actions drawn evenly, before anything is learned. */
  readonly learningStarts: number;
  /** Updates for each step after these. */
  readonly updatesPerStep: number;
  /** Steps from one round of updates to the next. */
  readonly updateEvery: number;
}

/** Learning from one environment, step by step: the same seed gives the same bits, and so does going on from what was saved. */
export interface Training {
  /** Takes one step in the environment, and then makes the updates that are due. */
  step(): Promise<void>;
  readonly replay: Replay;
  /** Steps taken. */
  steps(): number;
  /** Updates made. */
  updates(): number;
  /** The returns of all episodes that have ended. */
  returns(): readonly number[];
  save(): Arrays;
  /** @throws {@link TrainingError} for what another training saved. The learner and the environment may have changed then. */
  restore(saved: Arrays): void;
}

/** Updates due after $t$ steps: $\lfloor (t' - \text{learningStarts}) \cdot \text{updatesPerStep} \rfloor$, $t'$ the last multiple of `updateEvery`, and not less than 0. */
export const updatesDue = (
  steps: number,
  { learningStarts, updatesPerStep, updateEvery }: Omit<TrainingSettings, 'capacity' | 'batchSize'>,
): number => Math.floor(Math.max(0, steps - (steps % updateEvery) - learningStarts) * updatesPerStep);

/** Training from the first step on. The seed decides all that is random; see {@link random} for its domain. */
export const training = (
  environment: Environment,
  learner: Learner,
  settings: TrainingSettings,
  seed: number,
): Training => {
  checkSettings(settings);
  const { actionSpace } = environment;
  const sizes = { observationSize: environment.observationSpace.low.length, actionSize: rowSizeOf(actionSpace) };
  const replay = replayMemory(settings.capacity, sizes);
  const batch = batchOf(settings.batchSize, sizes);
  const row = new Float32Array(sizes.actionSize);
  const noise = new Float32Array(sizes.actionSize);
  const updateNoise = {
    action: new Float32Array(batch.actions.length),
    next: new Float32Array(batch.actions.length),
  };
  /** The environment has stream 0 of the seed. */
  const [acting, sampling, updating]: readonly Random[] = [1, 2, 3].map(stream => random(seed, stream));

  let observation = environment.reset(seed);
  let [steps, updates, earned] = [0, 0, 0];
  let returns: number[] = [];

  const action = async (): Promise<Float32Array> => {
    if (steps < settings.learningStarts) {
      fillAction(actionSpace, acting, row);
      return row;
    }
    fillNoise(actionSpace, acting, noise);
    return learner.act(observation, noise);
  };

  const update = async (): Promise<void> => {
    replay.sample(sampling, batch);
    fillNoise(actionSpace, updating, updateNoise.action);
    fillNoise(actionSpace, updating, updateNoise.next);
    await learner.update(batch, updateNoise);
  };

  return {
    replay,
    steps: () => steps,
    updates: () => updates,
    returns: () => returns,
    step: async () => {
      const chosen = await action();
      const step = environment.step(actionOf(actionSpace, chosen));
      replay.store(observation, chosen, step);
      steps++;
      earned += step.reward;
      observation = step.observation;
      if (step.terminated || step.truncated) {
        returns.push(earned);
        earned = 0;
        observation = environment.reset();
      }
      for (const due = updatesDue(steps, settings); updates < due; updates++) await update();
    },
    save: () => ({
      ...named('learner', learner.save()),
      ...named('replay', replay.save()),
      environment: environment.save(),
      observation,
      counts: Float64Array.of(steps, updates, earned),
      returns: Float64Array.from(returns),
      acting: acting.words,
      sampling: sampling.words,
      updating: updating.words,
    }),
    restore: saved => {
      const counts = arrayOf(saved, 'counts', 'float64', 3);
      const current = arrayOf(saved, 'observation', 'float32', sizes.observationSize).slice();
      const words = [acting, sampling, updating].map((source, i) => ({
        source,
        words: arrayOf(saved, ['acting', 'sampling', 'updating'][i], 'uint32', 4),
      }));
      const past = Array.from(arrayOf(saved, 'returns', 'float64'));
      const place = arrayOf(saved, 'environment', 'float64');
      learner.restore(partOf('learner', saved));
      replay.restore(partOf('replay', saved));
      environment.restore(place);
      for (const { source, words: numbers } of words) source.words.set(numbers);
      [steps, updates, earned] = counts;
      observation = current;
      returns = past;
    },
  };
};

/** @throws {@link TrainingError} naming the first setting outside of its domain. */
const checkSettings = (settings: TrainingSettings): void => {
  const whole = (name: keyof TrainingSettings, least: number, most: number): void => {
    const value = settings[name];
    if (!(Number.isInteger(value) && value >= least && value <= most))
      throw new TrainingError(`${name} is ${value}, expected a whole number from ${least} to ${most}`);
  };
  whole('capacity', 1, 2 ** 31);
  whole('batchSize', 1, 2 ** 20);
  whole('learningStarts', 0, Number.MAX_SAFE_INTEGER);
  whole('updateEvery', 1, 2 ** 20);
  const { updatesPerStep } = settings;
  if (!(updatesPerStep >= 0 && updatesPerStep <= 1024))
    throw new TrainingError(`updatesPerStep is ${updatesPerStep}, expected a number from 0 to 1024`);
};
