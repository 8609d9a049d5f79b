import fc from 'fast-check';
import { expectedValue, target } from '../agent-model.ts';
import * as observed from '../agent-observation.ts';
import { equal } from '../approximation.ts';
import { expectedTransitionBatch } from '../batches.ts';
import type { Law } from '../law.ts';

/**
 * Where actions are discrete nothing is sampled: the target of the critics is the soft Bellman backup with the sum over all actions,
 * $$y_i = r_i + \gamma (1 - d_i) \sum_a \pi(a \mid s_i') (\min(Q_1, Q_2)(s_i', a) - \alpha \log \pi(a \mid s_i'))$$
 */
export const expectedCriticTarget: Law<'expectedCriticTarget'> = {
  id: 'expected-critic-target',
  needs: ['expectedCriticTarget'],
  property: subject =>
    fc.property(expectedTransitionBatch, batch => {
      const { rewards, terminated, nextValues, nextLogPolicy, discount, temperature } = batch;
      observed.expectedCriticTarget(subject, batch).forEach((y, i) => {
        const smaller = nextValues[i].map(twin => Math.min(...twin));
        const next = expectedValue(smaller, nextLogPolicy[i], temperature);
        const backup = target(rewards[i], discount, terminated[i], next);
        equal(y, backup, `y = r + gamma (1 - d) sum of pi (min(Q1, Q2) - alpha log pi) for sample ${i}`);
      });
    }),
};
