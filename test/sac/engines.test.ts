/** The update on every engine: what the definitions allow in single precision, and the same bits however it is run. */
import { describe, expect } from 'vitest';
import { evaluator } from '../../src/engines/evaluate.ts';
import { mapRecord } from '../../src/engines/graph.ts';
import { contains, point, width } from '../../src/interpretations/interval.ts';
import { discreteActions } from '../../src/sac/actions.ts';
import type { Acting, Algorithm } from '../../src/sac/algorithm.ts';
import { type Numbers, untrained, updateGraph, updateInputs } from '../../src/sac/learner.ts';
import { type StateValuesParameters, stateValues } from '../../src/sac/state-values.ts';
import { twinCritics } from '../../src/sac/twin-critics.ts';
import { singleEnclosures } from '../engines/enclosures.ts';
import { engines, type Run } from '../engines/runtime.ts';
import { seed } from '../laws/seed.ts';
import { actionsOf, hyperparameters, lessons, type Sizes } from './example.ts';

const sizes: Sizes = { batch: 8, observation: 3, action: 2, hidden: [8, 8] };

const valueParameters: StateValuesParameters = {
  discount: 0.75,
  tau: 0.25,
  temperature: 0.5,
  valueRate: 1e-3,
  criticRate: 1e-3,
  actorRate: 1e-3,
};

const choices = discreteActions(sizes.observation, sizes.action, sizes.hidden);

/** Variants of the learner, each with its lists of parameters and one of its losses. */
const variants: readonly (readonly [string, Algorithm<Acting, object>, lists: readonly string[], loss: string])[] = [
  ['twin critics', twinCritics(actionsOf(sizes), hyperparameters), ['actor', 'critics'], 'critics'],
  ['twin critics of choices', twinCritics(choices, hyperparameters), ['actor', 'critics'], 'critics'],
  ['state values', stateValues(actionsOf(sizes), valueParameters), ['actor', 'critic', 'values'], 'values'],
  ['state values of choices', stateValues(choices, valueParameters), ['actor', 'critic', 'values'], 'values'],
];

/** Inputs of a new learner's first updates, one after the other; only the first of the states counts. */
const inputs = (algorithm: Algorithm<Acting, object>, count: number): readonly Readonly<Record<string, Numbers>>[] => {
  const next = lessons(sizes, seed);
  const { state } = untrained(algorithm, seed);
  return Array.from({ length: count }, (_, updates) => {
    const { transitions, noise } = next();
    return mapRecord(updateInputs(algorithm, { state, updates }, transitions, noise), numbers =>
      Float32Array.from(numbers),
    );
  });
};

const largest = (numbers: readonly number[]): number => Math.max(...numbers.map(Math.abs));

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/** As if derivatives had been of size 1 before: the first step ever is a quotient of next to nothing wherever a derivative is small. */
const experienced = (given: Readonly<Record<string, Numbers>>): Readonly<Record<string, readonly number[]>> =>
  mapRecord(given, (numbers, name) => Array.from(numbers, x => (name.endsWith('secondMoments') ? 1 : x)));

describe.each(engines)(
  'losses, derivatives and all that is learned lie within the enclosures, $name',
  ({ test, prepared }) => {
    test.each(variants)('%s', async (_, algorithm, lists, loss) => {
      const graph = updateGraph(algorithm, sizes.batch);
      const first = experienced(inputs(algorithm, 1)[0]);
      const answers = await (await prepared(graph))(first);
      const enclosures = evaluator(singleEnclosures, graph)(mapRecord(first, numbers => numbers.map(point)));
      for (const [name, rows] of Object.entries(enclosures))
        rows.forEach((enclosure, i) => {
          expect(contains(enclosure, answers[name][i]), `${name} ${i}`).toBe(true);
        });
      for (const name of [...lists.flatMap(list => [`${list}.values`, `${list}.firstMoments`]), `losses.${loss}`]) {
        const scale = largest(Array.from(answers[name]));
        expect(median(enclosures[name].map(width)) / scale, `${name} is enclosed narrowly`).toBeLessThan(2 ** -10);
      }
    });
  },
);

const bits = (values: Readonly<Record<string, ArrayLike<number>>>): object =>
  mapRecord(values, numbers => Array.from(numbers));

const COUNT = 4;

const [[, algorithm]] = variants;
const graph = updateGraph(algorithm, sizes.batch);
const reported: readonly string[] = Object.keys(graph.outputs).filter(name => !(name in graph.inputs));

/** The last state after one call for each update, and all losses. */
const oneByOne = async (run: Run): Promise<object> => {
  const all = inputs(algorithm, COUNT);
  let state: Readonly<Record<string, Numbers>> = {};
  const losses: Record<string, number[]> = Object.fromEntries(reported.map(name => [name, []]));
  for (const given of all) {
    state = await run({ ...given, ...state });
    for (const name of Object.keys(losses)) losses[name].push(state[name][0]);
  }
  return bits({ ...state, ...losses });
};

const inOneCall = async (run: Run): Promise<object> => {
  const all = inputs(algorithm, COUNT);
  return bits(
    await run(
      mapRecord(all[0], (numbers, name) =>
        name in graph.outputs ? numbers : Float32Array.from(all.flatMap(given => Array.from(given[name]))),
      ),
    ),
  );
};

describe.each(engines)('the same bits, $name', ({ test, prepared, preparedLoop }) => {
  test('update by update or in one call', async () => {
    const single = await oneByOne(await prepared(graph));
    expect(await inOneCall(await preparedLoop(graph, COUNT))).toEqual(single);
  });

  test('however often it is prepared, and from call to call', async () => {
    const run = await preparedLoop(graph, COUNT);
    const answers = await inOneCall(run);
    expect(await inOneCall(run)).toEqual(answers);
    expect(await inOneCall(await preparedLoop(graph, COUNT))).toEqual(answers);
  });
});
