/** How a learner sees actions: numbers from $-1$ to 1 for those of a box, a single 1 among zeros for one of finitely many. */
import type { Box, Discrete } from '../environments/index.ts';
import { log, type Random } from '../numerics/index.ts';
import { TrainingError } from './training-error.ts';

/** The numbers in a row. */
export const rowSizeOf = (space: Box | Discrete): number => (space.kind === 'box' ? space.low.length : space.count);

/** The environment's action for a row: $-1$ and 1 are a box's bounds, and the largest of a row is the chosen one. */
export const actionOf = (space: Box | Discrete, row: Float32Array): readonly number[] =>
  space.kind === 'box'
    ? space.low.map((low, i) => low + ((row[i] + 1) / 2) * (space.high[i] - low))
    : [indexOfLargest(row)];

/** Of several that are largest, the first; -1 where one is NaN. */
const indexOfLargest = (row: Float32Array): number => row.indexOf(row.reduce((most, x) => Math.max(most, x)));

/**
 * The row of the action with the largest score.
 * @throws {@link TrainingError} where a score is NaN.
 */
export const fillLargest = (scores: Float32Array, row: Float32Array): void => {
  const largest = indexOfLargest(scores);
  if (largest < 0) throw new TrainingError('the policy gives no action: a score is NaN (training diverged?)');
  row.fill(0);
  row[largest] = 1;
};

/** A row of an action, all equally likely. */
export const fillAction = (space: Box | Discrete, source: Random, row: Float32Array): void => {
  if (space.kind === 'box') for (let i = 0; i < row.length; i++) row[i] = 2 * source.uniform() - 1;
  else {
    row.fill(0);
    row[source.below(row.length)] = 1;
  }
};

/**
 * What a policy draws an action with: standard normal numbers $\varepsilon$ for $\tanh(\mu + \sigma\varepsilon)$, or Gumbel numbers $g = -\ln(-\ln u)$, for which
 * $\arg\max_a (\log \pi(a) + g_a)$ has the probabilities $\pi$. With zeros instead it is the mean, or the likeliest action.
 */
export const fillNoise = (space: Box | Discrete, source: Random, noise: Float32Array): void => {
  if (space.kind === 'box') source.normals(noise);
  else for (let i = 0; i < noise.length; i++) noise[i] = -log(-log(source.uniform() || 2 ** -54));
};
