import { expect, test } from 'vitest';
import { type TrainingNews, trainingLine } from '../../src/cli/training-line.ts';

const episodes = (...returns: readonly number[]) => returns.map(x => ({ return: x }));

const news: TrainingNews = {
  steps: 4200,
  stepsInAll: 20_000,
  stepsNow: 4200,
  seconds: 20,
  episodes: episodes(-1000, -300.04, -299.96),
  losses: { critics: Number.NaN },
};

test.each([
  [{}, 'step 4200 of 20000, return -533.3 (last 3), 210 steps/s, 1:16 left'],
  [{ episodes: [] }, 'step 4200 of 20000, 210 steps/s, 1:16 left'],
  [
    { episodes: episodes(9, ...Array(10).fill(-200)) },
    'step 4200 of 20000, return -200.0 (last 10), 210 steps/s, 1:16 left',
  ],
  [
    { losses: { critics: 0.5349, actor: 71.26, temperature: -1.5e-4 } },
    'step 4200 of 20000, return -533.3 (last 3), 210 steps/s, 1:16 left, loss critics 0.53 actor 71 temperature -0.00015',
  ],
  [{ stepsNow: 40 }, 'step 4200 of 20000, return -533.3 (last 3), 2.0 steps/s, 2:11:40 left'],
  [{ stepsNow: 0 }, 'step 4200 of 20000, return -533.3 (last 3)'],
  [{ seconds: 0 }, 'step 4200 of 20000, return -533.3 (last 3)'],
  [{ steps: 20_000, stepsNow: 20_000 }, 'step 20000 of 20000, return -533.3 (last 3), 1000 steps/s, 0:00 left'],
])('%j', (change, line) => expect(trainingLine({ ...news, ...change })).toBe(line));
