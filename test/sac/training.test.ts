import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadCheckpoint, saveCheckpoint } from '../../src/cli/checkpoint-file.ts';
import { writeWhole } from '../../src/cli/files.ts';
import { finiteEnvironment, makeEnvironment, timeLimit } from '../../src/environments/index.ts';
import { readModel } from '../../src/mdp/index.ts';
import { random } from '../../src/numerics/index.ts';
import { actionOf, fillNoise } from '../../src/sac/action-rows.ts';
import { type Arrays, arrayOf } from '../../src/sac/arrays.ts';
import { type Batch, batchOf } from '../../src/sac/batch.ts';
import type { Identity } from '../../src/sac/checkpoint.ts';
import { evaluate } from '../../src/sac/evaluation.ts';
import {
  type Learner,
  type Training,
  type TrainingSettings,
  training,
  type UpdateNoise,
  updatesDue,
} from '../../src/sac/training.ts';

const settings: TrainingSettings = {
  capacity: 300,
  batchSize: 16,
  learningStarts: 50,
  updatesPerStep: 1,
  updateEvery: 1,
};
const folder = mkdtempSync(join(tmpdir(), 'soft-bellman-training-'));
const identity: Identity = { environment: 'Pendulum-v1', preset: 'default', observationSize: 3, actionSize: 1 };

/** A policy that is linear in observation and noise, and a rule by which every number of every batch changes it. */
const linearLearner = (observationSize: number, actionSize: number) => {
  const weights = new Float64Array(observationSize + 1).fill(0.1);
  const seen = { acts: 0, updates: 0, noise: [] as number[] };
  const learner: Learner = {
    noise: { action: settings.batchSize * actionSize, next: settings.batchSize * actionSize },
    losses: ['sum'],
    act: (observation, noise) => {
      seen.acts++;
      const sum = observation.reduce((total, x, i) => total + x * weights[i], 0);
      return noise.map(x => Math.min(1, Math.max(-1, sum + x * weights[observationSize])));
    },
    update: (batch: Batch, noise: UpdateNoise) => {
      seen.updates++;
      const all = [...Object.values(batch), noise.action, noise.next];
      all.forEach((list: Float32Array, k) => {
        for (const [i, x] of list.entries()) weights[(i + k) % weights.length] += (x * (k + 1)) / 1e4;
      });
      for (let i = 0; i < weights.length; i++) weights[i] = weights[i] % 1;
      seen.noise.push(noise.action[0], noise.next[0]);
      return { sum: weights.reduce((sum, x) => sum + x, 0) };
    },
    save: () => ({ weights }),
    restore: saved => weights.set(arrayOf(saved, 'weights', 'float64', observationSize + 1)),
  };
  return { learner, seen, actionSize };
};

const begun = (seed: number, choices: Partial<TrainingSettings> = {}) => {
  const { learner, seen } = linearLearner(3, 1);
  return { run: training(makeEnvironment('Pendulum-v1'), learner, { ...settings, ...choices }, seed), learner, seen };
};

const steps = async (run: Training, count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await run.step();
};

/** All that a training remembers. */
const stored = ({ replay }: Training): Batch => {
  const batch = batchOf(replay.size(), replay);
  for (let i = 0; i < replay.size(); i++) replay.copy(i, batch, i);
  return batch;
};

const copied = (arrays: Arrays): Arrays =>
  Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, array.slice()]));

describe('going on from a checkpoint is not going on at all', () => {
  test.each([30, 173, 200, 450, 1000])('after %i steps', async k => {
    const { run: whole } = begun(5);
    await steps(whole, 2 * k);

    const { run: first } = begun(5);
    await steps(first, k);
    const path = join(folder, `after-${k}`);
    saveCheckpoint(path, identity, first.save());
    const { run: second } = begun(99);
    await steps(second, 7);
    second.restore(loadCheckpoint(path, identity));
    expect([second.losses(), second.episodes()]).toEqual([first.losses(), first.episodes()]);
    await steps(second, k);

    expect(copied(second.save())).toEqual(copied(whole.save()));
    expect([second.steps(), second.episodes()]).toEqual([2 * k, whole.episodes()]);
  });
});

test('what is random has a generator for each use', () => {
  const { acting, sampling, updating, environment } = begun(1).run.save();
  const words = [acting, sampling, updating, environment.subarray(3)];
  expect(new Set(words.map(String)).size).toBe(4);
  /* The environment has drawn two numbers of its stream, 0, of two words each. */
  const first = random(1);
  for (let i = 0; i < 4; i++) first.word();
  expect([...environment.subarray(3)]).toEqual([...first.words]);
});

test('another seed is another training, and the same seed the same', async () => {
  const saved = await Promise.all(
    [1, 1, 2].map(async seed => {
      const { run } = begun(seed);
      await steps(run, 120);
      return copied(run.save());
    }),
  );
  expect(saved[1]).toEqual(saved[0]);
  for (const name of ['learner.weights', 'replay.rows', 'observation', 'acting', 'sampling', 'updating'])
    expect(saved[2][name], name).not.toEqual(saved[0][name]);
});

describe('updates are counted', () => {
  test.each([
    [
      { learningStarts: 100, updatesPerStep: 1, updateEvery: 1 },
      [
        [100, 0],
        [101, 1],
        [150, 50],
      ],
    ],
    [
      { learningStarts: 0, updatesPerStep: 2, updateEvery: 1 },
      [
        [1, 2],
        [10, 20],
      ],
    ],
    [
      { learningStarts: 10, updatesPerStep: 1 / 32, updateEvery: 1 },
      [
        [41, 0],
        [42, 1],
        [73, 1],
        [74, 2],
      ],
    ],
    [
      { learningStarts: 50, updatesPerStep: 1, updateEvery: 50 },
      [
        [99, 0],
        [100, 50],
        [149, 50],
        [150, 100],
      ],
    ],
    [{ learningStarts: 3, updatesPerStep: 0, updateEvery: 1 }, [[100, 0]]],
  ] as const)('%j', async (choices, expected) => {
    const { run, seen } = begun(0, choices);
    for (const [after, updates] of expected) {
      await steps(run, after - run.steps());
      expect([run.updates(), seen.updates, updatesDue(after, choices)]).toEqual([updates, updates, updates]);
      expect(seen.acts).toBe(Math.max(0, after - choices.learningStarts));
    }
  });
});

test('no update has the noise of another, nor at s that of s prime', async () => {
  const { run, seen } = begun(0);
  await steps(run, 150);
  expect(seen.noise.length).toBe(200);
  expect(new Set(seen.noise).size).toBe(200);
});

test('actions fill the whole box of the environment, and are stored between -1 and 1', async () => {
  const { run } = begun(3, { learningStarts: 250 });
  await steps(run, 250);
  const { actions } = stored(run);
  expect(Math.max(...actions)).toBeGreaterThan(0.95);
  expect(Math.max(...actions)).toBeLessThanOrEqual(1);
  expect(Math.min(...actions)).toBeLessThan(-0.95);
  const { actionSpace } = makeEnvironment('Pendulum-v1');
  expect([-1, 0, 0.5, 1].map(x => actionOf(actionSpace, Float32Array.of(x))[0])).toEqual([-2, 0, 1, 2]);
});

test('a return is the sum of the rewards of its episode', async () => {
  const { run } = begun(4, { capacity: 1000, updatesPerStep: 0 });
  await steps(run, 600);
  const { rewards } = stored(run);
  expect(run.episodes().map(({ step }) => step)).toEqual([200, 400, 600]);
  run.episodes().forEach(({ return: earned }, episode) => {
    const sum = rewards.subarray(200 * episode, 200 * (episode + 1)).reduce((total, x) => total + x, 0);
    /* Rewards down to -16.3 are stored in single precision, 2^-21 off at most each. */
    expect(Math.abs(earned - sum)).toBeLessThan(200 * 2 ** -20);
  });
});

test('an evaluation is without noise, learns nothing and disturbs nothing', async () => {
  const { run, learner } = begun(6);
  await steps(run, 130);
  const before = copied(run.save());
  const environment = makeEnvironment('Pendulum-v1');
  const first = await evaluate(environment, learner, 4, 11);
  expect(await evaluate(environment, learner, 4, 11)).toEqual(first);
  expect(copied(run.save())).toEqual(before);
  expect(first.returns.length).toBe(4);
  expect(new Set(first.returns).size).toBe(4);
  expect((await evaluate(environment, learner, 4, 12)).returns).not.toEqual(first.returns);
  const still = { act: () => Float32Array.of(0) };
  const idle = timeLimit(
    { ...environment, step: () => ({ ...environment.step([0]), reward: 1, truncated: false }) },
    5,
  );
  expect(await evaluate(idle, still, 3, 0)).toEqual({ meanReturn: 5, stdReturn: 0, returns: [5, 5, 5] });
});

test('an evaluation acts on what the environment shows, episode after episode', async () => {
  const environment = makeEnvironment('Pendulum-v1');
  const shown: (readonly number[])[] = [];
  const shows = (observation: Float32Array): Float32Array => {
    shown.push([...observation]);
    return observation;
  };
  const watched = timeLimit(
    {
      ...environment,
      reset: seed => shows(environment.reset(seed)),
      step: action => {
        const step = environment.step(action);
        shows(step.observation);
        return step;
      },
    },
    4,
  );
  const seen: (readonly number[])[] = [];
  const act = (observation: Float32Array, noise: Float32Array): Float32Array => {
    expect([...noise]).toEqual([0]);
    seen.push([...observation]);
    return Float32Array.of(0.5);
  };
  await evaluate(watched, { act }, 2, 1);
  expect(seen).toEqual(shown.filter((_, i) => i % 5 !== 4));
});

test('the deviation is that of the returns themselves', async () => {
  let episode = 0;
  const environment = makeEnvironment('Pendulum-v1');
  const paying = {
    ...environment,
    step: () => ({ ...environment.step([0]), reward: [2, 4, 4, 4, 5, 5, 7, 9][episode++], terminated: true }),
  };
  const { meanReturn, stdReturn } = await evaluate(paying, { act: () => Float32Array.of(0) }, 8, 0);
  expect([meanReturn, stdReturn]).toEqual([5, 2]);
});

test('one of finitely many actions is a row with a single 1', async () => {
  const lake = () => timeLimit(finiteEnvironment('lake', readModel('models/gymnasium/frozen-lake-4x4.json'), 0), 100);
  const learner = (): Learner => ({
    noise: {},
    losses: [],
    act: (_, noise) => noise.map(x => Number(x === Math.max(...noise))),
    update: () => ({}),
    save: () => ({}),
    restore: () => {},
  });
  const run = training(lake(), learner(), { ...settings, learningStarts: 100 }, 1);
  await steps(run, 250);
  const { actions } = stored(run);
  const chosen = [0, 0, 0, 0];
  for (let i = 0; i < 250; i++) {
    const row = [...actions.subarray(4 * i, 4 * i + 4)];
    expect(row.toSorted()).toEqual([0, 0, 0, 1]);
    chosen[row.indexOf(1)]++;
  }
  expect(Math.min(...chosen)).toBeGreaterThan(20);
  expect(run.episodes().length).toBeGreaterThan(3);
});

test('Gumbel noise draws an action with the probability of its logit', () => {
  const noise = new Float32Array(3);
  const logits = [Math.log(0.5), Math.log(0.3), Math.log(0.2)];
  const source = random(2);
  const times = [0, 0, 0];
  let negative = 0;
  for (let i = 0; i < 10_000; i++) {
    fillNoise({ kind: 'discrete', count: 3 }, source, noise);
    const scores = logits.map((x, a) => x + noise[a]);
    if (noise[0] < 0) negative++;
    times[scores.indexOf(Math.max(...scores))]++;
  }
  /* Hoeffding: further off than this with a probability of less than 2 exp(-2 * 10000 * distance^2) = 5e-11. */
  expect(Math.abs(negative / 10_000 - 1 / Math.E)).toBeLessThan(0.035);
  for (const [a, probability] of [0.5, 0.3, 0.2].entries())
    expect(Math.abs(times[a] / 10_000 - probability)).toBeLessThan(0.035);
});

describe('refuses in one line', () => {
  test.each([
    [{ batchSize: 0 }, 'batchSize is 0, expected a whole number from 1 to 1048576'],
    [{ capacity: 1.5 }, 'capacity is 1.5'],
    [{ learningStarts: -1 }, 'learningStarts is -1'],
    [{ updateEvery: 0 }, 'updateEvery is 0'],
    [{ updatesPerStep: NaN }, 'updatesPerStep is NaN, expected a number from 0 to 1024'],
  ])('%j', (choices, message) => {
    expect(() => begun(0, choices)).toThrow(message);
  });

  test('an action that is no number', async () => {
    const { run, learner } = begun(0, { learningStarts: 0 });
    learner.restore({ weights: new Float64Array(4).fill(NaN) });
    await expect(run.step()).rejects.toThrow(
      'the action of Pendulum-v1, entry 0: NaN, expected a finite number (a diverged policy?)',
    );
    expect(run.steps()).toBe(0);
  });

  test('a loss that is no number, naming it', async () => {
    const { learner } = linearLearner(3, 1);
    const diverging: Learner = { ...learner, update: () => ({ sum: NaN }) };
    const run = training(makeEnvironment('Pendulum-v1'), diverging, settings, 0);
    await steps(run, 50);
    await expect(run.step()).rejects.toThrow('diverged: the loss sum is NaN at step 51, expected a finite number');
  });

  test('what another training saved', async () => {
    const { run } = begun(0);
    await steps(run, 10);
    const saved = copied(run.save());
    expect(() => begun(0, { capacity: 299 }).run.restore(saved)).toThrow(
      'a memory of 10 transitions in 300 places, expected 299 places',
    );
    expect(() => begun(0).run.restore({ ...saved, observation: new Float32Array(4) })).toThrow(
      'what is saved as observation is 4 numbers of float32, expected 3 of float32',
    );
    expect(() => begun(0).run.restore({ ...saved, 'learner.weights': new Float64Array(9) })).toThrow(
      'what is saved as weights is 9 numbers of float64, expected 4',
    );
    expect(() => begun(0).run.restore({})).toThrow('what is saved as counts is missing, expected 3 of float64');
  });
});

describe('a checkpoint', () => {
  const arrays: Arrays = {
    doubles: Float64Array.of(0.1, -0, NaN, Infinity, Number.MIN_VALUE),
    singles: Float32Array.of(0.1, -0, NaN).subarray(1),
    words: Uint32Array.of(0, 2 ** 32 - 1, 10),
    bytes: Uint8Array.of(10, 255, 0),
    none: new Float64Array(0),
  };
  const path = join(folder, 'checkpoint');
  saveCheckpoint(path, identity, arrays);
  const bytes = readFileSync(path);
  const refused = (content: Uint8Array | string, message: string, expected = identity): void => {
    const other = join(folder, 'other');
    writeFileSync(other, content);
    expect(() => loadCheckpoint(other, expected)).toThrow(`${other}: ${message}`);
  };

  test('holds its numbers bit for bit', () => {
    const loaded = loadCheckpoint(path, identity);
    const bits = (all: Arrays) =>
      Object.entries(all).map(([name, array]) => [
        name,
        array.constructor.name,
        [...new Uint8Array(array.buffer, array.byteOffset, array.byteLength)],
      ]);
    expect(bits(loaded)).toEqual(bits(arrays));
    expect(bytes.toString('latin1')).toMatch(
      /^soft-bellman-checkpoint\/1 sha256:[0-9a-f]{64}\n\{"identity":\{"environment":"Pendulum-v1"/,
    );
  });

  test('of another identity is refused by the field that differs', () => {
    const expected = (change: Identity) => ({ ...identity, ...change });
    const advice = '(go on with what it was begun with, or begin in another folder)';
    refused(bytes, `this was saved with preset "default", expected "sb3" ${advice}`, expected({ preset: 'sb3' }));
    refused(bytes, `this was saved with observationSize 3, expected 17 ${advice}`, expected({ observationSize: 17 }));
    refused(bytes, `this was saved with engine missing, expected "eager" ${advice}`, expected({ engine: 'eager' }));
    const { preset, ...less } = identity;
    refused(bytes, `this was saved with preset "${preset}", expected none ${advice}`, less);
  });

  test('of another version or kind is refused', () => {
    const version = bytes.toString('latin1').replace('checkpoint/1', 'checkpoint/2');
    refused(Buffer.from(version, 'latin1'), 'this begins with "soft-bellman-checkpoint/2 sha256:');
    expect(() => loadCheckpoint(join(folder, 'other'), identity)).toThrow(
      'expected soft-bellman-checkpoint/1 (written by another version?)',
    );
    refused(
      '{"format": 1}\n',
      'this begins with "{\\"format\\": 1}", expected soft-bellman-checkpoint/1 (no checkpoint?)',
    );
    refused('', 'this begins with "", expected');
    refused(new Uint8Array(2 ** 21), 'this begins with "", expected');
  });

  test('with any byte changed or cut off is refused', () => {
    const [begins, follows] = ['this begins with', 'what follows the first line has another hash than it says'];
    for (let i = 0; i < bytes.length; i++) {
      const changed = Uint8Array.from(bytes);
      changed[i] ^= 1;
      refused(changed, i < 'soft-bellman-checkpoint/1 sha256:'.length ? begins : follows);
      refused(bytes.subarray(0, i), i <= bytes.indexOf(10) ? begins : follows);
    }
    refused(Buffer.concat([bytes, bytes]), follows);
  });

  test('with a right hash of what is no header is refused', () => {
    const hashed = (rest: string): string =>
      `soft-bellman-checkpoint/1 sha256:${createHash('sha256').update(rest).digest('hex')}\n${rest}`;
    const wrong = 'the second line is no header of a checkpoint (written by another program?)';
    for (const line of ['', '{', '[]', '{"identity": {}}', '{"identity": 1, "arrays": []}'])
      refused(hashed(`${line}\n`), wrong);
    const entries = ['["a", "float16", 1]', '["a", "float64", -1]', '["a", "float64", 1e99]', '[1, "float64", 1]', '7'];
    for (const entry of entries) refused(hashed(`{"identity": {}, "arrays": [${entry}]}\n`), wrong);
    const long = '["a", "float64", 9007199254740991]';
    refused(
      hashed(`{"identity": {}, "arrays": [${long}]}\n1234`),
      'the arrays have 4 bytes, expected 72057594037927930',
      {},
    );
  });

  test('that cannot be read names the file', () => {
    expect(() => loadCheckpoint(join(folder, 'absent'), identity)).toThrow(`${join(folder, 'absent')}: ENOENT`);
    expect(() => loadCheckpoint(folder, identity)).toThrow(`${folder}: EISDIR`);
  });

  test('that could not be written leaves the one before, and nothing beside it', () => {
    const files = readdirSync(folder);
    const full = function* (): Generator<Uint8Array> {
      yield bytes;
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    expect(() => writeWhole(path, full())).toThrow(`cannot write ${path}: ENOSPC`);
    expect(readFileSync(path)).toEqual(bytes);
    expect(readdirSync(folder)).toEqual(files);
    expect(() => saveCheckpoint(join(path, 'below'), identity, arrays)).toThrow(
      `cannot write ${join(path, 'below')}: `,
    );
  });
});
