/** A learner that acts and learns on an engine. */
import type { Engine } from '../engines/engine.ts';
import { mapRecord } from '../engines/graph.ts';
import { sizeOf } from '../engines/tensor.ts';
import { flatten, namedShapes, unflatten } from '../engines/tree.ts';
import type { Box, Discrete } from '../environments/index.ts';
import { fillLargest } from './action-rows.ts';
import type { Acting, Algorithm } from './algorithm.ts';
import { arrayOf } from './arrays.ts';
import { checkNumbers } from './batch.ts';
import { choiceGraph, type Numbers, noiseSizes, type Training, untrained } from './learner.ts';
import type { Learner, Losses } from './training.ts';
import { engineUpdater, singles } from './updates.ts';

/**
 * A learner that has seen nothing. The seed, a whole number, decides all its parameters; the same seed, engine and calls make the same bits. Graphs
 * are prepared when they are first needed, so that one which only acts is there at once.
 */
export const agent = <S extends Acting, L extends object>(
  engine: Engine,
  algorithm: Algorithm<S, L>,
  actions: Box | Discrete,
  batchSize: number,
  seed: number,
): Learner => {
  const shapes = namedShapes(algorithm.state);
  const numbersIn = (state: Training<S>['state']): Readonly<Record<string, Numbers>> =>
    flatten<S, Numbers>(algorithm.state, state);
  const stateOf = (named: Readonly<Record<string, Float32Array>>): Training<S>['state'] =>
    unflatten<S, Numbers>(algorithm.state, named);

  const first = untrained(algorithm, seed);
  let training: Training<S> = { state: stateOf(mapRecord(numbersIn(first.state), singles)), updates: 0 };
  const row = new Float32Array(algorithm.actionSize);
  const choosing = once(() => engine.prepare(choiceGraph(algorithm, 1)));
  const updating = once(() => engineUpdater(engine, algorithm, batchSize));

  return {
    noise: noiseSizes(algorithm, batchSize),
    losses: Object.keys(namedShapes(algorithm.losses)),
    act: async (observations, noise) => {
      const run = await choosing();
      const { choice } = await run({ 'actor.values': singles(training.state.actor.values), observations, noise });
      if (actions.kind === 'box') return choice;
      fillLargest(choice, row);
      return row;
    },
    update: async (batch, noise) => {
      const update = await updating();
      const learned = await update(training, batch, noise);
      training = learned.training;
      return learned.losses as Losses;
    },
    save: () => {
      const named = mapRecord(numbersIn(training.state), singles);
      for (const [name, numbers] of Object.entries(named))
        checkNumbers(`what is learned as ${name}`, numbers, numbers.length);
      return { ...named, updates: Float64Array.of(training.updates) };
    },
    restore: saved => {
      const state = stateOf(mapRecord(shapes, (shape, name) => arrayOf(saved, name, 'float32', sizeOf(shape))));
      const [updates] = arrayOf(saved, 'updates', 'float64', 1);
      training = { state, updates };
    },
  };
};

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};
