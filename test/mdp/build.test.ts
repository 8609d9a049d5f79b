import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildMdp, type FiniteMdp, MdpAssembler, type MdpInput, modelHash } from '../../src/mdp/index.ts';
import { mdpInput } from './arbitraries.ts';
import { refusalOf } from './messages.ts';

const normalize = { normalize: true };

describe('layout', () => {
  const mdp = buildMdp({
    stateCount: 4,
    transitions: [
      [3, 7, 0, 1],
      [0, 2, 1, 0.5, 4],
      [0, 0, 'end', 1],
      [0, 2, 0, 0.25],
      [0, 2, 1, 0.25, -1],
      [1, 0, 3, 1],
    ],
    rewards: [
      [3, 7, 2.5],
      [0, 2, -3],
    ],
    terminal: [2],
  });

  test('states, then actions, then successors ascend', () => {
    expect(mdp).toEqual({
      stateCount: 4,
      pairOffsets: Int32Array.of(0, 2, 3, 3, 4),
      actions: Int32Array.of(0, 2, 0, 7),
      rewards: Float64Array.of(0, -3, 0, 2.5),
      transitionOffsets: Int32Array.of(0, 1, 4, 5, 6),
      successors: Int32Array.of(4, 0, 1, 1, 3, 0),
      weights: Float64Array.of(1, 0.25, 0.5, 0.25, 1, 1),
      transitionRewards: Float64Array.of(0, 0, 4, -1, 0, 0),
    });
  });

  test('is frozen', () => {
    expect(Object.isFrozen(mdp)).toBe(true);
  });

  test('arrays stand alone, without spare room behind them', () => {
    for (const array of [
      mdp.pairOffsets,
      mdp.actions,
      mdp.rewards,
      mdp.transitionOffsets,
      mdp.successors,
      mdp.weights,
    ]) {
      expect(array.buffer.byteLength).toBe(array.byteLength);
    }
  });
});

describe('what is kept', () => {
  /** $\sum w$ and $\sum w r$ of every (state, action, next), and $r$ of every pair, straight from the lists. */
  const listed = (input: MdpInput) => {
    const sums = new Map<string, number[]>();
    for (const [s, a, next, w, r = 0] of input.transitions) {
      const to = `${s} ${a} ${next === 'end' ? input.stateCount : next}`;
      if (w > 0) sums.set(to, [...(sums.get(to) ?? []), w]);
      if (w > 0) sums.set(`${to} pays`, [...(sums.get(`${to} pays`) ?? []), r]);
    }
    return { sums, own: new Map((input.rewards ? [...input.rewards] : []).map(([s, a, r]) => [`${s} ${a}`, r])) };
  };

  test('every weight and every reward, for any model', () => {
    fc.assert(
      fc.property(mdpInput, input => {
        const mdp = buildMdp(input, normalize);
        const { sums, own } = listed(input);
        const found = new Map<string, number[]>();
        for (let s = 0; s < mdp.stateCount; s++) {
          for (let p = mdp.pairOffsets[s]; p < mdp.pairOffsets[s + 1]; p++) {
            for (let t = mdp.transitionOffsets[p]; t < mdp.transitionOffsets[p + 1]; t++) {
              const to = `${s} ${mdp.actions[p]} ${mdp.successors[t]}`;
              const pays = mdp.transitionRewards?.[t] ?? 0;
              // A shared reward moved onto the pair is exact: then the pair listed none of its own, or 0.
              const ownReward = own.get(`${s} ${mdp.actions[p]}`) ?? 0;
              const paid = ownReward === 0 ? mdp.rewards[p] + pays : pays;
              if (ownReward !== 0) expect(mdp.rewards[p]).toBe(ownReward);
              found.set(to, [...(found.get(to) ?? []), mdp.weights[t]]);
              found.set(`${to} pays`, [...(found.get(`${to} pays`) ?? []), paid + 0]);
            }
          }
        }
        for (const [to, rewards] of sums)
          sums.set(
            to,
            rewards.map(r => r + 0),
          );
        expect(found).toEqual(sums);
      }),
    );
  });

  test('the order of distinct transitions does not matter', () => {
    const distinct = mdpInput.map(input => {
      const seen = new Map([...input.transitions].map(t => [t.slice(0, 3).join(), t]));
      return { ...input, transitions: [...seen.values()] };
    });
    const withOrder = distinct.chain(input =>
      fc.record({
        input: fc.constant(input),
        order: fc.shuffledSubarray([...input.transitions], { minLength: input.transitions.length }),
      }),
    );
    fc.assert(
      fc.property(withOrder, ({ input, order }) => {
        fc.pre(accepts(input));
        expect(modelHash(buildMdp({ ...input, transitions: order }, normalize))).toBe(
          modelHash(buildMdp(input, normalize)),
        );
      }),
    );
  });

  const accepts = (input: MdpInput): boolean => {
    try {
      buildMdp(input, normalize);
      return true;
    } catch {
      return false;
    }
  };
});

describe('canonical numbers', () => {
  const pair = (...transitions: [number | 'end', number, number?][]): FiniteMdp =>
    buildMdp({ stateCount: 1, transitions: transitions.map(([next, w, r]) => [0, 0, next, w, r]) });

  test('transitions of weight 0 are dropped', () => {
    expect(pair([0, 0, 5], ['end', 1], [0, -0])).toEqual(pair(['end', 1]));
  });

  test('a shared reward belongs to the pair', () => {
    const mdp = pair([0, 0.5, 0.1], ['end', 0.5, 0.1], [0, 0, 7]);
    expect(mdp.rewards).toEqual(Float64Array.of(0.1));
    expect(mdp.transitionRewards).toBeUndefined();
  });

  test('a reward that differs stays on its transition', () => {
    const mdp = pair([0, 0.5, 0.1], ['end', 0.5, 0.2]);
    expect(mdp.rewards).toEqual(Float64Array.of(0));
    expect(mdp.transitionRewards).toEqual(Float64Array.of(0.1, 0.2));
  });

  test('a shared reward beside a reward of the pair stays: their sum would round', () => {
    const mdp = buildMdp({ stateCount: 1, transitions: [[0, 0, 'end', 1, 0.1]], rewards: [[0, 0, 0.2]] });
    expect(mdp.rewards).toEqual(Float64Array.of(0.2));
    expect(mdp.transitionRewards).toEqual(Float64Array.of(0.1));
  });

  test('-0 is 0', () => {
    const mdp = buildMdp({ stateCount: 1, transitions: [[0, 0, 'end', 1, -0]], rewards: [[0, 0, -0]] });
    expect(Object.is(mdp.rewards[0], 0)).toBe(true);
    expect(mdp.transitionRewards).toBeUndefined();
  });
});

describe('refusals', () => {
  const names = { states: ['hall', 'lift'], actions: ['stay', 'walk'] };
  const good: MdpInput = { stateCount: 2, transitions: [[0, 0, 1, 1]], terminal: [1] };
  const message = (change: object, options = {}): string =>
    refusalOf(() => buildMdp({ ...good, ...change } as MdpInput, options));

  test('the model they vary is fine', () => {
    expect(buildMdp(good).stateCount).toBe(2);
  });

  test.each([
    [0, '0'],
    [-1, '-1'],
    [1.5, '1.5'],
    [2 ** 31, '2147483648'],
    [Number.NaN, 'NaN', ' (0/0 is the usual cause)'],
    [undefined, 'missing'],
    ['2', '"2"', ' (a number must not stand in quotes)'],
  ])('number of states %j', (stateCount, shown, cause = '') => {
    expect(message({ stateCount })).toBe(
      `model: the number of states is ${shown}, expected a whole number from 1 to 2147483647${cause}`,
    );
  });

  test.each([
    [[2, 0, 1, 1], 'transition 1 (counted from 1): the state is 2, expected a state, 0 to 1 (states count from 0)'],
    [[-1, 0, 1, 1], 'transition 1 (counted from 1): the state is -1, expected a state, 0 to 1'],
    [[0.5, 0, 1, 1], 'transition 1 (counted from 1): the state is 0.5, expected a state, 0 to 1'],
    [[0, -1, 1, 1], 'state 0: an action is -1, expected a whole number from 0 to 2147483647'],
    [[0, 0.5, 1, 1], 'state 0: an action is 0.5, expected a whole number from 0 to 2147483647'],
    [[0, 2 ** 31, 1, 1], 'state 0: an action is 2147483648, expected a whole number from 0 to 2147483647'],
    [
      [0, 0, 2, 1],
      'state 0, action 0: a successor is 2, expected a state, 0 to 1 or "end" (states count from 0; the end of the episode is written "end")',
    ],
    [[0, 0, -1, 1], 'state 0, action 0: a successor is -1, expected a state, 0 to 1 or "end"'],
    [[0, 0, 3, 1], 'state 0, action 0: a successor is 3, expected a state, 0 to 1 or "end"'],
    [
      [0, 0, 'End', 1],
      'state 0, action 0: a successor is "End", expected a state, 0 to 1 or "end" (a number must not stand in quotes)',
    ],
    [
      [0, 0, 1, -0.2],
      'state 0, action 0: the probability of successor 1 is -0.2, expected a finite number of at least 0',
    ],
    [
      [0, 0, 'end', null],
      'state 0, action 0: the probability of successor end is null, expected a finite number of at least 0 (null is what JSON writers put for NaN)',
    ],
    [
      [0, 0, 1, Infinity],
      'state 0, action 0: the probability of successor 1 is Infinity, expected a finite number of at least 0 (a division by zero, or an exponent beyond 308)',
    ],
    [
      [0, 0, 1, Number.NaN],
      'state 0, action 0: the probability of successor 1 is NaN, expected a finite number of at least 0 (0/0 is the usual cause)',
    ],
    [[0, 0, 1, 1, true], 'state 0, action 0: the reward of successor 1 is true, expected a finite number'],
    [
      [0, 0, 1, 1, -Infinity],
      'state 0, action 0: the reward of successor 1 is -Infinity, expected a finite number (a division by zero, or an exponent beyond 308)',
    ],
  ])('transition %j', (transition, expected) => {
    expect(message({ transitions: [transition] })).toBe(expected);
  });

  test.each([
    [
      [[0, 0, 0]],
      [[0, 0, Number.NaN]],
      'state 0, action 0: the reward is NaN, expected a finite number (0/0 is the usual cause)',
    ],
    [
      [[0, 0, 0]],
      [
        [0, 0, 3],
        [0, 0, 3],
      ],
      'state 0, action 0: a second reward, 3 after 3, expected one',
    ],
    [[], [[2, 0, 1]], 'reward 1 (counted from 1): the state is 2, expected a state, 0 to 1 (states count from 0)'],
    [[], [[0, -2, 1]], 'state 0: an action is -2, expected a whole number from 0 to 2147483647'],
    [
      [],
      [[0, 1, 1]],
      'state 0, action 1: a reward for a pair without transitions, expected the pair among the transitions (the state is terminal, or states or actions are numbered differently)',
    ],
    [
      [],
      [[1, 0, 1]],
      'state 1, action 0: a reward for a pair without transitions, expected the pair among the transitions (the state is terminal, or states or actions are numbered differently)',
    ],
  ])('rewards %#', (_, rewards, expected) => {
    expect(message({ rewards })).toBe(expected);
  });

  test('a second reward after one of 0', () => {
    const rewards = [
      [0, 0, 0],
      [0, 0, 3],
    ];
    expect(message({ rewards })).toBe('state 0, action 0: a second reward, 3 after 0, expected one');
  });

  test('a reward for an action between those of its state, or of the next state', () => {
    const transitions = [
      [0, 0, 1, 1],
      [0, 5, 1, 1],
      [1, 7, 1, 1],
    ];
    const rewardOf = (action: number) => message({ transitions, rewards: [[0, action, 1]], terminal: [] });
    expect(rewardOf(3)).toContain('state 0, action 3: a reward for a pair without transitions');
    expect(rewardOf(7)).toContain('state 0, action 7: a reward for a pair without transitions');
  });

  test('terminal state out of range', () => {
    expect(message({ terminal: [1, 2] })).toBe('terminal states: a state is 2, expected a state, 0 to 1');
    expect(message({ terminal: [1, null] })).toBe(
      'terminal states: a state is null, expected a state, 0 to 1 (null is what JSON writers put for NaN)',
    );
  });

  test('a state with neither actions nor declaration', () => {
    const expected =
      'state 1: no action and not declared terminal, expected either (its transitions are missing, or the number of states is too large)';
    expect(message({ terminal: [] })).toBe(expected);
    expect(
      message({
        transitions: [
          [0, 0, 1, 0.5],
          [0, 0, 1, 0.5],
        ],
        terminal: [],
      }),
    ).toBe(expected);
  });

  test('a number of states with nine digits too many, before memory is asked for', () => {
    expect(message({ stateCount: 2_000_000_000 })).toBe(
      'state 2: no action and not declared terminal, expected either (its transitions are missing, or the number of states is too large)',
    );
  });

  test('a terminal state with transitions', () => {
    expect(
      message({
        transitions: [
          [0, 0, 1, 1],
          [1, 4, 1, 1],
        ],
      }),
    ).toBe(
      'state 1, action 4: the state is declared terminal but this action has transitions, expected none (nothing is chosen in a terminal state; an absorbing state is not terminal)',
    );
  });

  test('a row without mass, whatever the options', () => {
    const expected =
      'state 0, action 0: no successor has a positive probability, expected probabilities that sum to 1 (an action that is not available must not be listed)';
    expect(message({ transitions: [[0, 0, 1, 0]] })).toBe(expected);
    expect(message({ transitions: [[0, 0, 1, 0]] }, normalize)).toBe(expected);
  });

  test('a row whose sum overflows, whatever the options', () => {
    const transitions = [
      [0, 0, 1, 1e308],
      [0, 0, 0, 1e308],
    ];
    const expected = 'state 0, action 0: the probabilities sum to more than a double can hold, expected 1';
    expect(message({ transitions })).toBe(expected);
    expect(message({ transitions }, normalize)).toBe(expected);
  });

  test('names of the wrong length', () => {
    expect(message({ names: { states: ['hall'] } })).toBe(
      'names: the number of state names is 1, expected 2, one for each state',
    );
    expect(message({ transitions: [[0, 2, 1, 1]], names })).toBe(
      'names: the number of action names is 2, expected at least 3, one for each action from 0 to 2',
    );
  });

  test('names stand beside the numbers, on one line whatever they hold', () => {
    expect(message({ transitions: [[0, 1, 1, 0.5]], names })).toContain('state 0 "hall", action 1 "walk": ');
    const odd = { states: [`a\n\u001b[31m\u009b${'x'.repeat(50)}`, ''], actions: ['\u2028'] };
    expect(message({ transitions: [[0, 0, 1, -1]], names: odd })).toMatch(
      /^state 0 "a\\n\\u001b\[31m\\u009bx{32}…", action 0 "\\u2028": the probability/,
    );
  });
});

describe('row sums', () => {
  const u = 2 ** -53;
  const row = (...weights: number[]): MdpInput => ({ stateCount: 1, transitions: weights.map(w => [0, 0, 'end', w]) });

  test.each(
    [[1 + 2 * u], [1 - u], [1 - 2 * u], [0.1, 0.2, 0.7], [1 / 3, 1 / 3, 1 / 3], [1 - 5 * u, u, u]].map(r => [r]),
  )('rounding explains %j', weights => {
    expect(buildMdp(row(...weights)).weights).toEqual(Float64Array.from(weights));
  });

  test.each([[1 + 4 * u], [1 - 3 * u], [1 - 5 * u, 0, 0, 0, 0]].map(r => [r]))(
    'rounding does not explain %j',
    weights => {
      expect(refusalOf(() => buildMdp(row(...weights)))).toContain('where rounding explains 2.22e-16');
    },
  );

  test('six printed digits are refused, and accepted unchanged when normalisation is chosen', () => {
    const printed = row(0.333333, 0.333333, 0.333333);
    expect(refusalOf(() => buildMdp(printed))).toBe(
      'state 0, action 0: the probabilities sum to 0.999999, expected 1; off by -0.00000100 where rounding explains 4.44e-16' +
        ' (a missing successor, or too few digits printed; --normalize or `normalize: true` divides by the sum)',
    );
    expect(buildMdp(printed, normalize).weights).toEqual(Float64Array.of(0.333333, 0.333333, 0.333333));
  });
});

test('the assembler takes transitions one at a time', () => {
  const assembler = new MdpAssembler(2, { title: 'two' });
  assembler.terminal(1);
  assembler.reward(0, 3, 1.5);
  assembler.transition(0, 3, 1, 0.5);
  assembler.transition(0, 3, 0, 0.5, 2);
  const input: MdpInput = {
    stateCount: 2,
    transitions: [
      [0, 3, 1, 0.5],
      [0, 3, 0, 0.5, 2],
    ],
    rewards: [[0, 3, 1.5]],
    terminal: [1],
    names: { title: 'two' },
  };
  expect(assembler.finish()).toEqual(buildMdp(input));
});

test('names are copied and frozen', () => {
  const states = ['only'];
  const actions = ['stay'];
  const mdp = buildMdp({ stateCount: 1, transitions: [[0, 0, 0, 1]], names: { states, actions } });
  states[0] = 'changed';
  actions[0] = 'changed';
  expect(mdp.names).toEqual({ states: ['only'], actions: ['stay'] });
  expect(Object.isFrozen(mdp.names)).toBe(true);
  expect(Object.isFrozen(mdp.names?.states)).toBe(true);
  expect(Object.isFrozen(mdp.names?.actions)).toBe(true);
});
