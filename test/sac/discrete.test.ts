/** A bridge to finite MDPs: derivatives of the losses are what the definitions say of exact expectations. */
import { expect, test } from 'vitest';
import { entropy, softBackup, softmaxPolicy, softStateValue, twinMinimum } from '../../src/definitions/index.ts';
import { categorical, indices, weighted } from '../../src/interpretations/finite.ts';
import { twinCritics } from '../../src/sac/twin-critics.ts';
import { distance, Float, type Precise, precise as R } from '../interpretations/precise.ts';
import {
  ACTIONS,
  actions,
  derivatives,
  entry,
  isTerminal,
  pairs,
  ROUNDING,
  range,
  STATES,
  successorsOf,
  updated,
} from './bridge.ts';
import { hyperparameters } from './example.ts';

const fixed = { ...hyperparameters, temperature: 0.5, criticRate: 0, discount: 0.75 };

const algorithm = twinCritics(actions, fixed);

const { inputs, outputs } = updated(algorithm);

const SIZE = (STATES + 1) * ACTIONS;

const half = (name: string, k: number): readonly Precise[] => inputs[name].slice(k * SIZE, (k + 1) * SIZE);

const smaller = (name: string) => (s: number, a: number) =>
  twinMinimum(R, entry(half(name, 0), s, a), entry(half(name, 1), s, a));

const policy = (s: number) =>
  categorical(
    R,
    range(ACTIONS).map(a => entry(inputs['actor.values'], s, a)),
  );

const alpha = inputs['temperature.values'][0].exp();

test('critics learn the residual of the exact soft Bellman operator', () => {
  pairs.forEach(({ s, a, reward }, i) => {
    const successors = successorsOf(s, a);
    const backup = softBackup(
      R,
      Float(reward),
      Float(fixed.discount),
      weighted(R, [1, 1]),
      k => Float(Number(isTerminal(successors[k]))),
      k => softStateValue(R, policy(successors[k]), b => smaller('targets')(successors[k], b), alpha),
    );
    for (const k of [0, 1]) {
      const residual = entry(half('critics.values', k), s, a).sub(backup);
      const derivative = derivatives(outputs['critics.firstMoments'])[k * SIZE + i];
      const share = residual.div(Float(pairs.length));
      expect(distance(derivative.sub(share), 0)).toBeLessThan(ROUNDING);
    }
  });
});

test('the temperature learns how far the entropy is from its target', () => {
  const mean = range(STATES)
    .map(s => entropy(R, policy(s)))
    .reduce((a, b) => a.add(b))
    .div(Float(STATES));
  const expected = alpha.mul(mean.sub(Float(fixed.targetEntropy)));
  const [derivative] = derivatives(outputs['temperature.firstMoments']);
  expect(distance(derivative.sub(expected), 0)).toBeLessThan(ROUNDING);
});

test('the policy has nothing to learn at the softmax-optimal policy, and something elsewhere', () => {
  const optimal = range(STATES).flatMap(s => {
    const best = softmaxPolicy(R, indices(R, ACTIONS), a => smaller('critics.values')(s, a), alpha);
    return range(ACTIONS).map(a => best.logProb(a));
  });
  const biases = range(ACTIONS).map(() => Float(0));
  const there = updated(algorithm, { 'actor.values': [...optimal, ...biases] }).outputs;
  for (const moment of there['actor.firstMoments']) expect(distance(moment, 0)).toBeLessThan(ROUNDING);
  expect(outputs['actor.firstMoments'].some(moment => distance(moment, 0) > 2 ** -20)).toBe(true);
});
