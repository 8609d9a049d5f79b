/**
 * A bridge to finite MDPs: with states that are marked by a single 1, networks without hidden layers are tables, and with each of its
 * equally likely transitions once in the batch, derivatives of the losses are what the definitions say of exact expectations.
 */
import { expect, test } from 'vitest';
import { entropy, softBackup, softmaxPolicy, softStateValue, twinMinimum } from '../../src/definitions/index.ts';
import { evaluator } from '../../src/engines/evaluate.ts';
import { mapRecord } from '../../src/engines/graph.ts';
import { categorical, indices, weighted } from '../../src/interpretations/finite.ts';
import { uniform } from '../../src/numerics/uniform.ts';
import { discreteActions } from '../../src/sac/actions.ts';
import { type Numbers, untrained, updateGraph, updateInputs } from '../../src/sac/learner.ts';
import { twinCritics } from '../../src/sac/twin-critics.ts';
import { preciseNumbers } from '../engines/arithmetics.ts';
import { distance, Float, type Precise, precise as R } from '../interpretations/precise.ts';
import { seed } from '../laws/seed.ts';
import { hyperparameters } from './example.ts';

const [STATES, ACTIONS, SUCCESSORS] = [3, 4, 2];

/** Of 200 bits, far fewer than 40 are lost in a few hundred operations. */
const ROUNDING = 2 ** -160;

const actions = discreteActions(STATES, ACTIONS, []);
const draw = uniform(seed);
const range = (size: number): readonly number[] => Array.from({ length: size }, (_, i) => i);

const pairs = range(STATES).flatMap(s => range(ACTIONS).map(a => ({ s, a, reward: 4 * draw() })));
/** The last state is terminal, which any state may lead to. */
const transitions = pairs.flatMap(({ s, a, reward }) =>
  range(SUCCESSORS).map(k => ({ s, a, reward, next: (s + a + k) % STATES })),
);
const isTerminal = (s: number): boolean => s === STATES - 1;

const mark = (i: number, size: number): readonly number[] => range(size).map(j => Number(i === j));

const batch = {
  observations: transitions.flatMap(({ s }) => mark(s, STATES)),
  actions: transitions.flatMap(({ a }) => mark(a, ACTIONS)),
  rewards: transitions.map(({ reward }) => reward),
  nextObservations: transitions.flatMap(({ next }) => mark(next, STATES)),
  terminated: transitions.map(({ next }) => Number(isTerminal(next))),
};

const silence = new Array<number>(transitions.length * ACTIONS).fill(0);

const fixed = { ...hyperparameters, temperature: 0.5, criticRate: 0, discount: 0.75 };

const algorithm = twinCritics(actions, fixed);

/** The state after one update, to 200 bits. */
const updated = (
  change: (state: Readonly<Record<string, Numbers>>) => Readonly<Record<string, readonly Precise[]>>,
) => {
  const graph = updateGraph(algorithm, transitions.length);
  const given = updateInputs(algorithm, untrained(algorithm, seed), batch, { action: silence, next: silence });
  const exact = mapRecord(given, numbers => Array.from(numbers, Float));
  const inputs = { ...exact, ...change(given) };
  return { inputs, outputs: evaluator(preciseNumbers, graph)(inputs) };
};

const { inputs, outputs } = updated(() => ({}));

const SIZE = (STATES + 1) * ACTIONS;

/** A table of weights, and a row of biases that is added to each of its rows. */
const entry = (parameters: readonly Precise[], s: number, a: number): Precise =>
  parameters[s * ACTIONS + a].add(parameters[STATES * ACTIONS + a]);

const half = (name: string, k: number): readonly Precise[] => inputs[name].slice(k * SIZE, (k + 1) * SIZE);

const smaller = (name: string) => (s: number, a: number) =>
  twinMinimum(R, entry(half(name, 0), s, a), entry(half(name, 1), s, a));

const policy = (s: number) =>
  categorical(
    R,
    range(ACTIONS).map(a => entry(inputs['actor.values'], s, a)),
  );

const alpha = inputs['temperature.values'][0].exp();

/** Adam's first moment after one step is a tenth of the derivative, in doubles. */
const TENTH = Float(1 - 0.9);

test('critics learn the residual of the exact soft Bellman operator', () => {
  pairs.forEach(({ s, a, reward }, i) => {
    const successors = transitions.filter(t => t.s === s && t.a === a).map(({ next }) => next);
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
      const derivative = outputs['critics.firstMoments'][k * SIZE + i].div(TENTH);
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
  const derivative = outputs['temperature.firstMoments'][0].div(TENTH);
  expect(distance(derivative.sub(expected), 0)).toBeLessThan(ROUNDING);
});

test('the policy has nothing to learn at the softmax-optimal policy, and something elsewhere', () => {
  const optimal = range(STATES).flatMap(s => {
    const best = softmaxPolicy(R, indices(R, ACTIONS), a => smaller('critics.values')(s, a), alpha);
    return range(ACTIONS).map(a => best.logProb(a));
  });
  const biases = range(ACTIONS).map(() => Float(0));
  const there = updated(() => ({ 'actor.values': [...optimal, ...biases] })).outputs;
  for (const moment of there['actor.firstMoments']) expect(distance(moment, 0)).toBeLessThan(ROUNDING);
  expect(outputs['actor.firstMoments'].some(moment => distance(moment, 0) > 2 ** -20)).toBe(true);
});
