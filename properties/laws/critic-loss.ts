import fc from 'fast-check';
import { meanOf } from '../agent-model.ts';
import * as observed from '../agent-observation.ts';
import { atMost, equal, exact, mul, sub, zero } from '../approximation.ts';
import { regressionBatch } from '../batches.ts';
import type { Law } from '../law.ts';

const unit = { predictions: [1], targets: [0] };

/**
 * The loss of a critic is the mean squared error of its samples, each against its own target, up to a positive constant, often 1/2:
 * $$J_Q = \frac{c}{n} \sum_i (Q_i - y_i)^2, \qquad c > 0$$
 */
export const criticLoss: Law<'criticLoss'> = {
  id: 'critic-loss',
  needs: ['criticLoss'],
  property: subject =>
    fc.property(regressionBatch, batch => {
      const constant = observed.criticLoss(subject, unit);
      atMost(exact(2 ** -10), constant, '0 < loss of an error of 1');
      const squares = batch.predictions.map((q, i) => {
        const error = sub(exact(q), exact(batch.targets[i]));
        return mul(error, error);
      });
      equal(observed.criticLoss(subject, batch), mul(constant, meanOf(squares)), 'loss = c mean (Q - y)^2');
      const perfect = observed.criticLoss(subject, { ...batch, predictions: batch.targets });
      equal(perfect, zero, 'loss = 0 where Q = y');
    }),
};
