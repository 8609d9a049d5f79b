import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildMdp, type FiniteMdp, modelHash, parseModel, readModel, writeSparseJson } from '../../../src/mdp/index.ts';
import { anyText, mdpInput } from '../arbitraries.ts';
import { refusalOf } from '../messages.ts';

const written = (mdp: FiniteMdp): string => [...writeSparseJson(mdp)].join('');
const normalize = { normalize: true };

const example = /```json\n([\s\S]*?)```/.exec(readFileSync('docs/formats.md', 'utf8'))![1];

test("the documentation's example", () => {
  expect(parseModel(example)).toEqual(
    buildMdp({
      stateCount: 3,
      transitions: [
        [0, 0, 0, 0.5],
        [0, 0, 1, 0.5],
        [0, 1, 2, 1],
        [1, 0, 2, 0.75, 4],
        [1, 0, 'end', 0.25, -1],
      ],
      rewards: [[0, 1, 2]],
      terminal: [2],
      names: { title: 'example', states: ['hall', 'lift', 'home'], actions: ['stay', 'walk'] },
    }),
  );
});

describe('write, then read', () => {
  test('gives the same numbers for any model', () => {
    fc.assert(
      fc.property(mdpInput, input => {
        const mdp = buildMdp(input, normalize);
        const back = parseModel(written(mdp), normalize);
        expect(back).toEqual(mdp);
        expect(modelHash(back)).toBe(modelHash(mdp));
      }),
    );
  });

  test('gives any names back', () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.string(), { minLength: 1, maxLength: 3 }), (title, actions) => {
        const names = { title, states: [title], actions };
        const mdp = buildMdp({ stateCount: 1, transitions: [[0, 0, 'end', 1]], names });
        expect(parseModel(written(mdp)).names).toEqual(names);
      }),
    );
  });

  test.each(['frozen-lake-4x4', 'frozen-lake-8x8', 'cliff-walking', 'taxi'])('keeps %s', name => {
    const mdp = readModel(`models/gymnasium/${name}.json`);
    expect(parseModel(written(mdp))).toEqual(mdp);
  });

  test('a state to a line', () => {
    expect(written(parseModel(example))).toBe(`{"format": "soft-bellman-mdp/1",
"states": 3,
"transitions": [
[0, 0, 0, 0.5], [0, 0, 1, 0.5], [0, 1, 2, 1],
[1, 0, 2, 0.75, 4], [1, 0, "end", 0.25, -1]],
"rewards": [
[0, 1, 2]],
"terminal": [
2],
"names": {"title":"example","states":["hall","lift","home"],"actions":["stay","walk"]}}
`);
  });
});

describe('refusals', () => {
  const good = { format: 'soft-bellman-mdp/1', states: 1, transitions: [[0, 0, 0, 1]] };

  test('the file they vary is fine', () => {
    expect(parseModel(JSON.stringify(good)).stateCount).toBe(1);
  });

  test.each<[object, string]>([
    [{ format: undefined }, 'model: the field "format" is missing, expected "soft-bellman-mdp/1"'],
    [
      { format: 'soft-bellman-mdp/2' },
      'model: the field "format" is "soft-bellman-mdp/2", expected "soft-bellman-mdp/1"',
    ],
    [
      { reward: [] },
      'model: the field "reward" is unknown, expected format, states, transitions, rewards, terminal, names (misspelt?)',
    ],
    [{ states: undefined }, 'model: the number of states is missing, expected a whole number from 1 to 2147483647'],
    [{ states: 0 }, 'model: the number of states is 0, expected a whole number from 1 to 2147483647'],
    [{ transitions: undefined }, 'model: transitions is missing, expected a list'],
    [{ transitions: {} }, 'model: transitions is an object, expected a list'],
    [
      {
        transitions: [
          [0, 0, 0, 1],
          [0, 0, 1],
        ],
      },
      'transitions: entry 2 (counted from 1) is a list of 3, expected [state, action, next, probability], or with a reward as fifth',
    ],
    [
      { transitions: [[0, 0, 0, 1, 0, 0]] },
      'transitions: entry 1 (counted from 1) is a list of 6, expected [state, action, next, probability], or with a reward as fifth',
    ],
    [
      { transitions: [7] },
      'transitions: entry 1 (counted from 1) is 7, expected [state, action, next, probability], or with a reward as fifth',
    ],
    [
      { transitions: [[0, 0, 0, 1, null]] },
      'state 0, action 0: the reward of successor 0 is null, expected a finite number (null is what JSON writers put for NaN)',
    ],
    [{ rewards: null }, 'model: rewards is null, expected a list'],
    [{ rewards: [[0, 0]] }, 'rewards: entry 1 (counted from 1) is a list of 2, expected [state, action, reward]'],
    [{ terminal: 0 }, 'model: terminal is 0, expected a list'],
    [{ names: [] }, 'names: the value is a list of 0, expected an object with title, states, actions'],
    [{ names: { state: [] } }, 'names: the field "state" is unknown, expected title, states, actions (misspelt?)'],
    [{ names: { title: 1 } }, 'names: the title is 1, expected a string'],
    [{ names: { states: [0] } }, 'names: a name of the states is 0, expected a string'],
    [{ names: { actions: 'stay' } }, 'model: the list of action names is "stay", expected a list'],
    [{ names: { states: [] } }, 'names: the number of state names is 0, expected 1, one for each state'],
  ])('%j', (change, expected) => {
    expect(refusalOf(() => parseModel(JSON.stringify({ ...good, ...change })))).toBe(expected);
  });
});
