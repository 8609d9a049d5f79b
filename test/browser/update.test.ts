/** The compiled update in a browser: within what the definitions allow in single precision. */
import { expect } from 'vitest';
import { evaluator } from '../../src/engines/evaluate.ts';
import { mapRecord } from '../../src/engines/graph.ts';
import { contains, point } from '../../src/interpretations/interval.ts';
import { untrained, updateGraph, updateInputs } from '../../src/sac/learner.ts';
import { twinCritics } from '../../src/sac/twin-critics.ts';
import { singleEnclosures } from '../engines/enclosures.ts';
import { seed } from '../laws/seed.ts';
import { actionsOf, hyperparameters, lessons, type Sizes } from '../sac/example.ts';
import { inBrowser } from './browser.ts';
import { browserTest } from './browser-test.ts';

interface Answer {
  readonly engine: string;
  readonly outputs: Readonly<Record<string, readonly number[]>>;
}

browserTest('losses and all that is learned lie within the enclosures of the definitions', async () => {
  const sizes: Sizes = { batch: 4, observation: 3, action: 2, hidden: [8, 8] };
  const algorithm = twinCritics(actionsOf(sizes), hyperparameters);
  const graph = updateGraph(algorithm, sizes.batch);
  const { transitions, noise } = lessons(sizes, seed)();
  const inputs = mapRecord(updateInputs(algorithm, untrained(algorithm, seed), transitions, noise), numbers =>
    Array.from(numbers, Math.fround),
  );
  const question = { sizes, hyperparameters, inputs, rounds: [] };
  const { engine, outputs } = (await inBrowser('update.js', question)) as Answer;
  expect(engine).toMatch(/^onnxruntime-web \d+\.\d+\.\d+, 1 thread$/);
  const enclosures = evaluator(singleEnclosures, graph)(mapRecord(inputs, numbers => numbers.map(point)));
  for (const [name, rows] of Object.entries(enclosures))
    rows.forEach((enclosure, i) => {
      expect(contains(enclosure, outputs[name][i]), `${name} ${i}`).toBe(true);
    });
});
