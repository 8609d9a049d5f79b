import { expect, test } from 'vitest';
import { doubles } from '../../src/engines/elementary.ts';
import { evaluator } from '../../src/engines/evaluate.ts';
import { mapRecord } from '../../src/engines/graph.ts';
import { flatten } from '../../src/engines/tree.ts';
import type { Box, Discrete } from '../../src/environments/index.ts';
import { choiceGraph, plainUpdater, untrained } from '../../src/sac/learner.ts';
import { presets } from '../../src/sac/presets.ts';
import { TrainingError } from '../../src/sac/training-error.ts';
import { seed } from '../laws/seed.ts';
import { lessons } from './example.ts';

const box: Box = { kind: 'box', low: [-2, 0], high: [2, 1] };
const discrete: Discrete = { kind: 'discrete', count: 2 };
const sizes = { batch: 3, observation: 2, action: 2, hidden: [4] };

const learns = (name: string, actions: Box | Discrete): void => {
  const algorithm = presets[name].algorithm({ observationSize: 2, actions }, { hidden: sizes.hidden });
  const update = plainUpdater(algorithm);
  const next = lessons(sizes, seed);
  const reported = new Set<string>();
  let training = untrained(algorithm, seed);
  const begun = flatten<object, ArrayLike<number>>(algorithm.state, training.state);
  for (let k = 0; k < algorithm.phases; k++) {
    const { transitions, noise } = next();
    const slots = mapRecord(algorithm.noise, () => noise.action);
    const { training: taught, losses } = update(training, transitions, slots);
    for (const loss of Object.keys(losses)) reported.add(loss);
    training = taught;
  }
  expect([...reported].sort()).toEqual(Object.keys(algorithm.losses).sort());
  for (const [name, numbers] of Object.entries(flatten<object, ArrayLike<number>>(algorithm.state, training.state))) {
    expect(Array.from(numbers).every(Number.isFinite)).toBe(true);
    expect(Array.from(numbers), name).not.toEqual(Array.from(begun[name]));
  }
  const { choice } = evaluator(
    doubles,
    choiceGraph(algorithm, 1),
  )({
    'actor.values': training.state.actor.values,
    observations: [1, -1],
    noise: [0, 0],
  });
  expect(choice.length).toBe(algorithm.actionSize);
};

test.each(Object.keys(presets))('%s learns in a box', name => {
  learns(name, box);
});

test.each(['soft-bellman', 'algorithm-1'])('%s learns among discrete actions', name => {
  learns(name, discrete);
});

test.each(['sb3', 'cleanrl', 'spinningup', 'haarnoja-v1'])('%s refuses discrete actions', name => {
  const { algorithm } = presets[name];
  expect(() => algorithm({ observationSize: 2, actions: discrete })).toThrow(TrainingError);
  expect(() => algorithm({ observationSize: 2, actions: discrete })).toThrow('2 discrete actions, expected a box');
});

test('without changes, the target entropy is one nat less for each coordinate, or half of the largest', () => {
  /** The loss of the temperature, at a policy of a known entropy, tells it: at $\log \alpha = 0$ it is the difference itself. */
  const lossOf = (actions: Box | Discrete, targetEntropy?: number): unknown => {
    const changes = { hidden: [4], temperature: 1, ...(targetEntropy !== undefined && { targetEntropy }) };
    const algorithm = presets['soft-bellman'].algorithm({ observationSize: 2, actions }, changes);
    const { transitions, noise } = lessons(sizes, seed)();
    return plainUpdater(algorithm)(untrained(algorithm, seed), transitions, noise).losses;
  };
  expect(lossOf(box)).toEqual(lossOf(box, -2));
  expect(lossOf(box)).not.toEqual(lossOf(box, -1));
  expect(lossOf(discrete)).toEqual(lossOf(discrete, doubles.log(2) / 2));
});
