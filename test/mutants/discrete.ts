/** Wrong formulas of soft actor-critic with discrete actions. */
import {
  type DiscreteOperations,
  type ExpectedTransitionBatch,
  expectedCriticTarget,
  expectedPolicyLoss,
  forbiddenActions,
  projectionDirection,
  type Subject,
} from '../../properties/index.ts';
import { exp, log } from '../../src/numerics/index.ts';
import { correctAgent } from './agents.ts';
import type { Mutant } from './catalogue.ts';

const operation = (operations: Partial<DiscreteOperations>): Subject => ({ ...correctAgent, ...operations });

const sum = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0);

/** $y = r + \gamma (1 - d) V'$ with another value of the policy at the successor. */
const targetWith = (value: (logPolicy: readonly number[], q: readonly number[], alpha: number) => number): Subject =>
  operation({
    expectedCriticTarget: ({ rewards, terminated, nextLogPolicy, nextValues, discount, temperature }) =>
      rewards.map((r, i) => {
        const q = nextValues[i].map(twin => Math.min(...twin));
        return terminated[i] ? r : r + discount * value(nextLogPolicy[i], q, temperature);
      }),
  });

const misread = (reading: (batch: ExpectedTransitionBatch) => Partial<ExpectedTransitionBatch>): Subject =>
  operation({ expectedCriticTarget: batch => correctAgent.expectedCriticTarget({ ...batch, ...reading(batch) }) });

/** $p_a f(a)$, and 0 where nothing has probability. */
const weighed = (logPolicy: readonly number[], f: (a: number) => number): readonly number[] =>
  logPolicy.map((l, a) => (exp(l) === 0 ? 0 : exp(l) * f(a)));

/** The candidate of the least cost. */
const choosing = (cost: (candidate: readonly number[], q: readonly number[], alpha: number) => number): Subject =>
  operation({
    projection: ({ candidates, q, temperature }) => {
      const costs = candidates.map(candidate => cost(candidate, q, temperature));
      return costs.indexOf(Math.min(...costs));
    },
  });

const softmax = (q: readonly number[], alpha: number): readonly number[] => {
  const weights = q.map(x => exp((x - Math.max(...q)) / alpha));
  return weights.map(w => w / sum(weights));
};

export const discreteMutants: readonly Mutant[] = [
  {
    name: 'mean over discrete actions for their sum',
    formula: 'V = mean over a of pi (min Q - alpha log pi)',
    killedBy: expectedCriticTarget,
    subject: targetWith((l, q, alpha) => sum(weighed(l, a => q[a] - alpha * l[a])) / q.length),
  },
  {
    name: 'one sampled log-probability with expected values',
    formula: 'V = sum of pi min Q - alpha log pi(a) for one action a',
    killedBy: expectedCriticTarget,
    subject: targetWith((l, q, alpha) => sum(weighed(l, a => q[a])) - alpha * Math.max(...l)),
  },
  {
    name: 'entropy missing from the expected target',
    formula: 'V = sum of pi min Q',
    killedBy: expectedCriticTarget,
    subject: misread(() => ({ temperature: 0 })),
  },
  {
    name: 'probabilities without logarithm',
    formula: 'V = sum of pi (min Q - alpha pi)',
    killedBy: expectedCriticTarget,
    subject: targetWith((l, q, alpha) => sum(weighed(l, a => q[a] - alpha * exp(l[a])))),
  },
  {
    name: 'zero times minus infinity',
    formula: 'V = sum of pi (min Q - alpha log pi), NaN for a forbidden action',
    killedBy: forbiddenActions,
    subject: targetWith((l, q, alpha) => sum(l.map((x, a) => exp(x) * (q[a] - alpha * x)))),
  },
  {
    name: 'a policy renormalised over forbidden actions',
    formula: 'pi = 0.99 pi + 0.01 / |A|',
    killedBy: forbiddenActions,
    subject: misread(({ nextLogPolicy }) => ({
      nextLogPolicy: nextLogPolicy.map(row => row.map(l => log(0.99 * exp(l) + 0.01 / row.length))),
    })),
  },
  {
    name: 'the best of all actions, forbidden or not',
    formula: 'V = max over a of min Q',
    killedBy: forbiddenActions,
    subject: targetWith((_, q) => Math.max(...q)),
  },
  {
    name: 'time limits taken for ends of discrete episodes',
    formula: 'd = terminated or truncated',
    killedBy: expectedCriticTarget,
    subject: misread(({ terminated, truncated }) => ({ terminated: terminated.map((d, i) => d || truncated[i]) })),
  },
  {
    name: 'expected policy loss averaged over actions',
    formula: 'J = mean over s and a of pi (alpha log pi - Q)',
    killedBy: expectedPolicyLoss,
    subject: operation({
      expectedPolicyLoss: batch => correctAgent.expectedPolicyLoss(batch) / batch.values[0].length,
    }),
  },
  {
    name: 'expected policy loss with the wrong sign',
    formula: 'J = sum of pi (Q - alpha log pi)',
    killedBy: expectedPolicyLoss,
    subject: operation({ expectedPolicyLoss: batch => -correctAgent.expectedPolicyLoss(batch) }),
  },
  {
    name: 'policy loss not weighed by the policy',
    formula: 'J = mean over a of alpha log pi - Q',
    killedBy: expectedPolicyLoss,
    subject: operation({
      expectedPolicyLoss: batch => {
        const uniform = batch.logPolicy.map(row => row.map(() => -log(row.length)));
        return correctAgent.expectedPolicyLoss({ ...batch, logPolicy: uniform });
      },
    }),
  },
  {
    name: 'relative entropy with its arguments exchanged in the projection',
    formula: 'argmin KL(softmax(q / alpha) || p)',
    killedBy: projectionDirection,
    subject: choosing((l, q, alpha) => -sum(softmax(q, alpha).map((p, a) => (p === 0 ? 0 : p * l[a])))),
  },
  {
    name: 'projection without entropy',
    formula: 'argmax sum of p q',
    killedBy: projectionDirection,
    subject: choosing((l, q) => -sum(weighed(l, a => q[a]))),
  },
  {
    name: 'projection onto the nearest in distance',
    formula: 'argmin sum of |p - softmax(q / alpha)|',
    killedBy: projectionDirection,
    subject: choosing((l, q, alpha) => sum(softmax(q, alpha).map((p, a) => Math.abs(exp(l[a]) - p)))),
  },
];
