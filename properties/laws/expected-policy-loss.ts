import fc from 'fast-check';
import { expectedValue, meanOf } from '../agent-model.ts';
import * as observed from '../agent-observation.ts';
import { type Approximation, atMost, equal, sub, zero } from '../approximation.ts';
import { expectedActionBatch } from '../batches.ts';
import type { Law } from '../law.ts';
import type { Twin } from '../subject.ts';

/**
 * Where actions are discrete the loss of the policy is a mean over states alone. Which of two critics counts is a choice:
 * $$\frac{1}{n} \sum_i J_i(\max(Q_1, Q_2)) \le J_\pi \le \frac{1}{n} \sum_i J_i(\min(Q_1, Q_2)), \qquad J_i(Q) = \sum_a \pi(a \mid s_i) (\alpha \log \pi(a \mid s_i) - Q(s_i, a))$$
 */
export const expectedPolicyLoss: Law<'expectedPolicyLoss'> = {
  id: 'expected-policy-loss',
  needs: ['expectedPolicyLoss'],
  property: subject =>
    fc.property(expectedActionBatch, batch => {
      const { values, logPolicy, temperature } = batch;
      const mean = (choose: (twin: Twin) => number): Approximation =>
        sub(zero, meanOf(values.map((row, i) => expectedValue(row.map(choose), logPolicy[i], temperature))));
      const loss = observed.expectedPolicyLoss(subject, batch);
      atMost(
        mean(twin => Math.max(...twin)),
        loss,
        'mean of sum pi (alpha log pi - max(Q1, Q2)) <= loss',
      );
      atMost(
        loss,
        mean(twin => Math.min(...twin)),
        'loss <= mean of sum pi (alpha log pi - min(Q1, Q2))',
      );
      const agreed = { ...batch, values: values.map(row => row.map(([q]): Twin => [q, q])) };
      equal(
        observed.expectedPolicyLoss(subject, agreed),
        mean(([q]) => q),
        'loss = mean of sum pi (alpha log pi - Q) where Q1 = Q2 = Q',
      );
    }),
};
