import { expect, test } from 'vitest';
import { finiteEnvironment, timeLimit } from '../../src/environments/index.ts';
import { buildMdp, readModel } from '../../src/mdp/index.ts';

const lake = readModel('models/gymnasium/frozen-lake-4x4.json');
const stateOf = (observation: Float32Array): number => {
  const state = observation.indexOf(1);
  expect(observation.filter(x => x !== 0).length).toBe(state < 0 ? 0 : 1);
  return state;
};

test('an environment draws every successor as often as its weight says', () => {
  const mdp = buildMdp({
    stateCount: 2,
    transitions: [
      [0, 0, 0, 0.5, 1],
      [0, 0, 1, 0.125, 2],
      [0, 0, 'end', 0.375, 3],
      [0, 2, 1, 1, 5],
    ],
    terminal: [1],
  });
  const environment = finiteEnvironment('three ways', mdp, 0);
  expect(environment.actionSpace).toEqual({ kind: 'discrete', count: 3 });
  environment.reset(1);
  const count = 10_000;
  const times = { stay: 0, stop: 0, end: 0 };
  const seen = { stay: [[1, 0], 1, false], stop: [[0, 1], 2, true], end: [[0, 0], 3, true] } as const;
  for (let i = 0; i < count; i++) {
    const { observation, reward, terminated, truncated } = environment.step([0]);
    const way = (['stay', 'stop', 'end'] as const)[reward - 1];
    expect([[...observation], reward, terminated, truncated]).toEqual([...seen[way], false]);
    times[way]++;
    if (terminated) environment.reset();
  }
  /* Hoeffding: a frequency is further off than this with a probability of less than 2 exp(-2 * count * distance^2) = 5e-11. */
  const distance = 0.035;
  expect(Math.abs(times.stay / count - 0.5)).toBeLessThan(distance);
  expect(Math.abs(times.stop / count - 0.125)).toBeLessThan(distance);
  expect(Math.abs(times.end / count - 0.375)).toBeLessThan(distance);
});

test('every step on the frozen lake is a transition of the model', () => {
  const environment = timeLimit(finiteEnvironment('FrozenLake-v1', lake, 0), 100);
  const { pairOffsets, transitionOffsets, successors, weights } = lake;
  let state = stateOf(environment.reset(5));
  const ends = { holes: 0, goals: 0, limits: 0 };
  for (let i = 0; i < 4000; i++) {
    const action = i % 7 < 4 ? 2 : i % 4;
    const { observation, reward, terminated, truncated } = environment.step([action]);
    const pair = pairOffsets[state] + action;
    const next = stateOf(observation) < 0 ? lake.stateCount : stateOf(observation);
    const possible = [...successors.subarray(transitionOffsets[pair], transitionOffsets[pair + 1])].filter(
      (_, t) => weights[transitionOffsets[pair] + t] > 0,
    );
    expect(possible).toContain(next);
    expect(terminated).toBe(next === lake.stateCount);
    expect(reward === 0 || (reward === 1 && terminated)).toBe(true);
    if (terminated) ends[reward === 1 ? 'goals' : 'holes']++;
    else if (truncated) ends.limits++;
    state = terminated || truncated ? stateOf(environment.reset()) : next;
    if (terminated || truncated) expect(state).toBe(0);
  }
  expect(ends.holes).toBeGreaterThan(0);
  expect(ends.goals).toBeGreaterThan(0);
});

test('a saved environment goes on to the bit', () => {
  const [one, other] = [finiteEnvironment('lake', lake, 0), finiteEnvironment('lake', lake, 0)];
  const run = (environment: typeof one, steps: number) =>
    Array.from({ length: steps }, (_, i) => {
      const step = environment.step([i % 4]);
      return step.terminated ? environment.reset() : step.observation;
    });
  one.reset(2);
  run(one, 30);
  other.restore(one.save());
  expect(run(other, 100)).toEqual(run(one, 100));
});

test('what is no action, no start or no saved state is refused in one line', () => {
  const environment = finiteEnvironment('lake', lake, 0);
  environment.reset(0);
  expect(() => environment.step([4])).toThrow('state 0 of lake has no action 4');
  expect(() => environment.step([0.5])).toThrow('state 0 of lake has no action 0.5');
  expect(() => environment.step([])).toThrow('the action of lake has 0 entries, expected 1');
  environment.restore(Float64Array.of(lake.stateCount, 1, 2, 3, 4));
  expect(() => environment.step([0])).toThrow('the episode of lake is over, expected a reset before the next action');
  expect(() => environment.restore(Float64Array.of(17, 1, 2, 3, 4))).toThrow(
    'the saved state of lake is 17, expected one of 0 to 16',
  );
  expect(() => finiteEnvironment('lake', lake, 5)).toThrow(
    'lake starts in state 5, expected one with actions among 0 to 15',
  );
  expect(() => finiteEnvironment('lake', lake, 0.5)).toThrow('lake starts in state 0.5');
});
