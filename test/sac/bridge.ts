/** A finite MDP whose states are marked by a single 1: networks without hidden layers are tables, and a batch holds each of its equally likely transitions once. */
import { expect } from 'vitest';
import { evaluator } from '../../src/engines/evaluate.ts';
import { type Graph, mapRecord } from '../../src/engines/graph.ts';
import { contains, point, width } from '../../src/interpretations/interval.ts';
import { random } from '../../src/numerics/index.ts';
import { type Actions, type Choice, discreteActions } from '../../src/sac/actions.ts';
import type { Acting, Algorithm } from '../../src/sac/algorithm.ts';
import { type Evaluate, untrained, updateGraph, updateInputs } from '../../src/sac/learner.ts';
import { preciseNumbers } from '../engines/arithmetics.ts';
import { singleEnclosures } from '../engines/enclosures.ts';
import { distance, Float, isWithin, type Precise } from '../interpretations/precise.ts';
import { seed } from '../laws/seed.ts';

export const STATES = 3;
export const ACTIONS = 4;
const SUCCESSORS = 2;

/** Of 200 bits, far fewer than 40 are lost in a few hundred operations. */
export const ROUNDING: number = 2 ** -160;

export const actions: Actions<Choice> = discreteActions(STATES, ACTIONS, []);
const draw = random(seed).centred;
export const range = (size: number): readonly number[] => Array.from({ length: size }, (_, i) => i);

/** A state, an action, and their reward. */
interface Pair {
  readonly s: number;
  readonly a: number;
  readonly reward: number;
}

export const pairs: readonly Pair[] = range(STATES).flatMap(s =>
  range(ACTIONS).map(a => ({ s, a, reward: Math.fround(4 * draw()) })),
);
/** The last state is terminal, which any state may lead to. */
export const transitions: readonly (Pair & { readonly next: number })[] = pairs.flatMap(({ s, a, reward }) =>
  range(SUCCESSORS).map(k => ({ s, a, reward, next: (s + a + k) % STATES })),
);
export const isTerminal = (s: number): boolean => s === STATES - 1;

const mark = (i: number, size: number): readonly number[] => range(size).map(j => Number(i === j));

const batch = {
  observations: transitions.flatMap(({ s }) => mark(s, STATES)),
  actions: transitions.flatMap(({ a }) => mark(a, ACTIONS)),
  rewards: transitions.map(({ reward }) => reward),
  nextObservations: transitions.flatMap(({ next }) => mark(next, STATES)),
  terminated: transitions.map(({ next }) => Number(isTerminal(next))),
};

const silence = new Array<number>(transitions.length * ACTIONS).fill(0);

export type Values = Readonly<Record<string, readonly Precise[]>>;

/** What a new learner's update is given, in numbers that single precision holds; targets are not what they follow. */
export const inputsOf = <S extends Acting, L extends object>(
  algorithm: Algorithm<S, L>,
): Readonly<Record<string, readonly number[]>> => {
  const given = updateInputs(algorithm, untrained(algorithm, seed), batch, { action: silence, next: silence });
  return mapRecord(given, (numbers, name) =>
    Array.from(numbers, x => Math.fround(name.startsWith('target') ? draw() - 2 * x : x)),
  );
};

export const graphOf = <S extends Acting, L extends object>(algorithm: Algorithm<S, L>): Graph =>
  updateGraph(algorithm, transitions.length);

/** The graph of an update, run to 200 bits. */
export const updated = (graph: Graph, inputs: Values): Values => evaluator(preciseNumbers, graph)(inputs);

/** An entry of a table of weights, with the row of biases that is added to each of its rows. */
export const entry = (parameters: readonly Precise[], s: number, a: number, width: number = ACTIONS): Precise =>
  parameters[s * width + a].add(parameters[STATES * width + a]);

/** The first moments of a table and its biases after a first step, if these are the derivatives by its entries; a bias is a part of its whole column. */
export const momentsOf = (table: readonly (readonly Precise[])[]): readonly Precise[] => {
  const biases = table[0].map((_, a) => table.map(row => row[a]).reduce((sum, x) => sum.add(x)));
  return [...table.flat(), ...biases].map(x => x.mul(Float(1 - 0.9)));
};

export const successorsOf = (s: number, a: number): readonly number[] =>
  transitions.filter(t => t.s === s && t.a === a).map(({ next }) => next);

/** Enclosures narrower than this, relative to what is largest in a list, leave no room for another formula. */
const NARROW = 2 ** -10;

const largest = (numbers: readonly Precise[]): number => Math.max(...numbers.map(x => Math.abs(x.toNumber())));

/** What an update has come to is what is right, of which something is more than next to nothing. */
export const areDerivatives = (outputs: Values, exact: Values): void => {
  for (const [name, numbers] of Object.entries(exact)) {
    expect(outputs[name].length).toBe(numbers.length);
    expect(largest(numbers)).toBeGreaterThan(NARROW);
    numbers.forEach((x, i) => {
      expect(distance(outputs[name][i].sub(x), 0), `${name} ${i}`).toBeLessThan(ROUNDING);
    });
  }
};

/** What an engine answers and what is right lie in the same narrow enclosures, those of the graph in single precision. */
export const isReproduced = (
  evaluate: Evaluate,
  graph: Graph,
  inputs: Readonly<Record<string, readonly number[]>>,
  exact: Values,
): void => {
  const answers = evaluate(graph)(inputs);
  const enclosures = evaluator(singleEnclosures, graph)(mapRecord(inputs, numbers => numbers.map(point)));
  for (const [output, numbers] of Object.entries(exact))
    numbers.forEach((x, i) => {
      const enclosure = enclosures[output][i];
      const place = `${output} ${i}`;
      expect(contains(enclosure, answers[output][i]), place).toBe(true);
      expect(isWithin(x, enclosure.lower, enclosure.upper), place).toBe(true);
      expect(width(enclosure) / largest(numbers), place).toBeLessThan(NARROW);
    });
};
