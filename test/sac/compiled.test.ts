/** The update, compiled: what the definitions allow in single precision, and the same bits however it is run. */
import { describe, expect } from 'vitest';
import { evaluator } from '../../src/engines/evaluate.ts';
import { mapRecord } from '../../src/engines/graph.ts';
import { contains, point, width } from '../../src/interpretations/interval.ts';
import { type Numbers, untrained, updateGraph, updateInputs } from '../../src/sac/learner.ts';
import { twinCritics } from '../../src/sac/twin-critics.ts';
import { singleEnclosures } from '../engines/enclosures.ts';
import { compiledTest, prepared, preparedLoop, type Run } from '../engines/runtime.ts';
import { seed } from '../laws/seed.ts';
import { actionsOf, hyperparameters, lessons, type Sizes } from './example.ts';

const sizes: Sizes = { batch: 8, observation: 3, action: 2, hidden: [8, 8] };
const algorithm = twinCritics(actionsOf(sizes), hyperparameters);
const graph = updateGraph(algorithm, sizes.batch);

/** Inputs of a new learner's first updates, one after the other; only the first of the states counts. */
const inputs = (count: number): readonly Readonly<Record<string, Numbers>>[] => {
  const next = lessons(sizes, seed);
  const { state } = untrained(algorithm, seed);
  return Array.from({ length: count }, (_, updates) => {
    const { transitions, noise } = next();
    return mapRecord(updateInputs(algorithm, { state, updates }, transitions, noise), numbers =>
      Float32Array.from(numbers),
    );
  });
};

const isState = (name: string): boolean => name in graph.outputs;

const reported: readonly string[] = Object.keys(graph.outputs).filter(name => !(name in graph.inputs));

const LISTS: readonly string[] = ['actor', 'critics'].flatMap(group => [`${group}.values`, `${group}.firstMoments`]);

const largest = (numbers: readonly number[]): number => Math.max(...numbers.map(Math.abs));

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/** As if derivatives had been of size 1 before: the first step ever is a quotient of next to nothing wherever a derivative is small. */
const experienced = (given: Readonly<Record<string, Numbers>>): Readonly<Record<string, readonly number[]>> =>
  mapRecord(given, (numbers, name) => Array.from(numbers, x => (name.endsWith('secondMoments') ? 1 : x)));

compiledTest('losses, derivatives and all that is learned lie within the enclosures of the definitions', async () => {
  const first = experienced(inputs(1)[0]);
  const answers = await (await prepared(graph))(first);
  const enclosures = evaluator(singleEnclosures, graph)(mapRecord(first, numbers => numbers.map(point)));
  for (const [name, rows] of Object.entries(enclosures))
    rows.forEach((enclosure, i) => {
      expect(contains(enclosure, answers[name][i]), `${name} ${i}`).toBe(true);
    });
  for (const name of [...LISTS, 'targets', 'losses.critics']) {
    const scale = largest(Array.from(answers[name]));
    expect(median(enclosures[name].map(width)) / scale, `${name} is enclosed narrowly`).toBeLessThan(2 ** -10);
  }
});

const bits = (values: Readonly<Record<string, ArrayLike<number>>>): object =>
  mapRecord(values, numbers => Array.from(numbers));

const COUNT = 4;

/** The last state after one call for each update, and all losses. */
const oneByOne = async (run: Run): Promise<object> => {
  const all = inputs(COUNT);
  let state: Readonly<Record<string, Numbers>> = {};
  const losses: Record<string, number[]> = Object.fromEntries(reported.map(name => [name, []]));
  for (const given of all) {
    state = await run({ ...given, ...state });
    for (const name of Object.keys(losses)) losses[name].push(state[name][0]);
  }
  return bits({ ...state, ...losses });
};

const inOneCall = async (run: Run): Promise<object> => {
  const all = inputs(COUNT);
  return bits(
    await run(
      mapRecord(all[0], (numbers, name) =>
        isState(name) ? numbers : Float32Array.from(all.flatMap(given => Array.from(given[name]))),
      ),
    ),
  );
};

describe('the same bits', () => {
  compiledTest('update by update or in one call', async () => {
    const single = await oneByOne(await prepared(graph));
    expect(await inOneCall(await preparedLoop(graph, COUNT))).toEqual(single);
  });

  compiledTest('from session to session and from call to call', async () => {
    const run = await preparedLoop(graph, COUNT);
    const answers = await inOneCall(run);
    expect(await inOneCall(run)).toEqual(answers);
    expect(await inOneCall(await preparedLoop(graph, COUNT))).toEqual(answers);
  });
});
