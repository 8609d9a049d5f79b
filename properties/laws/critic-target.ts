import fc from 'fast-check';
import { sampledValue, target } from '../agent-model.ts';
import * as observed from '../agent-observation.ts';
import { equal } from '../approximation.ts';
import { transitionBatch } from '../batches.ts';
import type { Law } from '../law.ts';

/**
 * The target of the critics is the soft Bellman backup of a transition with one sampled action, for every sample by itself:
 * $$y_i = r_i + \gamma (1 - d_i) (\min(Q_1, Q_2)(s_i', a_i') - \alpha \log \pi(a_i' \mid s_i'))$$
 */
export const criticTarget: Law<'criticTarget'> = {
  id: 'critic-target',
  needs: ['criticTarget'],
  property: subject =>
    fc.property(transitionBatch, batch => {
      const { rewards, terminated, nextValues, nextLogProb, discount, temperature } = batch;
      observed.criticTarget(subject, batch).forEach((y, i) => {
        const next = sampledValue(nextValues[i], nextLogProb[i], temperature);
        const backup = target(rewards[i], discount, terminated[i], next);
        equal(y, backup, `y = r + gamma (1 - d)(min(Q1, Q2) - alpha log pi) for sample ${i}`);
      });
    }),
};
