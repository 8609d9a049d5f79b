import { describe, expect, test } from 'vitest';
import { buildMdp, type MdpFunctions, mdpFromFunctions } from '../../src/mdp/index.ts';
import { refusalOf } from './messages.ts';

const weather: MdpFunctions<string, string> = {
  states: ['sun', 'rain', 'home'],
  actions: state => (state === 'home' ? [] : state === 'sun' ? ['walk', 'wait'] : ['wait', 'walk']),
  transition: (_, action) =>
    action === 'walk'
      ? [['home', 1]]
      : new Map([
          ['sun', 0.75],
          ['rain', 0.25],
        ]),
  reward: (state, action, next) => (action === 'walk' && state === 'rain' ? -2 : next === 'sun' ? 1 : 0),
};

test('numbers states and actions in the order of first mention, and names them', () => {
  expect(mdpFromFunctions(weather)).toEqual(
    buildMdp({
      stateCount: 3,
      transitions: [
        [0, 0, 2, 1],
        [0, 1, 0, 0.75, 1],
        [0, 1, 1, 0.25],
        [1, 1, 0, 0.75, 1],
        [1, 1, 1, 0.25],
        [1, 0, 2, 1],
      ],
      rewards: [[1, 0, -2]],
      terminal: [2],
      names: { states: ['sun', 'rain', 'home'], actions: ['walk', 'wait'] },
    }),
  );
});

test('a declared terminal state is not asked for actions', () => {
  const declared = mdpFromFunctions({
    ...weather,
    terminal: state => state === 'home',
    actions: state => {
      if (state === 'home') throw new Error('asked');
      return weather.actions(state);
    },
  });
  expect(declared).toEqual(mdpFromFunctions(weather));
});

test('objects are the same by their key', () => {
  type Cell = { x: number; y: number };
  const cells: Cell[] = [0, 1].flatMap(x => [0, 1].map(y => ({ x, y })));
  const grid = mdpFromFunctions({
    states: cells,
    key: ({ x, y }) => `${x},${y}`,
    actions: () => ['right', 'down'],
    terminal: ({ x, y }) => x === 1 && y === 1,
    transition: ({ x, y }, action) => [[action === 'right' ? { x: 1, y } : { x, y: 1 }, 1]],
    reward: () => -1,
    names: { title: 'grid' },
  });
  expect(grid.successors).toEqual(Int32Array.of(2, 1, 3, 1, 2, 3));
  expect(grid.names).toEqual({ title: 'grid', states: ['0,0', '0,1', '1,0', '1,1'], actions: ['right', 'down'] });
});

test('options reach the rows', () => {
  const counts = { ...weather, transition: () => [['sun', 3]] as [string, number][] };
  expect(refusalOf(() => mdpFromFunctions(counts))).toContain(
    'state 0 "sun", action 0 "walk": the probabilities sum to 3',
  );
  expect(mdpFromFunctions({ ...counts, normalize: true }).weights).toEqual(Float64Array.of(3, 3, 3, 3));
});

test('errors of the functions themselves pass through', () => {
  const broken = () => {
    throw new RangeError('mine');
  };
  expect(() => mdpFromFunctions({ ...weather, reward: broken })).toThrow(RangeError);
});

describe('refusals', () => {
  test.each<[object, string]>([
    [{ states: [] }, 'model: the number of states is 0, expected a whole number from 1 to 2147483647'],
    [{ states: 'sun' }, 'states: the list is "sun", expected an array, a Map or another iterable object'],
    [{ states: ['sun', 'sun'] }, 'states: "sun" stands twice, expected once'],
    [
      { actions: () => 'walk' },
      'actions of state 0 "sun": the list is "walk", expected an array, a Map or another iterable object',
    ],
    [{ actions: () => ['walk', 'walk'] }, 'state 0 "sun": "walk" stands twice, expected once'],
    [
      { terminal: () => false },
      'state 2 "home": no action and not declared terminal, expected either (its transitions are missing, or the number of states is too large)',
    ],
    [
      { transition: () => [] },
      'state 0 "sun", action 0 "walk": no successor, expected at least one (an action that is not available must not be listed)',
    ],
    [
      { transition: () => ({ home: 1 }) },
      'transition of state 0 "sun", action 0 "walk": the list is an object, expected an array, a Map or another iterable object',
    ],
    [
      { transition: () => [['home']] },
      'transition of state 0 "sun", action 0 "walk": an entry is a list of 1, expected [next state, probability]',
    ],
    [
      { transition: () => ['me'] },
      'transition of state 0 "sun", action 0 "walk": an entry is "me", expected [next state, probability]',
    ],
    [
      { transition: () => [['hime', 1]] },
      'state 0 "sun", action 0 "walk": the successor "hime" is not among the states (misspelt, or not listed)',
    ],
    [
      { transition: () => [[{ at: 'home' }, 1]] },
      'state 0 "sun", action 0 "walk": the successor "{\\"at\\":\\"home\\"}" is not among the states (without a key, objects are the same only if identical)',
    ],
    [
      { transition: () => [['home', undefined]] },
      'state 0 "sun", action 0 "walk": the probability of successor 2 is missing, expected a finite number of at least 0',
    ],
    [
      { reward: () => undefined },
      'state 0 "sun", action 0 "walk": the reward towards "home" is missing, expected a finite number',
    ],
  ])('%#', (change, expected) => {
    expect(refusalOf(() => mdpFromFunctions({ ...weather, ...change } as MdpFunctions<string, string>))).toBe(expected);
  });
});
