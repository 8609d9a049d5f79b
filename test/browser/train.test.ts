/** Training in a browser: what is random there is what it is in Node, to the bit. */
import { expect } from 'vitest';
import { makeEnvironment } from '../../src/environments/index.ts';
import { agent } from '../../src/sac/agent.ts';
import { presets } from '../../src/sac/presets.ts';
import { type Episode, type Losses, training } from '../../src/sac/training.ts';
import { compiled } from '../engines/runtime.ts';
import { inBrowser } from './browser.ts';
import { browserTest } from './browser-test.ts';

const settings = { capacity: 1000, batchSize: 8, learningStarts: 390, updatesPerStep: 1, updateEvery: 1 };
const question = { preset: 'soft-bellman', hidden: [8, 8], settings, seed: 7, steps: 400 };

interface Answer {
  readonly updates: number;
  readonly episodes: readonly Episode[];
  readonly losses: Losses;
}

const inNode = async (): Promise<Answer> => {
  const { preset, hidden, seed, steps } = question;
  const environment = makeEnvironment('Pendulum-v1');
  const actions = environment.actionSpace;
  const algorithm = presets[preset].algorithm({ observationSize: 3, actions }, { hidden });
  const run = training(
    environment,
    agent(compiled.engine(), algorithm, actions, settings.batchSize, seed),
    settings,
    seed,
  );
  while (run.steps() < steps) await run.step();
  return { updates: run.updates(), episodes: run.episodes(), losses: run.losses() };
};

browserTest('a training of two episodes', async () => {
  const there = (await inBrowser('train.js', question)) as Answer;
  const here = await inNode();
  expect(there.updates).toBe(10);
  expect(there.episodes.length).toBe(2);
  expect(there.episodes[0].return).toBe(here.episodes[0].return);
  expect(Object.keys(there.losses)).toEqual(Object.keys(here.losses));
  for (const loss of Object.values(there.losses)) expect(Number.isFinite(loss)).toBe(true);
});
