/** A finite MDP whose states are marked by a single 1: networks without hidden layers are tables, and a batch holds each of its equally likely transitions once. */
import { evaluator } from '../../src/engines/evaluate.ts';
import { mapRecord } from '../../src/engines/graph.ts';
import { random } from '../../src/numerics/index.ts';
import { type Actions, type Choice, discreteActions } from '../../src/sac/actions.ts';
import type { Acting, Algorithm } from '../../src/sac/algorithm.ts';
import { untrained, updateGraph, updateInputs } from '../../src/sac/learner.ts';
import { preciseNumbers } from '../engines/arithmetics.ts';
import { Float, type Precise } from '../interpretations/precise.ts';
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
  range(ACTIONS).map(a => ({ s, a, reward: 4 * draw() })),
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

/** One update to 200 bits, from a new learner whose numbers `change` may replace: what went in, and what came out. */
export const updated = <S extends Acting, L extends object>(
  algorithm: Algorithm<S, L>,
  change: Values = {},
): { readonly inputs: Values; readonly outputs: Values } => {
  const given = updateInputs(algorithm, untrained(algorithm, seed), batch, { action: silence, next: silence });
  /** Targets are not what they follow. */
  const apart = mapRecord(given, (numbers, name) =>
    Array.from(numbers, x => Float(name.startsWith('target') ? draw() - 2 * x : x)),
  );
  const inputs = { ...apart, ...change };
  return { inputs, outputs: evaluator(preciseNumbers, updateGraph(algorithm, transitions.length))(inputs) };
};

/** An entry of a table of weights, with the row of biases that is added to each of its rows. */
export const entry = (parameters: readonly Precise[], s: number, a: number, width: number = ACTIONS): Precise =>
  parameters[s * width + a].add(parameters[STATES * width + a]);

/** The derivative that a first step of Adam was given. */
export const derivatives = (moments: readonly Precise[]): readonly Precise[] => moments.map(m => m.div(Float(1 - 0.9)));

export const successorsOf = (s: number, a: number): readonly number[] =>
  transitions.filter(t => t.s === s && t.a === a).map(({ next }) => next);
