import { describe, expect, test } from 'vitest';
import { type FiniteMdp, validateMdp } from '../../src/mdp/index.ts';
import { refusalOf } from './messages.ts';

/** Two states, three pairs, four transitions; written by hand, as a caller without the assembler would. */
const mdp = (): FiniteMdp => ({
  stateCount: 2,
  pairOffsets: Int32Array.of(0, 2, 3),
  actions: Int32Array.of(4, 1, 0),
  rewards: Float64Array.of(1, 2, 3),
  transitionOffsets: Int32Array.of(0, 1, 3, 4),
  successors: Int32Array.of(0, 1, 2, 2),
  weights: Float64Array.of(1, 0.25, 0.75, 1),
  transitionRewards: Float64Array.of(0, 0, 1, 0),
});

test('a sound model comes back as it is', () => {
  const sound = mdp();
  expect(validateMdp(sound)).toBe(sound);
});

describe('refusals', () => {
  test.each<[Partial<FiniteMdp>, string]>([
    [{ stateCount: 0 }, 'model: the number of states is 0, expected a whole number from 1 to 2147483647'],
    [{ pairOffsets: Int32Array.of(0, 3) }, 'model: the length of pairOffsets is 2, expected 3'],
    [{ rewards: Float64Array.of(1, 2) }, 'model: the length of rewards is 2, expected 3'],
    [{ transitionOffsets: Int32Array.of(0, 4) }, 'model: the length of transitionOffsets is 2, expected 4'],
    [{ weights: Float64Array.of(1) }, 'model: the length of weights is 1, expected 4'],
    [{ transitionRewards: Float64Array.of(1) }, 'model: the length of transitionRewards is 1, expected 4'],
    [{ pairOffsets: Int32Array.of(1, 2, 3) }, 'model: pairOffsets must ascend from 0 to 3'],
    [{ pairOffsets: Int32Array.of(0, 2, 2) }, 'model: pairOffsets must ascend from 0 to 3'],
    [{ pairOffsets: Int32Array.of(0, 4, 3) }, 'model: pairOffsets must ascend from 0 to 3'],
    [{ transitionOffsets: Int32Array.of(0, 3, 1, 4) }, 'model: transitionOffsets must ascend from 0 to 4'],
    [
      { transitionOffsets: Int32Array.of(0, 0, 3, 4) },
      'state 0, action 4: no successor has a positive probability, expected probabilities that sum to 1 (an action that is not available must not be listed)',
    ],
    [{ actions: Int32Array.of(1, 1, 0) }, 'state 0, action 1: the pair stands twice, expected once'],
    [{ actions: Int32Array.of(4, 1, -1) }, 'state 1: an action is -1, expected a whole number of at least 0'],
    [
      { rewards: Float64Array.of(1, Number.NaN, 3) },
      'state 0, action 1: the reward is NaN, expected a finite number (0/0 is the usual cause)',
    ],
    [
      { transitionRewards: Float64Array.of(0, 0, 0, Infinity) },
      'state 1, action 0: the reward of a transition is Infinity, expected a finite number (a division by zero, or an exponent beyond 308)',
    ],
    [
      { successors: Int32Array.of(0, 1, 2, 3) },
      'state 1, action 0: a successor is 3, expected 0 to 2 (the end of the episode)',
    ],
    [
      { successors: Int32Array.of(0, -1, 2, 2) },
      'state 0, action 1: a successor is -1, expected 0 to 2 (the end of the episode)',
    ],
    [
      { weights: Float64Array.of(1, 1.25, -0.25, 1) },
      'state 0, action 1: a probability is -0.25, expected a finite number of at least 0',
    ],
    [
      { weights: Float64Array.of(Number.NaN, 0.25, 0.75, 1) },
      'state 0, action 4: a probability is NaN, expected a finite number of at least 0 (0/0 is the usual cause)',
    ],
    [
      { weights: Float64Array.of(1, 0.25, 0.5, 1) },
      'state 0, action 1: the probabilities sum to 0.75, expected 1; off by -0.250 where rounding explains 3.33e-16' +
        ' (a missing successor, or too few digits printed; --normalize or `normalize: true` divides by the sum)',
    ],
    [{ names: { states: ['a'] } }, 'names: the number of state names is 1, expected 2, one for each state'],
    [
      { names: { actions: ['a'] } },
      'names: the number of action names is 1, expected at least 5, one for each action from 0 to 4',
    ],
  ])('%j', (change, expected) => {
    expect(refusalOf(() => validateMdp({ ...mdp(), ...change }))).toBe(expected);
  });

  test('a successor of probability 0 explains no rounding', () => {
    const u = 2 ** -53;
    const row = (w: number): FiniteMdp => ({ ...mdp(), weights: Float64Array.of(1, 0, w, 1) });
    expect(validateMdp(row(1 - 2 * u)).weights[2]).toBe(1 - 2 * u);
    expect(refusalOf(() => validateMdp(row(1 - 3 * u)))).toContain('where rounding explains 2.22e-16');
  });

  test('a row that does not sum to 1 passes only when normalisation is chosen', () => {
    const weights = Float64Array.of(1, 1, 3, 1);
    expect(validateMdp({ ...mdp(), weights }, { normalize: true }).weights).toBe(weights);
  });
});
