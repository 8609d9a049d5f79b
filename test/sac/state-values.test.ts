/** Algorithm 1 on the bridge to finite MDPs. */
import { expect, test } from 'vitest';
import { softBackup, softmaxPolicy, softStateValue } from '../../src/definitions/index.ts';
import { categorical, indices, weighted } from '../../src/interpretations/finite.ts';
import { type StateValuesParameters, stateValues } from '../../src/sac/state-values.ts';
import { distance, Float, precise as R } from '../interpretations/precise.ts';
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

const hyperparameters: StateValuesParameters = {
  discount: 0.75,
  tau: 0.25,
  temperature: 0.5,
  valueRate: 1e-3,
  criticRate: 0,
  actorRate: 1e-3,
};

const algorithm = stateValues(actions, hyperparameters);

const { inputs, outputs } = updated(algorithm);

const alpha = Float(hyperparameters.temperature);

const Q = (s: number, a: number) => entry(inputs['critic.values'], s, a);

const policy = (s: number) =>
  categorical(
    R,
    range(ACTIONS).map(a => entry(inputs['actor.values'], s, a)),
  );

const zero = (x: Parameters<typeof distance>[0]): void => expect(distance(x, 0)).toBeLessThan(ROUNDING);

test('the values learn how far they are from the soft state values of critic and policy', () => {
  for (const s of range(STATES)) {
    const target = softStateValue(R, policy(s), a => Q(s, a), alpha);
    const residual = entry(inputs['values.values'], s, 0, 1).sub(target);
    zero(derivatives(outputs['values.firstMoments'])[s].sub(residual.div(Float(STATES))));
  }
});

test('the critic learns the residual of the exact backup of the target values', () => {
  pairs.forEach(({ s, a, reward }, i) => {
    const successors = successorsOf(s, a);
    const backup = softBackup(
      R,
      Float(reward),
      Float(hyperparameters.discount),
      weighted(R, [1, 1]),
      k => Float(Number(isTerminal(successors[k]))),
      k => entry(inputs.target, successors[k], 0, 1),
    );
    zero(derivatives(outputs['critic.firstMoments'])[i].sub(Q(s, a).sub(backup).div(Float(pairs.length))));
  });
});

test('the policy has nothing to learn at the softmax-optimal policy', () => {
  const optimal = range(STATES).flatMap(s => {
    const best = softmaxPolicy(R, indices(R, ACTIONS), a => Q(s, a), alpha);
    return range(ACTIONS).map(a => best.logProb(a));
  });
  const biases = range(ACTIONS).map(() => Float(0));
  const there = updated(algorithm, { 'actor.values': [...optimal, ...biases] }).outputs;
  for (const moment of there['actor.firstMoments']) zero(moment);
  expect(outputs['actor.firstMoments'].some(moment => distance(moment, 0) > 2 ** -20)).toBe(true);
});

test('the target moves towards the values after their step', () => {
  outputs.target.forEach((x, i) => {
    const step = outputs['values.values'][i].sub(inputs.target[i]).mul(Float(hyperparameters.tau));
    zero(x.sub(inputs.target[i]).sub(step));
  });
  expect(outputs.target.some((x, i) => distance(x.sub(inputs.target[i]), 0) > 2 ** -20)).toBe(true);
});
