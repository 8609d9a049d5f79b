import fc from 'fast-check';
import * as observed from '../agent-observation.ts';
import { equalEverywhere } from '../approximation.ts';
import { actionValue, expectedTransitionBatch } from '../batches.ts';
import type { Law } from '../law.ts';

/**
 * An action that is not allowed counts for nothing: with one more of them in every state, whatever the critics say of it, the targets stay:
 * $$\log \pi(b \mid s') = -\infty \implies y(A, b) = y(A)$$
 */
export const forbiddenActions: Law<'expectedCriticTarget'> = {
  id: 'forbidden-actions',
  needs: ['expectedCriticTarget'],
  property: subject =>
    fc.property(expectedTransitionBatch, actionValue, actionValue, (batch, q1, q2) => {
      const more = {
        ...batch,
        nextLogPolicy: batch.nextLogPolicy.map(row => [Number.NEGATIVE_INFINITY, ...row]),
        nextValues: batch.nextValues.map(row => [[q1, q2] as const, ...row]),
      };
      equalEverywhere(
        observed.expectedCriticTarget(subject, more),
        observed.expectedCriticTarget(subject, batch),
        'y with a forbidden action = y without it',
      );
    }),
};
