import type { Step } from '../environments/index.ts';
import type { Random } from '../numerics/index.ts';
import { type Arrays, arrayOf } from './arrays.ts';
import { type Batch, checkNumbers, type RowSizes } from './batch.ts';
import { TrainingError } from './training-error.ts';

/**
 * The latest transitions $(s, a, r, s')$ that there is room for, in single precision, and whether each terminated. A time limit is not stored:
 * what could be earned after it is as good as after any other step.
 */
export interface Replay extends RowSizes {
  readonly capacity: number;
  /** How many transitions there are, at most `capacity`. */
  size(): number;
  /**
   * Adds what `action` at `observation` led to, in place of the oldest where the memory is full.
   * @throws {@link TrainingError} for a wrong number of entries or one that is not finite; nothing is stored then.
   */
  store(observation: ArrayLike<number>, action: ArrayLike<number>, step: Step): void;
  /** Fills a batch with transitions drawn independently, all equally likely. There must be one. */
  sample(source: Random, batch: Batch): void;
  /** Copies the transition in place `index`, below `size()`, to a row of a batch. */
  copy(index: number, batch: Batch, row: number): void;
  save(): Arrays;
  /** @throws {@link TrainingError} for what a memory of another capacity or other rows saved; nothing is changed then. */
  restore(saved: Arrays): void;
}

/** An empty memory. */
export const replayMemory = (capacity: number, { observationSize, actionSize }: RowSizes): Replay => {
  const observations = new Float32Array(capacity * observationSize);
  const actions = new Float32Array(capacity * actionSize);
  const rewards = new Float32Array(capacity);
  const nextObservations = new Float32Array(capacity * observationSize);
  const terminated = new Uint8Array(capacity);
  let stored = 0;
  const size = (): number => Math.min(stored, capacity);

  const copy = (index: number, batch: Batch, row: number): void => {
    copyRow(observations, index, batch.observations, row, observationSize);
    copyRow(actions, index, batch.actions, row, actionSize);
    batch.rewards[row] = rewards[index];
    copyRow(nextObservations, index, batch.nextObservations, row, observationSize);
    batch.terminated[row] = terminated[index];
  };

  return {
    capacity,
    observationSize,
    actionSize,
    size,
    copy,
    store: (observation, action, step) => {
      checkNumbers('the observation', observation, observationSize);
      checkNumbers('the action', action, actionSize);
      checkNumbers('the next observation', step.observation, observationSize);
      if (!Number.isFinite(Math.fround(step.reward)))
        throw new TrainingError(`the reward is ${step.reward}, expected a finite number of single precision`);
      const at = stored % capacity;
      observations.set(observation, at * observationSize);
      actions.set(action, at * actionSize);
      rewards[at] = step.reward;
      nextObservations.set(step.observation, at * observationSize);
      terminated[at] = step.terminated ? 1 : 0;
      stored++;
    },
    sample: (source, batch) => {
      const count = size();
      for (let row = 0; row < batch.rewards.length; row++) copy(source.below(count), batch, row);
    },
    save: () => ({
      observations: observations.subarray(0, size() * observationSize),
      actions: actions.subarray(0, size() * actionSize),
      rewards: rewards.subarray(0, size()),
      nextObservations: nextObservations.subarray(0, size() * observationSize),
      terminated: terminated.subarray(0, size()),
      count: Float64Array.of(stored, capacity),
    }),
    restore: saved => {
      const [count, room] = arrayOf(saved, 'count', 'float64', 2);
      if (room !== capacity || !Number.isSafeInteger(count) || count < 0)
        throw new TrainingError(
          `what is saved is a memory of ${count} transitions in ${room} places, expected ${capacity} places`,
        );
      const n = Math.min(count, capacity);
      const from = {
        observations: arrayOf(saved, 'observations', 'float32', n * observationSize),
        actions: arrayOf(saved, 'actions', 'float32', n * actionSize),
        rewards: arrayOf(saved, 'rewards', 'float32', n),
        nextObservations: arrayOf(saved, 'nextObservations', 'float32', n * observationSize),
        terminated: arrayOf(saved, 'terminated', 'uint8', n),
      };
      observations.set(from.observations);
      actions.set(from.actions);
      rewards.set(from.rewards);
      nextObservations.set(from.nextObservations);
      terminated.set(from.terminated);
      stored = count;
    },
  };
};

/** Without a view, so that nothing is allocated. */
const copyRow = (from: Float32Array, index: number, to: Float32Array, row: number, width: number): void => {
  for (let i = 0; i < width; i++) to[row * width + i] = from[index * width + i];
};
