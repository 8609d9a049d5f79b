import fc from 'fast-check';
import { meanOf } from '../agent-model.ts';
import * as observed from '../agent-observation.ts';
import { type Approximation, atMost, equal, exact, mul, sub } from '../approximation.ts';
import { actionBatch } from '../batches.ts';
import type { Law } from '../law.ts';
import type { Twin } from '../subject.ts';

/**
 * The loss of the policy, to be minimised, is the mean of $\alpha \log \pi - Q$. Whether $Q$ is the smaller critic, the first or their
 * mean is a choice, so that with twins of one mind it is determined and with others enclosed:
 * $$\frac{1}{n} \sum_i \alpha \log \pi(a_i \mid s_i) - \max(Q_1, Q_2)_i \le J_\pi \le \frac{1}{n} \sum_i \alpha \log \pi(a_i \mid s_i) - \min(Q_1, Q_2)_i$$
 */
export const policyLoss: Law<'policyLoss'> = {
  id: 'policy-loss',
  needs: ['policyLoss'],
  property: subject =>
    fc.property(actionBatch, batch => {
      const { values, logProb, temperature } = batch;
      const mean = (choose: (twin: Twin) => number): Approximation =>
        meanOf(values.map((twin, i) => sub(mul(exact(temperature), exact(logProb[i])), exact(choose(twin)))));
      const loss = observed.policyLoss(subject, batch);
      atMost(
        mean(twin => Math.max(...twin)),
        loss,
        'mean(alpha log pi - max(Q1, Q2)) <= loss',
      );
      atMost(
        loss,
        mean(twin => Math.min(...twin)),
        'loss <= mean(alpha log pi - min(Q1, Q2))',
      );
      const agreed = { ...batch, values: values.map(([q]): Twin => [q, q]) };
      equal(
        observed.policyLoss(subject, agreed),
        mean(([q]) => q),
        'loss = mean(alpha log pi - Q) where Q1 = Q2 = Q',
      );
    }),
};
