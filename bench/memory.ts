import { eagerEngine } from '../src/engines/eager/index.ts';
import type { Engine } from '../src/engines/engine.ts';
import { compiledEngine } from '../src/engines/onnx/index.ts';
import { updating } from './learner.ts';
import type { Row } from './measure.ts';
import type { Part } from './results.ts';

const UPDATES = 100_000;

const resident = (): number => {
  globalThis.gc?.();
  return process.memoryUsage.rss() / 1e6;
};

const left = async (engine: Engine): Promise<Row> => {
  const update = await updating(engine, { batch: 16, hidden: 16, observation: 3, action: 1 }, 1);
  await update(UPDATES / 20);
  const before = resident();
  await update(UPDATES);
  const after = resident();
  return {
    what: `${UPDATES} updates of 16 transitions, 2 x 16 units, ${engine.name}`,
    own: `${before.toFixed(0)} MB, then ${after.toFixed(0)} MB`,
    peer: '',
    ratio: after / before,
    goal: { atMost: 1.1 },
  };
};

/** What many updates of a small learner leave in memory. */
export const memory = async (): Promise<Part> => {
  const engines = [await compiledEngine(1), await eagerEngine()];
  const rows: Row[] = [];
  for (const engine of engines) rows.push(await left(engine));
  return {
    about: 'Resident memory before and after; the ratio is after over before.',
    rows,
    versions: engines.map(({ description }) => description),
  };
};
