/** The learner that is measured, on the compiled engine. */
import type { Engine } from '../src/engines/engine.ts';
import { makeEnvironment } from '../src/environments/index.ts';
import { random } from '../src/numerics/index.ts';
import { continuousActions } from '../src/sac/actions.ts';
import { agent } from '../src/sac/agent.ts';
import { batchOf } from '../src/sac/batch.ts';
import { untrained } from '../src/sac/learner.ts';
import { replayMemory } from '../src/sac/replay.ts';
import { training } from '../src/sac/training.ts';
import { twinCritics } from '../src/sac/twin-critics.ts';
import { engineUpdater, engineUpdates, type Lesson } from '../src/sac/updates.ts';

export interface Sizes {
  readonly batch: number;
  readonly hidden: number;
  readonly observation: number;
  readonly action: number;
}

const algorithmOf = ({ hidden, observation, action }: Sizes) =>
  twinCritics(continuousActions(observation, action, [hidden, hidden]), {
    discount: 0.99,
    tau: 0.005,
    actorRate: 1e-3,
    criticRate: 1e-3,
    temperatureRate: 1e-3,
    temperature: 1,
    targetEntropy: -action,
  });

/** Work that can be done over and over, and goes on where it was. */
export type Work = (count: number) => Promise<void>;

/** At least `count` updates, `times` in a call, each on transitions from a memory and with noise of its own. */
export const updating = async (engine: Engine, sizes: Sizes, times: number): Promise<Work> => {
  const { batch, observation, action } = sizes;
  const algorithm = algorithmOf(sizes);
  const source = random(1);
  const normals = (count: number): Float32Array => {
    const numbers = new Float32Array(count);
    source.normals(numbers);
    return numbers;
  };
  const rows = { observationSize: observation, actionSize: action };
  const replay = replayMemory(5000, rows);
  for (let i = 0; i < 5000; i++)
    replay.store(
      normals(observation),
      Float32Array.from({ length: action }, () => 2 * source.uniform() - 1),
      {
        observation: normals(observation),
        reward: source.uniform(),
        terminated: source.uniform() < 0.01,
        truncated: false,
      },
    );
  const lesson = (): Lesson => {
    const transitions = batchOf(batch, rows);
    replay.sample(source, transitions);
    return { batch: transitions, noise: { action: normals(batch * action), next: normals(batch * action) } };
  };
  let learned = untrained(algorithm, 1);
  if (times === 1) {
    const update = await engineUpdater(engine, algorithm, batch);
    return async count => {
      for (let made = 0; made < count; made++) {
        const { batch, noise } = lesson();
        ({ training: learned } = await update(learned, batch, noise));
      }
    };
  }
  const updates = await engineUpdates(engine, algorithm, batch, times);
  return async count => {
    for (let made = 0; made < count; made += times)
      ({ training: learned } = await updates(learned, Array.from({ length: times }, lesson)));
  };
};

/** Steps on Pendulum with an update after each: acting, remembering, drawing batches and noise included. */
export const steppingOnPendulum = async (engine: Engine): Promise<Work> => {
  const algorithm = algorithmOf({ batch: BATCH, hidden: 256, observation: 3, action: 1 });
  const environment = makeEnvironment('Pendulum-v1');
  const settings = { capacity: 10_000, batchSize: BATCH, learningStarts: 100, updatesPerStep: 1, updateEvery: 1 };
  const learner = agent(engine, algorithm, environment.actionSpace, BATCH, 1);
  const run = training(environment, learner, settings, 1);
  const stepping = async (count: number): Promise<void> => {
    for (let step = 0; step < count; step++) await run.step();
  };
  await stepping(settings.learningStarts);
  return stepping;
};

const BATCH = 256;
