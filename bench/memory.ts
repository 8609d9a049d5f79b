import { compiledEngine } from '../src/engines/onnx/index.ts';
import { updating } from './learner.ts';
import type { Part } from './results.ts';

const UPDATES = 100_000;

const resident = (): number => {
  globalThis.gc?.();
  return process.memoryUsage.rss() / 1e6;
};

/** What many updates of a small learner leave in memory. */
export const memory = async (): Promise<Part> => {
  const engine = await compiledEngine(1);
  const update = await updating(engine, { batch: 16, hidden: 16, observation: 3, action: 1 }, 1);
  await update(UPDATES / 20);
  const before = resident();
  await update(UPDATES);
  const after = resident();
  return {
    about: 'Resident memory before and after; the ratio is after over before.',
    rows: [
      {
        what: `${UPDATES} updates of 16 transitions, 2 x 16 units`,
        own: `${before.toFixed(0)} MB, then ${after.toFixed(0)} MB`,
        peer: '',
        ratio: after / before,
        goal: { atMost: 1.1 },
      },
    ],
    versions: [engine.description],
  };
};
