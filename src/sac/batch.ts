import { TrainingError } from './training-error.ts';

/** $n$ transitions, one row each, in single precision. */
export interface Batch {
  /** $n \times$ the size of an observation. */
  readonly observations: Float32Array;
  /** $n \times$ the size of an action. */
  readonly actions: Float32Array;
  /** $n$. */
  readonly rewards: Float32Array;
  /** As `observations`: what each action led to in its own episode. */
  readonly nextObservations: Float32Array;
  /** $n$ times 1 where the episode terminated, else 0, also where it was only truncated. */
  readonly terminated: Float32Array;
}

/** What a row holds, in numbers. */
export interface RowSizes {
  readonly observationSize: number;
  readonly actionSize: number;
}

/** Room for a batch of `size` transitions. */
export const batchOf = (size: number, { observationSize, actionSize }: RowSizes): Batch => ({
  observations: new Float32Array(size * observationSize),
  actions: new Float32Array(size * actionSize),
  rewards: new Float32Array(size),
  nextObservations: new Float32Array(size * observationSize),
  terminated: new Float32Array(size),
});

/** @throws {@link TrainingError} unless every field has its numbers for `size` transitions, and all are finite. */
export const checkBatch = (batch: Batch, size: number, { observationSize, actionSize }: RowSizes): void => {
  checkNumbers("the batch's observations", batch.observations, size * observationSize, size);
  checkNumbers("the batch's actions", batch.actions, size * actionSize, size);
  checkNumbers("the batch's rewards", batch.rewards, size, size);
  checkNumbers("the batch's nextObservations", batch.nextObservations, size * observationSize, size);
  checkNumbers("the batch's terminated", batch.terminated, size, size);
};

/** @throws {@link TrainingError} unless `list` has `rows` rows of finite numbers, `length` altogether. */
export const checkNumbers = (what: string, list: ArrayLike<number>, length: number, rows = 1): void => {
  const width = length / rows;
  if (list.length !== length)
    throw new TrainingError(`${what}: ${list.length} numbers, expected ${rows} times ${width}`);
  for (let i = 0; i < length; i++) {
    if (!Number.isFinite(list[i]))
      throw new TrainingError(
        `${what}: ${list[i]} in row ${Math.floor(i / width)}, column ${i % width}, expected a finite number (0/0 in an environment, or a diverged policy?)`,
      );
  }
};
