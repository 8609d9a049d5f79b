import fc from 'fast-check';
import { sampledValue, target } from '../agent-model.ts';
import * as observed from '../agent-observation.ts';
import { type Approximation, equal, exact, mul, sub } from '../approximation.ts';
import { rolloutBatch } from '../batches.ts';
import type { Law } from '../law.ts';
import type { RolloutBatch } from '../subject.ts';

/** $y_j$ of row `i`. */
const backup = (batch: RolloutBatch, i: number, j: number): Approximation => {
  const { rewards, terminated, truncated, nextValues, nextLogProb, discount, temperature } = batch;
  const logProb = nextLogProb[i][j];
  const isLast = truncated[i][j] || terminated[i][j] || j + 1 === rewards[i].length;
  const next = isLast
    ? sampledValue(nextValues[i][j], logProb, temperature)
    : sub(backup(batch, i, j + 1), mul(exact(temperature), exact(logProb)));
  return target(rewards[i][j], discount, terminated[i][j], next);
};

/**
 * The target of $k$ steps is $k$ backups, each with the entropy of the state it comes from, up to the first end of an episode:
 * $$y_j = r_j + \gamma (1 - d_j) \left( Z_{j+1} - \alpha \log \pi(a_{j+1} \mid s_{j+1}) \right)$$
 * where $Z_{j+1}$ is $\min(Q_1, Q_2)(s_{j+1}, a_{j+1})$ at the last step and where truncated, $y_{j+1}$ elsewhere.
 */
export const rolloutTarget: Law<'rolloutTarget'> = {
  id: 'rollout-target',
  needs: ['rolloutTarget'],
  property: subject =>
    fc.property(rolloutBatch, batch => {
      observed.rolloutTarget(subject, batch).forEach((y, i) => {
        equal(y, backup(batch, i, 0), `y = r + gamma (1 - d) V, step by step, for rollout ${i}`);
      });
    }),
};
