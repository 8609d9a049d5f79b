/**
 * The bridge to finite MDPs: on tables and exact expectations the learner's steps are the verified operators. A step of size 1 down the derivative
 * leads the critics to $T^\pi \bar{Q}$ and the state values to $\mathbb{E}_\pi[Q - \alpha \log \pi]$, the policy descends $\alpha\,\mathrm{KL}(\pi \,\|\, \pi^*)$, and the temperature its dual: to 200 bits, and on
 * engines within the enclosures of single precision.
 */
import { describe, expect, test } from 'vitest';
import {
  entropy,
  movingAverage,
  softBackup,
  softmaxPolicy,
  softStateValue,
  twinMinimum,
} from '../../src/definitions/index.ts';
import { mapRecord } from '../../src/engines/graph.ts';
import { categorical, indices, weighted } from '../../src/interpretations/finite.ts';
import type { Acting, Algorithm } from '../../src/sac/algorithm.ts';
import { type StateValuesParameters, stateValues } from '../../src/sac/state-values.ts';
import { type TwinCriticsParameters, twinCritics } from '../../src/sac/twin-critics.ts';
import { blocking, engines } from '../engines/blocking.ts';
import { distance, Float, type Precise, precise as R } from '../interpretations/precise.ts';
import {
  ACTIONS,
  actions,
  areDerivatives,
  entry,
  graphOf,
  inputsOf,
  isReproduced,
  isTerminal,
  momentsOf,
  pairs,
  ROUNDING,
  range,
  STATES,
  successorsOf,
  updated,
  type Values,
} from './bridge.ts';

type Table = (s: number, a: number) => Precise;

const tableOf = (f: Table, width: number = ACTIONS): readonly (readonly Precise[])[] =>
  range(STATES).map(s => range(width).map(a => f(s, a)));

const policyOf = (inputs: Values) => (s: number) =>
  categorical(
    R,
    range(ACTIONS).map(a => entry(inputs['actor.values'], s, a)),
  );

/** $(T V)(s, a)$. */
const backupOf = (discount: number, V: (s: number) => Precise): Table => {
  const backups = pairs.map(({ s, a, reward }) => {
    const successors = successorsOf(s, a);
    return softBackup(
      R,
      Float(reward),
      Float(discount),
      weighted(R, [1, 1]),
      k => Float(Number(isTerminal(successors[k]))),
      k => V(successors[k]),
    );
  });
  return (s, a) => backups[s * ACTIONS + a];
};

/** What is left of a table after a step of size 1, in the mean over its entries. */
const residual =
  (Q: Table, backup: Table): Table =>
  (s, a) =>
    Q(s, a).sub(backup(s, a)).div(Float(pairs.length));

/** The derivative of $\alpha\,\mathrm{KL}(\pi \,\|\, \pi^*)$ by the logits of $\pi$, in the mean over states: $\alpha \pi (\log \pi - \log \pi^* - \mathrm{KL})$. */
const divergenceSlope =
  (policy: ReturnType<typeof policyOf>, Q: Table, alpha: Precise): Table =>
  (s, a) => {
    const best = softmaxPolicy(R, indices(R, ACTIONS), b => Q(s, b), alpha);
    const excess = (b: number): Precise => policy(s).logProb(b).sub(best.logProb(b));
    const divergence = policy(s).expectation(excess);
    return alpha.mul(policy(s).logProb(a).exp()).mul(excess(a).sub(divergence)).div(Float(STATES));
  };

const mean = (f: (s: number) => Precise): Precise =>
  range(STATES)
    .map(f)
    .reduce((a, b) => a.add(b))
    .div(Float(STATES));

/** First moments after a step from 0, by the operators of the MDP. */
type Expected = (inputs: Values) => Values;

const SIZE = (STATES + 1) * ACTIONS;

const half = (numbers: readonly Precise[], k: number): readonly Precise[] => numbers.slice(k * SIZE, (k + 1) * SIZE);

const smaller =
  (critics: readonly Precise[]): Table =>
  (s, a) =>
    twinMinimum(R, entry(half(critics, 0), s, a), entry(half(critics, 1), s, a));

const TAU = 0.25;

const twin: TwinCriticsParameters = {
  discount: 0.75,
  tau: TAU,
  temperature: 0.5,
  actorRate: 2 ** -10,
  criticRate: 0,
  temperatureRate: 2 ** -10,
  targetEntropy: 0.75,
};

const ofTwinCritics: Expected = inputs => {
  const policy = policyOf(inputs);
  const alpha = inputs['temperature.values'][0].exp();
  const target = smaller(inputs.targets);
  const backup = backupOf(twin.discount, s => softStateValue(R, policy(s), a => target(s, a), alpha));
  const critic = (k: number) =>
    momentsOf(tableOf(residual((s, a) => entry(half(inputs['critics.values'], k), s, a), backup)));
  const surplus = mean(s => entropy(R, policy(s))).sub(Float(twin.targetEntropy));
  return {
    'critics.firstMoments': [...critic(0), ...critic(1)],
    'actor.firstMoments': momentsOf(tableOf(divergenceSlope(policy, smaller(inputs['critics.values']), alpha))),
    'temperature.firstMoments': [alpha.mul(surplus).mul(Float(1 - 0.9))],
  };
};

const single: StateValuesParameters = {
  discount: 0.75,
  tau: TAU,
  temperature: 0.5,
  valueRate: 2 ** -10,
  criticRate: 0,
  actorRate: 2 ** -10,
};

const ofStateValues: Expected = inputs => {
  const policy = policyOf(inputs);
  const alpha = Float(single.temperature);
  const Q: Table = (s, a) => entry(inputs['critic.values'], s, a);
  const V = (s: number): Precise => entry(inputs['values.values'], s, 0, 1);
  const target = (s: number): Precise => softStateValue(R, policy(s), a => Q(s, a), alpha);
  return {
    'values.firstMoments': momentsOf(tableOf(s => V(s).sub(target(s)).div(Float(STATES)), 1)),
    'critic.firstMoments': momentsOf(
      tableOf(
        residual(
          Q,
          backupOf(single.discount, s => entry(inputs.target, s, 0, 1)),
        ),
      ),
    ),
    'actor.firstMoments': momentsOf(tableOf(divergenceSlope(policy, Q, alpha))),
  };
};

/** `moving` steps where `algorithm` has the rate 0, so that what targets follow has moved. */
const variant = <S extends Acting, L extends object>(
  algorithm: Algorithm<S, L>,
  expected: Expected,
  moving: Algorithm<S, L>,
  followed: { readonly target: string; readonly online: string },
) => ({ inputs: inputsOf(algorithm), graph: graphOf(algorithm), expected, moving: graphOf(moving), ...followed });

const variants = {
  'twin critics': variant(twinCritics(actions, twin), ofTwinCritics, twinCritics(actions, { ...twin, criticRate: 1 }), {
    target: 'targets',
    online: 'critics.values',
  }),
  'state values': variant(
    stateValues(actions, single),
    ofStateValues,
    stateValues(actions, { ...single, valueRate: 1 }),
    { target: 'target', online: 'values.values' },
  ),
};

describe.each(Object.entries(variants))('%s', (_, { inputs, graph, expected, moving, target, online }) => {
  const precise = mapRecord(inputs, numbers => numbers.map(Float));
  const exact = expected(precise);

  test('derivatives are those of the operators', () => {
    areDerivatives(updated(graph, precise), exact);
  });

  test('targets move towards what they follow, as it is after its step', () => {
    const outputs = updated(moving, precise);
    outputs[target].forEach((x, i) => {
      const expected = movingAverage(R, Float(TAU), outputs[online][i], precise[target][i]);
      expect(distance(x.sub(expected), 0)).toBeLessThan(ROUNDING);
    });
    expect(outputs[online].some((x, i) => distance(x.sub(precise[online][i]), 0) > 1 / 2)).toBe(true);
  });

  test.for(engines)('likewise $name', async ({ name, isThere }, { skip }) => {
    skip(!isThere, 'not installed');
    isReproduced(await blocking(name), graph, inputs, exact);
  });
});
