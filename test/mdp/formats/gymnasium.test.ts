import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type FiniteMdp, parseModel, readModel } from '../../../src/mdp/index.ts';
import { refusalOf } from '../messages.ts';

type Table = Record<string, Record<string, [number, number, number, boolean][]>>;

const folder = 'models/gymnasium';
const tableOf = (name: string): Table => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));
const modelOf = (name: string): FiniteMdp => readModel(`${folder}/${name}.json`);
const layouts: Record<string, { rows: string[]; actions: string[] }> = JSON.parse(
  readFileSync(`${folder}/layouts.json`, 'utf8'),
);

const terminalStates = (mdp: FiniteMdp): number[] =>
  [...Array(mdp.stateCount).keys()].filter(s => mdp.pairOffsets[s] === mdp.pairOffsets[s + 1]);

/** The pair's outcomes as [weight, successor, reward], sorted as the table is here. */
const outcomes = (mdp: FiniteMdp, state: number, action: number): number[][] => {
  const pairs = [...mdp.actions.subarray(mdp.pairOffsets[state], mdp.pairOffsets[state + 1])];
  const pair = mdp.pairOffsets[state] + pairs.indexOf(action);
  const found: number[][] = [];
  for (let t = mdp.transitionOffsets[pair]; t < mdp.transitionOffsets[pair + 1]; t++) {
    found.push([mdp.weights[t], mdp.successors[t], mdp.rewards[pair] + (mdp.transitionRewards?.[t] ?? 0)]);
  }
  return found.sort(byNumbers);
};

const byNumbers = (a: number[], b: number[]): number => a[1] - b[1] || a[0] - b[0] || a[2] - b[2];

describe.each(['frozen-lake-4x4', 'frozen-lake-8x8', 'cliff-walking', 'taxi'])('%s', name => {
  const mdp = modelOf(name);
  const table = tableOf(name);
  const terminal = new Set(terminalStates(mdp));

  test('has every outcome of the table, repeated successors too, and none besides', () => {
    expect(mdp.stateCount).toBe(Object.keys(table).length);
    for (const [s, actions] of Object.entries(table)) {
      if (terminal.has(Number(s))) continue;
      for (const [a, listed] of Object.entries(actions)) {
        const expected = listed.map(([p, next, r, terminated]) => [p, terminated ? mdp.stateCount : next, r]);
        expect(outcomes(mdp, Number(s), Number(a))).toEqual(expected.sort(byNumbers));
      }
    }
  });

  test('has a name for every action', () => {
    expect(layouts[name].actions).toHaveLength(Math.max(...mdp.actions) + 1);
  });
});

test.each(['frozen-lake-4x4', 'frozen-lake-8x8'])('the terminal states of %s are its holes and its goal', name => {
  const letters = layouts[name].rows.join('');
  const expected = [...letters].flatMap((letter, state) => ('HG'.includes(letter) ? [state] : []));
  expect(terminalStates(modelOf(name))).toEqual(expected);
  expect(expected).toHaveLength(name === 'frozen-lake-4x4' ? 5 : 11);
});

test.each(['cliff-walking', 'taxi'])('no state of %s is terminal: all keep their actions', name => {
  expect(terminalStates(modelOf(name))).toEqual([]);
});

test('a lake beside a wall lists a successor twice', () => {
  const mdp = modelOf('frozen-lake-4x4');
  expect(outcomes(mdp, 0, 0).map(([, next]) => next)).toEqual([0, 0, 4]);
});

test("Taxi's drop-off ends the episode in a state that has actions of its own", () => {
  const mdp = modelOf('taxi');
  // Row 0, column 0, passenger in the taxi (4), destination 0: action 5 drops off, in the table towards state 0.
  expect(tableOf('taxi')['16']['5']).toEqual([[1, 0, 20, true]]);
  expect(outcomes(mdp, 16, 5)).toEqual([[1, 500, 20]]);
  expect(outcomes(mdp, 0, 5)).toEqual([[1, 0, -10]]);
});

describe('terminal states', () => {
  const terminalOf = (table: object): number[] => terminalStates(parseModel(JSON.stringify(table)));
  const loop = [1, 0, 0, true];

  test('are terminated loops to themselves with reward 0 under every action', () => {
    expect(terminalOf({ 0: { 0: [loop], 1: [loop] } })).toEqual([0]);
    expect(
      terminalOf({
        0: {
          0: [
            [0.5, 0, 0, true],
            [0.5, 0, -0, true],
          ],
        },
      }),
    ).toEqual([0]);
  });

  test('also if impossible outcomes stand beside the loops', () => {
    expect(terminalOf({ 0: { 0: [loop, [0, 1, 5, false]] }, 1: { 0: [loop] } })).toEqual([0]);
  });

  test.each([
    ['pays', { 0: { 0: [loop], 1: [[1, 0, 1, true]] } }],
    ['goes on', { 0: { 0: [loop], 1: [[1, 0, 0, false]] } }],
    [
      'may go on',
      {
        0: {
          0: [
            [0.5, 0, 0, true],
            [0.5, 0, 0, false],
          ],
        },
      },
    ],
    ['goes elsewhere', { 0: { 0: [[1, 1, 0, true]] }, 1: { 0: [[1, 1, 0, false]] } }],
  ])('are not those where one action %s', (_, table) => {
    expect(terminalOf(table)).toEqual([]);
  });
});

test('keys are numbers, not texts: state 10 comes after state 9', () => {
  const table = Object.fromEntries(
    [...Array(12).keys()].map(s => [s, { 10: [[1, (s + 1) % 12, s, false]], 9: [[1, s, 0, false]] }]),
  );
  const mdp = parseModel(JSON.stringify(table));
  expect(mdp.successors.filter((_, t) => t % 2 === 1)).toEqual(Int32Array.from({ length: 12 }, (_, s) => (s + 1) % 12));
  expect(mdp.actions.subarray(0, 2)).toEqual(Int32Array.of(9, 10));
});

test('a shared reward is exactly the reward of the pair', () => {
  const mdp = parseModel('{"0": {"0": [[0.9, 0, 0.1, false], [0.1, 0, 0.1, true]]}}');
  expect(mdp.rewards).toEqual(Float64Array.of(0.1));
  expect(mdp.transitionRewards).toBeUndefined();
});

describe('refusals', () => {
  const good = [1, 0, 0, false];
  test.each<[unknown, string]>([
    [{ 0: { 0: [good] }, 2: { 0: [good] } }, 'state 1: missing from the table, expected states 0 to 2 without gaps'],
    [{ 1: { 0: [good] } }, 'state 0: missing from the table, expected states 0 to 1 without gaps'],
    [{ 0: { 0: [good] }, one: {} }, 'table: the state is called "one", expected a whole number from 0'],
    [{ 0: { 0: [good] }, '-1': {} }, 'table: the state is called "-1", expected a whole number from 0'],
    [{ 0: { 0: [good] }, '00': {} }, 'table: the state is called "00", expected a whole number from 0'],
    [{ 0: { '(0,)': [good] } }, 'state 0: the action is called "(0,)", expected a whole number from 0'],
    [{ 0: { 2147483648: [good] } }, 'state 0: the action is called "2147483648", expected a whole number from 0'],
    [{ 0: [[good]] }, 'state 0: the value is a list of 1, expected an object with a number for each action'],
    [{ 0: {} }, 'state 0: no action, expected at least one (a terminal state loops to itself: [[1.0, 0, 0, true]])'],
    [
      { 0: { 0: [] } },
      'state 0, action 0: the value is a list of 0, expected a list [[probability, next state, reward, terminated], ...] (an action that is not available must not be listed)',
    ],
    [
      { 0: { 0: 1 } },
      'state 0, action 0: the value is 1, expected a list [[probability, next state, reward, terminated], ...] (an action that is not available must not be listed)',
    ],
    [
      { 0: { 0: [[1, 0, 0]] } },
      'state 0, action 0: an outcome is a list of 3, expected [probability, next state, reward, terminated]',
    ],
    [{ 0: { 0: good } }, 'state 0, action 0: an outcome is 1, expected [probability, next state, reward, terminated]'],
    [{ 0: { 0: [[1, 1, 0, true]] } }, 'state 0, action 0: a successor is 1, expected a state, 0 to 0'],
    [{ 0: { 0: [[1, 0, 0, 1]] } }, 'state 0, action 0: "terminated" is 1, expected true or false'],
    [
      { 0: { 0: [[null, 0, 0, false]] } },
      'state 0, action 0: the probability of successor 0 is null, expected a finite number of at least 0 (null is what JSON writers put for NaN)',
    ],
    [
      { 0: { 0: [[1, 0, null, false]] } },
      'state 0, action 0: the reward of successor 0 is null, expected a finite number (null is what JSON writers put for NaN)',
    ],
    [
      { 0: { 0: [['1', 0, 0, true]] } },
      'state 0, action 0: a probability is "1", expected a finite number of at least 0 (a number must not stand in quotes)',
    ],
    [
      { 0: { 4: [[0.5, 0, 0, true]] } },
      'state 0, action 4: the probabilities sum to 0.5, expected 1; off by -0.500 where rounding explains 2.22e-16' +
        ' (a missing successor, or too few digits printed; --normalize or `normalize: true` divides by the sum)',
    ],
  ])('%#', (table, expected) => {
    expect(refusalOf(() => parseModel(JSON.stringify(table)))).toBe(expected);
  });

  test('infinity in an exponent', () => {
    expect(refusalOf(() => parseModel('{"0": {"0": [[1, 0, 1e999, false]]}}'))).toBe(
      'state 0, action 0: the reward of successor 0 is Infinity, expected a finite number (a division by zero, or an exponent beyond 308)',
    );
  });

  test('a loop of a terminal state may miss mass only when normalisation is chosen', () => {
    expect(terminalStates(parseModel('{"0": {"4": [[0.5, 0, 0, true]]}}', { normalize: true }))).toEqual([0]);
  });

  test('an empty table, read by force', () => {
    expect(refusalOf(() => parseModel('{}', { format: 'gymnasium' }))).toBe(
      'model: the number of states is 0, expected a whole number from 1 to 2147483647',
    );
  });
});
