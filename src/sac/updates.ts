/** Updates on an engine, one or several in each call. */
import type { Engine } from '../engines/engine.ts';
import { mapRecord } from '../engines/graph.ts';
import { namedShapes } from '../engines/tree.ts';
import type { Acting, Algorithm } from './algorithm.ts';
import { type Batch, checkBatch, checkNumbers } from './batch.ts';
import {
  type Learning,
  learningOf,
  type Numbers,
  noiseSizes,
  type Training,
  updateGraph,
  updateInputs,
} from './learner.ts';
import type { UpdateNoise } from './training.ts';

/** Numbers as an engine takes them. */
export const singles = (numbers: Numbers): Float32Array =>
  numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);

/** One update in single precision; the same bits for the same arguments, engine and number of threads. */
export type EngineUpdater<S, L> = (training: Training<S>, batch: Batch, noise: UpdateNoise) => Promise<Learning<S, L>>;

/** @throws {@link TrainingError} for a batch or noise of another size, or with a number that is not finite. */
const checking = <S extends Acting, L extends object>(algorithm: Algorithm<S, L>, size: number) => {
  const expected = noiseSizes(algorithm, size);
  return (batch: Batch, noise: UpdateNoise): void => {
    checkBatch(batch, size, algorithm);
    for (const [name, length] of Object.entries(expected))
      checkNumbers(`the noise ${name}`, noise[name] ?? [], length, size);
  };
};

/**
 * The update on batches of `size` transitions by an engine. It changes none of its arguments, and throws {@link TrainingError} for a batch or noise of
 * another size, or with a number that is not finite.
 */
export const engineUpdater = async <S extends Acting, L extends object>(
  engine: Engine,
  algorithm: Algorithm<S, L>,
  size: number,
): Promise<EngineUpdater<S, L>> => {
  const runs = await Promise.all(
    Array.from({ length: algorithm.phases }, (_, phase) => engine.prepare(updateGraph(algorithm, size, phase))),
  );
  const check = checking(algorithm, size);
  return async (training, batch, noise) => {
    check(batch, noise);
    const given = updateInputs(algorithm, training, batch, noise);
    const run = runs[training.updates % algorithm.phases];
    return learningOf(algorithm, training.updates + 1, await run(mapRecord(given, singles)));
  };
};

/** What one update learns from. */
export interface Lesson {
  readonly batch: Batch;
  readonly noise: UpdateNoise;
}

/** Several updates, one after the other, with a lesson for each. */
export type EngineUpdates<S, L> = (training: Training<S>, lessons: readonly Lesson[]) => Promise<Progress<S, L>>;

export interface Progress<S, L> {
  readonly training: Training<S>;
  /** Of each update. */
  readonly losses: readonly Learning<S, L>['losses'][];
}

/**
 * `times` updates in each call, for an algorithm of one phase. The bits are those of as many calls of {@link engineUpdater}, and so is what is
 * refused.
 */
export const engineUpdates = async <S extends Acting, L extends object>(
  engine: Engine,
  algorithm: Algorithm<S, L>,
  size: number,
  times: number,
): Promise<EngineUpdates<S, L>> => {
  if (algorithm.phases !== 1)
    throw new RangeError(`an algorithm of ${algorithm.phases} phases makes its updates one by one`);
  const run = await engine.prepareLoop(updateGraph(algorithm, size, 0), times);
  const check = checking(algorithm, size);
  const carried = new Set(Object.keys(namedShapes(algorithm.state)));
  return async (training, lessons) => {
    if (lessons.length !== times) throw new RangeError(`expected ${times} lessons, found ${lessons.length}`);
    for (const { batch, noise } of lessons) check(batch, noise);
    const given = lessons.map(({ batch, noise }, k) =>
      updateInputs(algorithm, { ...training, updates: training.updates + k }, batch, noise),
    );
    const outputs = await run(
      mapRecord(given[0], (numbers, name) =>
        carried.has(name) ? singles(numbers) : joined(given.map(lesson => lesson[name])),
      ),
    );
    const learnings = lessons.map((_, k) =>
      learningOf(
        algorithm,
        training.updates + times,
        mapRecord(outputs, (numbers, name) => (carried.has(name) ? numbers : numbers.subarray(k, k + 1))),
      ),
    );
    return { training: learnings[times - 1].training, losses: learnings.map(({ losses }) => losses) };
  };
};

const joined = (lists: readonly Numbers[]): Float32Array => {
  const [{ length }] = lists;
  const all = new Float32Array(lists.length * length);
  lists.forEach((list, k) => {
    all.set(list, k * length);
  });
  return all;
};
