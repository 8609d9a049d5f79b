/** Updates on an engine, one or several in each call. */
import type { Engine, Singles } from '../engines/engine.ts';
import { mapRecord } from '../engines/graph.ts';
import { namedShapes, unflatten } from '../engines/tree.ts';
import type { Acting, Algorithm, Noise, Transitions } from './algorithm.ts';
import { type Numbers, type Training, updateGraph, updateInputs } from './learner.ts';

/** What one update learns from. */
export interface Lesson {
  readonly transitions: Transitions<Numbers>;
  readonly noise: Noise<Numbers>;
}

export interface Progress<S> {
  readonly training: Training<S>;
  /** Each loss by its name, as in `losses.critics`: a number for each update. */
  readonly losses: Singles;
}

const single = (numbers: Numbers): Float32Array =>
  numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);

const joined = (lists: readonly Numbers[]): Float32Array => {
  const [{ length }] = lists;
  const all = new Float32Array(lists.length * length);
  lists.forEach((list, k) => {
    all.set(list, k * length);
  });
  return all;
};

/**
 * `times` updates in each call, one after the other, with a lesson of `size` transitions for each. The bits are those of as many calls of one
 * update. What a call has learned is given to the next one as it is, without a copy.
 */
export const preparedUpdates = async <S extends Acting, L extends object>(
  engine: Engine,
  algorithm: Algorithm<S, L>,
  size: number,
  times = 1,
): Promise<(training: Training<S>, lessons: readonly Lesson[]) => Promise<Progress<S>>> => {
  const graph = updateGraph(algorithm, size);
  const run = await (times === 1 ? engine.prepare(graph) : engine.prepareLoop(graph, times));
  const state = namedShapes(algorithm.state);
  return async (training, lessons) => {
    if (lessons.length !== times) throw new RangeError(`expected ${times} lessons, found ${lessons.length}`);
    const given = lessons.map(({ transitions, noise }, k) =>
      updateInputs(algorithm, { ...training, updates: training.updates + k }, transitions, noise),
    );
    const answers = await run(
      mapRecord(given[0], (numbers, name) =>
        name in state || times === 1 ? single(numbers) : joined(given.map(lesson => lesson[name])),
      ),
    );
    return {
      training: { state: unflatten<S, Numbers>(algorithm.state, answers), updates: training.updates + times },
      losses: Object.fromEntries(Object.entries(answers).filter(([name]) => !(name in state))),
    };
  };
};
