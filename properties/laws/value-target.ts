import fc from 'fast-check';
import { sampledValue } from '../agent-model.ts';
import * as observed from '../agent-observation.ts';
import { equal } from '../approximation.ts';
import { actionBatch } from '../batches.ts';
import type { Law } from '../law.ts';

/**
 * The target of the state-value network is the soft state value of one sampled action, for every state by itself:
 * $$y_i = \min(Q_1, Q_2)(s_i, a_i) - \alpha \log \pi(a_i \mid s_i)$$
 */
export const valueTarget: Law<'valueTarget'> = {
  id: 'value-target',
  needs: ['valueTarget'],
  property: subject =>
    fc.property(actionBatch, batch => {
      observed.valueTarget(subject, batch).forEach((y, i) => {
        const value = sampledValue(batch.values[i], batch.logProb[i], batch.temperature);
        equal(y, value, `y = min(Q1, Q2) - alpha log pi for sample ${i}`);
      });
    }),
};
