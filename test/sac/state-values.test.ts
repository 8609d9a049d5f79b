/** Algorithm 1, compiled. */
import { expect } from 'vitest';
import { evaluator } from '../../src/engines/evaluate.ts';
import { mapRecord } from '../../src/engines/graph.ts';
import { contains, point } from '../../src/interpretations/interval.ts';
import { untrained, updateGraph, updateInputs } from '../../src/sac/learner.ts';
import { type StateValuesParameters, stateValues } from '../../src/sac/state-values.ts';
import { singleEnclosures } from '../engines/enclosures.ts';
import { compiledTest, prepared } from '../engines/runtime.ts';
import { seed } from '../laws/seed.ts';
import { actionsOf, lessons, type Sizes } from './example.ts';

const hyperparameters: StateValuesParameters = {
  discount: 0.75,
  tau: 0.25,
  temperature: 0.5,
  valueRate: 1e-3,
  criticRate: 0,
  actorRate: 1e-3,
};

compiledTest('compiled, it stays within the enclosures of the definitions', async () => {
  const sizes: Sizes = { batch: 4, observation: 2, action: 1, hidden: [4] };
  const continuous = stateValues(actionsOf(sizes), hyperparameters);
  const graph = updateGraph(continuous, sizes.batch);
  const { transitions, noise } = lessons(sizes, seed)();
  const given = mapRecord(updateInputs(continuous, untrained(continuous, seed), transitions, noise), numbers =>
    Array.from(numbers, Math.fround),
  );
  const answers = await (await prepared(graph))(given);
  const enclosures = evaluator(singleEnclosures, graph)(mapRecord(given, numbers => numbers.map(point)));
  for (const [name, rows] of Object.entries(enclosures))
    rows.forEach((enclosure, i) => {
      expect(contains(enclosure, answers[name][i]), `${name} ${i}`).toBe(true);
    });
});
