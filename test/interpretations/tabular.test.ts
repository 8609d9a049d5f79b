import { expect, test } from 'vitest';
import { float64 } from '../../src/interpretations/float64.ts';
import { contains, intervals, point } from '../../src/interpretations/interval.ts';
import { tabular } from '../../src/interpretations/tabular.ts';
import { buildMdp } from '../../src/mdp/index.ts';

/** Two successors, of which one pays; an action that ends the episode; one towards a terminal state. */
const mdp = buildMdp({
  stateCount: 3,
  transitions: [
    [0, 0, 1, 0.25, 2],
    [0, 0, 0, 0.75],
    [0, 1, 'end', 1],
    [1, 0, 2, 1],
  ],
  rewards: [
    [0, 0, 1],
    [0, 1, 1.5],
  ],
  terminal: [2],
});
const hard = tabular(float64, mdp, 0.5, 0);
/** What is said of the terminal state's value does not matter. */
const V = [8, 4, 100];

test('Q(0, 0) = 1 + 1/4 · 2 + 1/2 (1/4 · 4 + 3/4 · 8); nothing comes after an end', () => {
  expect([0, 1, 2].map(s => hard.actionValues(V, s))).toEqual([[5, 1.5], [0], []]);
});

test('at temperature 0 the optimal backup is the maximum, and its policy shares the probability among the maximisers', () => {
  expect(hard.optimalBackup(V)).toEqual([5, 0, 0]);
  expect(hard.softmaxPolicy(V)).toEqual([[0, -Infinity], [0], []]);
  expect(hard.policyBackup([[0, -Infinity], [7], []], V)).toEqual([5, 0, 0]);
  expect(hard.policyBackup([[-Infinity, 7], [0], []], V)).toEqual([1.5, 0, 0]);
});

test('weights are normalised, and a fair coin has log 2 of entropy', () => {
  const soft = tabular(intervals, mdp, point(0.5), point(2));
  const coin = [[point(-3), point(-3)], [point(5)], []];
  const LN2 = 0.6931471805599453;
  soft.entropies(coin).forEach((entropy, s) => {
    expect(contains(entropy, [LN2, 0, 0][s])).toBe(true);
  });
  soft.policyBackup(coin, V.map(point)).forEach((value, s) => {
    expect(contains(value, [3.25 + 2 * LN2, 0, 0][s])).toBe(true);
  });
});

test('log-probabilities differ by the action values over the temperature', () => {
  const [[first, second], only, none] = tabular(intervals, mdp, point(0.5), point(2)).softmaxPolicy(V.map(point));
  expect(contains(intervals.sub(first, second), 3.5 / 2)).toBe(true);
  expect([contains(only[0], 0), none.length]).toEqual([true, 0]);
});
