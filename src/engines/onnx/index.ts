/** The compiled engine: a traced graph, written in ONNX and run by ONNX Runtime in single precision. */
import type { Graph } from '../graph.ts';
import { compiled, outputName } from './compile.ts';
import { first, last, loop } from './loop.ts';
import { onnxSession } from './session.ts';

type Numbers = Readonly<Record<string, ArrayLike<number>>>;

/** Named outputs of named inputs; the same bits for the same inputs and number of threads. */
export type Run = (inputs: Numbers) => Promise<Readonly<Record<string, Float32Array>>>;

const renamed = <T>(
  record: Readonly<Record<string, T>>,
  names: Iterable<string>,
  from: (name: string) => string,
  to: (name: string) => string,
): Readonly<Record<string, T>> => Object.fromEntries(Array.from(names, name => [to(name), record[from(name)]]));

const same = (name: string): string => name;

/** One run a call. */
export const compile = async (graph: Graph, threads: number): Promise<Run> => {
  const run = await onnxSession(compiled(graph), threads);
  return async inputs => renamed(await run(inputs), Object.keys(graph.outputs), outputName, same);
};

/**
 * `times` runs a call: outputs that are named like inputs are carried from one run to the next; all other inputs and outputs have
 * `times` rows.
 */
export const compileLoop = async (graph: Graph, times: number, threads: number): Promise<Run> => {
  const run = await onnxSession(loop(graph, times), threads);
  return async inputs =>
    renamed(await run(renamed(inputs, Object.keys(graph.inputs), same, first)), Object.keys(graph.outputs), last, same);
};
