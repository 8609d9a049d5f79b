import { expect, test } from 'vitest';
import { doubles } from '../../src/engines/elementary.ts';
import { evaluator } from '../../src/engines/evaluate.ts';
import { debiasing } from '../../src/sac/adam.ts';
import { plainUpdater, untrained, updateGraph, updateInputs } from '../../src/sac/learner.ts';
import { twinCritics } from '../../src/sac/twin-critics.ts';
import { seed } from '../laws/seed.ts';
import { actionsOf, hyperparameters, lessons, type Sizes } from './example.ts';

const sizes: Sizes = { batch: 3, observation: 2, action: 1, hidden: [4] };
const algorithm = twinCritics(actionsOf(sizes), hyperparameters);

test('the graph of an update, run again and again with its step counted, is the updater', () => {
  const next = lessons(sizes, seed);
  const run = evaluator(doubles, updateGraph(algorithm, sizes.batch));
  const updated = plainUpdater(algorithm);
  let training = untrained(algorithm, seed);
  for (let k = 1; k <= 3; k++) {
    const { transitions, noise } = next();
    const inputs = updateInputs(algorithm, training, transitions, noise);
    expect([inputs['debiasing.first'], inputs['debiasing.second']]).toEqual([
      [debiasing(k).first],
      [debiasing(k).second],
    ]);
    const outputs = run(inputs);
    const after = updated(training, transitions, noise);
    expect(after.training.updates).toBe(k);
    expect(after.training.state.actor.values).toEqual(outputs['actor.values']);
    expect(after.training.state.targets).toEqual(outputs.targets);
    expect(after.losses).toEqual({
      critics: outputs['losses.critics'][0],
      actor: outputs['losses.actor'][0],
      temperature: outputs['losses.temperature'][0],
    });
    training = after.training;
  }
});

test('first parameters lie within one over the square root of what a unit sums, and reach out for it', () => {
  const wide = twinCritics(actionsOf({ ...sizes, hidden: [64] }), hyperparameters);
  const { actor } = untrained(wide, seed).state;
  const largest = (from: number, to: number): number =>
    Math.max(...Array.from(actor.values).slice(from, to).map(Math.abs));
  /** Two inputs to 64 units, then 64 to a mean and a spreading. */
  const [first, all] = [(2 + 1) * 64, (2 + 1) * 64 + 2 * (64 + 1)];
  expect(actor.values.length).toBe(all);
  for (const [reach, bound] of [
    [largest(0, first), Math.sqrt(1 / 2)],
    [largest(first, all), 1 / 8],
  ]) {
    expect(reach).toBeLessThanOrEqual(bound);
    expect(reach).toBeGreaterThan(bound / 2);
  }
});

test('another seed makes another learner, the same one the same', () => {
  expect(untrained(algorithm, seed)).toEqual(untrained(algorithm, seed));
  expect(untrained(algorithm, seed).state.actor.values).not.toEqual(untrained(algorithm, seed + 1).state.actor.values);
});
