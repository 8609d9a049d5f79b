import { PerformanceObserver } from 'node:perf_hooks';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recording } from '../../properties/episodes.ts';
import {
  type ReplayOperations,
  type ReportedStep,
  type StoredTransition,
  type Subject,
  storedIsAllThatHappened,
  storedIsWhatHappened,
} from '../../properties/index.ts';
import { printed } from '../../properties/printing.ts';
import { memory } from '../../src/conformance/subjects/memory.ts';
import type { Box, Environment, Step } from '../../src/environments/index.ts';
import { random } from '../../src/numerics/index.ts';
import type { Arrays } from '../../src/sac/arrays.ts';
import { batchOf, checkBatch } from '../../src/sac/batch.ts';
import { type Replay, replayMemory } from '../../src/sac/replay.ts';
import { type Learner, training } from '../../src/sac/training.ts';
import { seed } from '../laws/seed.ts';
import { judge } from '../mutants/verdict.ts';

/** An environment in which exactly these steps happen, whatever is done. */
const replaying = (steps: readonly ReportedStep[]): Environment => {
  let taken = 0;
  const here = (): Float32Array =>
    Float32Array.from(taken < steps.length ? steps[taken].observation : steps[taken - 1].nextObservation);
  const box = (size: number): Box => ({ kind: 'box', low: Array(size).fill(-1), high: Array(size).fill(1) });
  return {
    id: 'a recording',
    observationSpace: box(steps[0].observation.length),
    actionSpace: box(steps[0].action.length),
    reset: here,
    step: () => stepOf(steps[taken++]),
    save: () => new Float64Array(0),
    restore: () => {},
  };
};

/** A learner that takes these actions. */
const acting = (steps: readonly ReportedStep[]): Learner => {
  let taken = 0;
  return {
    noise: {},
    losses: [],
    act: () => Float32Array.from(steps[taken++].action),
    update: () => ({}),
    save: () => ({}),
    restore: () => {},
  };
};

const rowsOf = (replay: Replay) => {
  const batch = batchOf(replay.size(), replay);
  for (let i = 0; i < replay.size(); i++) replay.copy(i, batch, i);
  const row = (list: Float32Array, i: number, width: number) => [...list.subarray(i * width, (i + 1) * width)];
  return Array.from({ length: replay.size() }, (_, i) => ({
    observation: row(batch.observations, i, replay.observationSize),
    action: row(batch.actions, i, replay.actionSize),
    reward: batch.rewards[i],
    terminated: batch.terminated[i] === 1,
    nextObservation: row(batch.nextObservations, i, replay.observationSize),
  }));
};

const settings = { batchSize: 1, learningStarts: 0, updatesPerStep: 0, updateEvery: 1 };

/** Episodes as an environment that does not reset itself reports them. */
const stepOf = ({ reward, terminated, truncated, finalObservation, nextObservation }: ReportedStep): Step => ({
  observation: Float32Array.from(terminated || truncated ? finalObservation : nextObservation),
  reward,
  terminated,
  truncated,
});

/** The memory, saved and loaded halfway and in the end. */
const subject: Subject & ReplayOperations = {
  name: 'replay memory',
  unitRoundoff: 2 ** -24,
  storedTransitions: (steps, capacity) => {
    const sizes = { observationSize: steps[0].observation.length, actionSize: steps[0].action.length };
    let replay = replayMemory(capacity, sizes);
    const reload = (): void => {
      const other = replayMemory(capacity, sizes);
      other.restore(copied(replay.save()));
      replay = other;
    };
    steps.forEach((step, i) => {
      if (i === steps.length >> 1) reload();
      replay.store(step.observation, step.action, stepOf(step));
    });
    reload();
    return rowsOf(replay);
  },
};

const copied = (arrays: Arrays): Arrays =>
  Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, array.slice()]));

test.each([storedIsWhatHappened, storedIsAllThatHappened])('$id', law => {
  expect(judge(law, subject, seed, 1000)).toEqual({ kind: 'holds', cases: 1000 });
});

test('a training stores what happened, the latest of it', async () => {
  await fc.assert(
    fc.asyncProperty(recording, async ({ steps, capacity }) => {
      const run = training(replaying(steps), acting(steps), { ...settings, capacity }, 0);
      for (const _ of steps) await run.step();
      const sorted = (rows: readonly StoredTransition[]) => rows.map(printed).sort();
      expect(sorted(rowsOf(run.replay))).toEqual(sorted(memory.storedTransitions(steps, capacity)));
    }),
    { seed, numRuns: 300 },
  );
});

const sizes = { observationSize: 2, actionSize: 1 };
const step = (x: number, reward = x): Step => ({
  observation: Float32Array.of(x + 0.5, -x),
  reward,
  terminated: x % 2 === 1,
  truncated: true,
});
const filled = (capacity: number, count: number): Replay => {
  const replay = replayMemory(capacity, sizes);
  for (let i = 0; i < count; i++) replay.store([i, -i], [i / 100], step(i));
  return replay;
};

test('every transition is drawn as a whole, and all are equally likely', () => {
  const replay = filled(8, 11);
  const batch = batchOf(10_000, sizes);
  replay.sample(random(seed), batch);
  const times = new Map<number, number>();
  batch.rewards.forEach((x, row) => {
    expect([...batch.observations.subarray(2 * row, 2 * row + 2)]).toEqual([x, 0 - x]);
    expect([...batch.nextObservations.subarray(2 * row, 2 * row + 2)]).toEqual([x + 0.5, 0 - x]);
    expect([batch.actions[row], batch.terminated[row]]).toEqual([Math.fround(x / 100), x % 2]);
    times.set(x, (times.get(x) ?? 0) + 1);
  });
  expect([...times.keys()].sort((a, b) => a - b)).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
  /* One of the 64 pairs of neighbours would be missing with a probability of less than 64 (63/64)^9999. */
  expect(new Set(batch.rewards.slice(1).map((x, row) => 100 * batch.rewards[row] + x)).size).toBe(64);
  /* Hoeffding: a frequency is further off than this with a probability of less than 2 exp(-2 * 10000 * distance^2) = 5e-11. */
  for (const count of times.values()) expect(Math.abs(count / 10_000 - 1 / 8)).toBeLessThan(0.035);
});

test('nothing is drawn from places that are still empty', () => {
  const batch = batchOf(1000, sizes);
  filled(8, 3).sample(random(seed), batch);
  const drawn = batch.rewards.map((x, row) => x + 100 * batch.nextObservations[2 * row]);
  expect(new Set(drawn)).toEqual(new Set([50, 151, 252]));
});

test('nothing is allocated for a transition', async () => {
  const replay = filled(1000, 1000);
  const batch = batchOf(256, sizes);
  const source = random(0);
  const one = step(1);
  const [observation, action] = [Float32Array.of(1, 2), Float32Array.of(0)];
  const work = (): void => {
    for (let i = 0; i < 1000; i++) {
      replay.store(observation, action, one);
      replay.sample(source, batch);
    }
  };
  const pause = (): Promise<void> => new Promise(resume => setTimeout(resume, 20));
  let collections = 0;
  const observer = new PerformanceObserver(list => {
    collections += list.getEntries().length;
  });
  work();
  await pause();
  observer.observe({ entryTypes: ['gc'] });
  for (let i = 0; i < 5; i++) work();
  await pause();
  observer.disconnect();
  /* 1.28 million transitions are copied: with one view for each, memory would be collected more than ten times. */
  expect(collections).toBeLessThanOrEqual(3);
});

describe('refuses in one line, and stores nothing', () => {
  const replay = filled(4, 2);
  const before = rowsOf(replay);
  const bad = (observation: number[], action: number[], what: Step, message: string) => {
    expect(() => replay.store(observation, action, what)).toThrow(message);
    expect(rowsOf(replay)).toEqual(before);
  };
  test.each([
    [[1], [0], step(1), 'the observation: 1 numbers, expected 1 times 2'],
    [[1, NaN], [0], step(1), 'the observation: NaN in row 0, column 1, expected a finite number'],
    [[1, 1], [Infinity], step(1), 'the action: Infinity in row 0, column 0'],
    [[1, 1], [0, 0], step(1), 'the action: 2 numbers, expected 1 times 1'],
    [[1, 1], [0], step(Infinity, 1), 'the next observation: Infinity in row 0, column 0'],
    [[1, 1], [0], step(1, 1e39), 'the reward is 1e+39, expected a finite number of single precision'],
    [[1, 1], [0], step(1, NaN), 'the reward is NaN'],
  ] as const)('%j %j', (observation, action, what, message) => bad([...observation], [...action], what, message));

  test('what another memory saved', () => {
    const refused = (saved: Arrays, message: string): void => {
      expect(() => replay.restore(saved)).toThrow(message);
      expect(rowsOf(replay)).toEqual(before);
    };
    refused(filled(5, 2).save(), 'what is saved is a memory of 2 transitions in 5 places, expected 4 places');
    const { rows, count } = filled(4, 3).save();
    const expected = 'expected 21 of float32 (a learner or memory of another size?)';
    refused({ count }, `what is saved as rows is missing, ${expected}`);
    refused({ count, rows: new Float32Array(42) }, `what is saved as rows is 42 numbers of float32, ${expected}`);
    refused({ count, rows: new Float64Array(21) }, `what is saved as rows is 21 numbers of float64, ${expected}`);
    refused({ rows, count: Float64Array.of(-1, 4) }, 'what is saved is a memory of -1 transitions');
  });
});

test('a batch of the wrong shape, or with what is no number, is refused', () => {
  const batch = batchOf(3, sizes);
  checkBatch(batch, 3, sizes);
  expect(() => checkBatch(batch, 2, sizes)).toThrow("the batch's observations: 6 numbers, expected 2 times 2");
  expect(() => checkBatch({ ...batch, rewards: new Float32Array(4) }, 3, sizes)).toThrow(
    "the batch's rewards: 4 numbers, expected 3 times 1",
  );
  batch.nextObservations[5] = NaN;
  expect(() => checkBatch(batch, 3, sizes)).toThrow(
    "the batch's nextObservations: NaN in row 2, column 1, expected a finite number (0/0 in an environment, or a diverged policy?)",
  );
});
