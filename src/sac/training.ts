import type { Environment } from '../environments/index.ts';
import { type Random, random } from '../numerics/index.ts';
import { actionOf, fillAction, fillNoise, rowSizeOf } from './action-rows.ts';
import { type Arrays, arrayOf, named, partOf } from './arrays.ts';
import { type Batch, batchOf } from './batch.ts';
import { type Replay, replayMemory } from './replay.ts';
import { TrainingError } from './training-error.ts';

/** What is random in an update, by name. */
export type UpdateNoise = Readonly<Record<string, Float32Array>>;

/** What an update went down, by name. */
export type Losses = Readonly<Record<string, number>>;

/** What learns. All that is random comes with the calls; arguments are valid only until the next call. */
export interface Learner {
  /** The numbers in each list of noise that an update takes; they are drawn in the order of these names. */
  readonly noise: Readonly<Record<string, number>>;
  /** The names of the losses. */
  readonly losses: readonly string[];
  /** The row of an action at an observation, drawn with the given noise; noise of zeros asks for the one that is best so far. */
  act(observation: Float32Array, noise: Float32Array): Float32Array | Promise<Float32Array>;
  /** Its losses, or some of them where others wait for another update. */
  update(batch: Batch, noise: UpdateNoise): Losses | Promise<Losses>;
  /** @throws {@link TrainingError} where what has been learned is not finite. */
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

/** An episode that has ended. */
export interface Episode {
  /** Steps taken in all episodes up to its end. */
  readonly step: number;
  /** The undiscounted sum of its rewards. */
  readonly return: number;
  /** Each as an update gave it last until then; NaN before the first. */
  readonly losses: Losses;
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
  episodes(): readonly Episode[];
  /** Each as an update gave it last; NaN before the first. */
  losses(): Losses;
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
  const updateNoise = Object.entries(learner.noise).map(([name, length]) => [name, new Float32Array(length)] as const);
  const namedNoise: UpdateNoise = Object.fromEntries(updateNoise);
  /** The environment has stream 0 of the seed. */
  const [acting, sampling, updating]: readonly Random[] = [1, 2, 3].map(stream => random(seed, stream));

  let observation = environment.reset(seed);
  let [steps, updates, earned] = [0, 0, 0];
  let losses = lossesOf(learner.losses, []);
  let episodes: Episode[] = [];

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
    for (const [, list] of updateNoise) fillNoise(actionSpace, updating, list);
    losses = { ...losses, ...(await learner.update(batch, namedNoise)) };
    for (const [name, loss] of Object.entries(losses))
      if (!Number.isFinite(loss))
        throw new TrainingError(
          `diverged: the loss ${name} is ${loss} at step ${steps}, expected a finite number (rewards too large, or rates too high?)`,
        );
  };

  return {
    replay,
    steps: () => steps,
    updates: () => updates,
    episodes: () => episodes,
    losses: () => losses,
    step: async () => {
      const chosen = await action();
      const step = environment.step(actionOf(actionSpace, chosen));
      replay.store(observation, chosen, step);
      steps++;
      earned += step.reward;
      observation = step.observation;
      for (const due = updatesDue(steps, settings); updates < due; updates++) await update();
      if (step.terminated || step.truncated) {
        episodes.push({ step: steps, return: earned, losses });
        earned = 0;
        observation = environment.reset();
      }
    },
    save: () => ({
      ...named('learner', learner.save()),
      ...named('replay', replay.save()),
      environment: environment.save(),
      observation,
      counts: Float64Array.of(steps, updates, earned),
      losses: Float64Array.from(learner.losses, name => losses[name]),
      episodes: Float64Array.from(
        episodes.flatMap(episode => [
          episode.step,
          episode.return,
          ...learner.losses.map(name => episode.losses[name]),
        ]),
      ),
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
      const last = arrayOf(saved, 'losses', 'float64', learner.losses.length);
      const past = arrayOf(saved, 'episodes', 'float64');
      const place = arrayOf(saved, 'environment', 'float64');
      learner.restore(partOf('learner', saved));
      replay.restore(partOf('replay', saved));
      environment.restore(place);
      for (const { source, words: numbers } of words) source.words.set(numbers);
      [steps, updates, earned] = counts;
      observation = current;
      losses = lossesOf(learner.losses, last);
      episodes = episodesOf(learner.losses, past);
    },
  };
};

const lossesOf = (names: readonly string[], numbers: ArrayLike<number>): Losses =>
  Object.fromEntries(names.map((name, i) => [name, numbers[i] ?? Number.NaN]));

/** Of rows $(\text{step}, \text{return}, \text{losses})$. */
const episodesOf = (names: readonly string[], rows: Float64Array): Episode[] => {
  const width = 2 + names.length;
  return Array.from({ length: Math.floor(rows.length / width) }, (_, k) => {
    const [step, earned, ...losses] = rows.subarray(k * width, (k + 1) * width);
    return { step, return: earned, losses: lossesOf(names, losses) };
  });
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
