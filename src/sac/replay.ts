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

/** An empty memory. A row is $(s, a, r, s', \text{terminated})$, so that a transition is read from one place. */
export const replayMemory = (capacity: number, { observationSize, actionSize }: RowSizes): Replay => {
  const action = observationSize;
  const reward = action + actionSize;
  const nextObservation = reward + 1;
  const terminated = nextObservation + observationSize;
  const width = terminated + 1;
  const rows = new Float32Array(capacity * width);
  let stored = 0;
  const size = (): number => Math.min(stored, capacity);

  const copy = (index: number, batch: Batch, row: number): void => {
    const at = index * width;
    copyPart(rows, at, batch.observations, row, observationSize);
    copyPart(rows, at + action, batch.actions, row, actionSize);
    batch.rewards[row] = rows[at + reward];
    copyPart(rows, at + nextObservation, batch.nextObservations, row, observationSize);
    batch.terminated[row] = rows[at + terminated];
  };

  return {
    capacity,
    observationSize,
    actionSize,
    size,
    copy,
    store: (observation, taken, step) => {
      checkNumbers('the observation', observation, observationSize);
      checkNumbers('the action', taken, actionSize);
      checkNumbers('the next observation', step.observation, observationSize);
      if (!Number.isFinite(Math.fround(step.reward)))
        throw new TrainingError(`the reward is ${step.reward}, expected a finite number of single precision`);
      const at = (stored % capacity) * width;
      rows.set(observation, at);
      rows.set(taken, at + action);
      rows[at + reward] = step.reward;
      rows.set(step.observation, at + nextObservation);
      rows[at + terminated] = step.terminated ? 1 : 0;
      stored++;
    },
    sample: (source, batch) => {
      const count = size();
      for (let row = 0; row < batch.rewards.length; row++) copy(source.below(count), batch, row);
    },
    save: () => ({ rows: rows.subarray(0, size() * width), count: Float64Array.of(stored, capacity) }),
    restore: saved => {
      const [count, room] = arrayOf(saved, 'count', 'float64', 2);
      if (room !== capacity || !Number.isSafeInteger(count) || count < 0)
        throw new TrainingError(
          `what is saved is a memory of ${count} transitions in ${room} places, expected ${capacity} places`,
        );
      rows.set(arrayOf(saved, 'rows', 'float32', Math.min(count, capacity) * width));
      stored = count;
    },
  };
};

/** Without a view, so that nothing is allocated. */
const copyPart = (from: Float32Array, at: number, to: Float32Array, row: number, length: number): void => {
  for (let i = 0; i < length; i++) to[row * length + i] = from[at + i];
};
