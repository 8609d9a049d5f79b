/** A soft actor-critic learner as a pure function of its state, a batch and noise. */
import { doubles, type Elementary } from '../engines/elementary.ts';
import { evaluator } from '../engines/evaluate.ts';
import { type Graph, mapRecord, trace } from '../engines/graph.ts';
import { type Shape, sizeOf, type Tensor } from '../engines/tensor.ts';
import { type Filled, flatten, namedShapes, unflatten } from '../engines/tree.ts';
import { random } from '../numerics/index.ts';
import { debiasing } from './adam.ts';
import type { Acting, Algorithm, Given, Noise, Transitions } from './algorithm.ts';

/** A list of numbers, or a table of them row by row. */
export type Numbers = ArrayLike<number>;

/** All that a learner is: what it has learned, and in how many updates. */
export interface Training<S> {
  readonly state: Filled<S, Numbers>;
  readonly updates: number;
}

/** A learner that has seen nothing. The seed, a whole number, decides all its parameters. */
export const untrained = <S extends Acting, L extends object>(
  algorithm: Algorithm<S, L>,
  seed: number,
  R: Elementary<number> = doubles,
): Training<S> => {
  const drawn = flatten<S, readonly number[]>(algorithm.state, algorithm.untrained(random(seed).centred));
  const rounded = mapRecord(drawn, numbers => numbers.map(R.constant));
  return { state: unflatten<S, Numbers>(algorithm.state, rounded), updates: 0 };
};

const givenShapes = <S extends Acting, L extends object>(
  { observationSize, actionSize, noise }: Algorithm<S, L>,
  size: number,
): Given<Shape> => ({
  transitions: {
    observations: [size, observationSize],
    actions: [size, actionSize],
    rewards: [size, 1],
    nextObservations: [size, observationSize],
    terminated: [size, 1],
  },
  noise: mapRecord(noise, shape => [size, ...shape]),
  debiasing: { first: [], second: [] },
});

const LOSSES = 'losses.';

/** One update on batches of `size` transitions, traced. What goes in and comes out is named by its place, as in `actor.values` or `noise.next`. */
export const updateGraph = <S extends Acting, L extends object>(
  algorithm: Algorithm<S, L>,
  size: number,
  phase = 0,
): Graph => {
  const shapes = givenShapes(algorithm, size);
  return trace({ ...namedShapes(algorithm.state), ...namedShapes(shapes) }, named => {
    const { state, losses } = algorithm.update(unflatten(algorithm.state, named), unflatten(shapes, named), phase);
    const reported = Object.entries(losses as Readonly<Record<string, Tensor>>).map(([name, loss]) => [
      `${LOSSES}${name}`,
      loss,
    ]);
    return { ...flatten<S, Tensor>(algorithm.state, state), ...Object.fromEntries(reported) };
  });
};

/** The policy's choices for `size` observations at once, traced: `actor.values`, `observations` and `noise` make `choice`. */
export const choiceGraph = <S extends Acting, L extends object>(
  { observationSize, actionSize, state, choice }: Algorithm<S, L>,
  size: number,
): Graph<'actor.values' | 'observations' | 'noise', 'choice'> =>
  trace(
    { 'actor.values': state.actor.values, observations: [size, observationSize], noise: [size, actionSize] },
    given => ({ choice: choice(given['actor.values'], given.observations, given.noise) }),
  );

/** What a graph of an update is run on. */
export const updateInputs = <S extends Acting, L extends object>(
  algorithm: Algorithm<S, L>,
  { state, updates }: Training<S>,
  transitions: Transitions<Numbers>,
  noise: Noise<Numbers>,
): Readonly<Record<string, Numbers>> => {
  const { first, second } = debiasing(updates + 1);
  const given: Given<Numbers> = { transitions, noise, debiasing: { first: [first], second: [second] } };
  return {
    ...flatten<S, Numbers>(algorithm.state, state),
    ...flatten<Given<Shape>, Numbers>(givenShapes(algorithm, transitions.rewards.length), given),
  };
};

/** The numbers in each list of noise that an update on `size` transitions takes. */
export const noiseSizes = <S extends Acting, L extends object>(
  algorithm: Algorithm<S, L>,
  size: number,
): Readonly<Record<string, number>> => mapRecord(namedShapes(givenShapes(algorithm, size).noise), sizeOf);

/** What an update makes of a learner. */
export interface Learning<S, L> {
  readonly training: Training<S>;
  /** Those of its phase. */
  readonly losses: Partial<Filled<L, number>>;
}

/** What the outputs of an update's graph say. */
export const learningOf = <S extends Acting, L extends object>(
  algorithm: Algorithm<S, L>,
  updates: number,
  outputs: Readonly<Record<string, Numbers>>,
): Learning<S, L> => {
  const losses = Object.entries(outputs).filter(([name]) => name.startsWith(LOSSES));
  return {
    training: { state: unflatten<S, Numbers>(algorithm.state, outputs), updates },
    losses: Object.fromEntries(losses.map(([name, loss]) => [name.slice(LOSSES.length), loss[0]])) as Filled<L, number>,
  };
};

/** One update; the same bits for the same arguments. */
export type Updater<S, L> = (
  training: Training<S>,
  transitions: Transitions<Numbers>,
  noise: Noise<Numbers>,
) => Learning<S, L>;

/** What runs graphs on numbers, at once. */
export type Evaluate = (
  graph: Graph,
) => (given: Readonly<Record<string, Numbers>>) => Readonly<Record<string, Numbers>>;

/** The plain evaluator: exactly what is meant, for small networks. */
export const plainly =
  (R: Elementary<number> = doubles): Evaluate =>
  graph => {
    const run = evaluator(R, graph);
    return given => run(mapRecord(given, numbers => Array.from(numbers, R.constant)));
  };

/** The update, by whatever runs its graph. */
export const updater = <S extends Acting, L extends object>(
  algorithm: Algorithm<S, L>,
  evaluate: Evaluate,
): Updater<S, L> => {
  const runs = new Map<string, ReturnType<Evaluate>>();
  const runOf = (size: number, phase: number) => {
    const key = `${size} ${phase}`;
    const run = runs.get(key) ?? evaluate(updateGraph(algorithm, size, phase));
    runs.set(key, run);
    return run;
  };
  return (training, transitions, noise) => {
    const given = updateInputs(algorithm, training, transitions, noise);
    const run = runOf(transitions.rewards.length, training.updates % algorithm.phases);
    return learningOf(algorithm, training.updates + 1, run(given));
  };
};

/** The update by the plain evaluator. */
export const plainUpdater = <S extends Acting, L extends object>(
  algorithm: Algorithm<S, L>,
  R: Elementary<number> = doubles,
): Updater<S, L> => updater(algorithm, plainly(R));
