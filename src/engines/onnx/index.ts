/** The compiled engine: a traced graph, written in ONNX and run by ONNX Runtime in single precision. */
import type { Engine, Run, Singles } from '../engine.ts';
import type { Graph } from '../graph.ts';
import { compiled, outputName } from './compile.ts';
import { first, last, loop } from './loop.ts';
import { type OnnxRuntime, onnxRuntime, onnxSession, versionOf } from './session.ts';

export type { OnnxRuntime } from './session.ts';

const renamed = (
  record: Singles,
  names: Iterable<string>,
  from: (name: string) => string,
  to: (name: string) => string,
): Singles => Object.fromEntries(Array.from(names, name => [to(name), record[from(name)]]));

const same = (name: string): string => name;

const compile = async (runtime: OnnxRuntime, graph: Graph, threads: number): Promise<Run> => {
  const run = await onnxSession(runtime, compiled(graph), threads);
  return async inputs => renamed(await run(inputs), Object.keys(graph.outputs), outputName, same);
};

const compileLoop = async (runtime: OnnxRuntime, graph: Graph, times: number, threads: number): Promise<Run> => {
  const run = await onnxSession(runtime, loop(graph, times), threads);
  return async inputs =>
    renamed(await run(renamed(inputs, Object.keys(graph.inputs), same, first)), Object.keys(graph.outputs), last, same);
};

/**
 * ONNX Runtime on the processor: the package `onnxruntime-node`, or the one given, which in a browser is `onnxruntime-web`. There, more
 * than one thread needs a page that is isolated from other origins.
 * @throws {@link EngineError} where none is given and the package cannot be loaded.
 */
export const compiledEngine = async (threads: number, given?: OnnxRuntime): Promise<Engine> => {
  const runtime = given ?? (await onnxRuntime());
  return {
    name: 'compiled',
    description: `${versionOf(runtime)}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    prepare: graph => compile(runtime, graph, threads),
    prepareLoop: (graph, times) => compileLoop(runtime, graph, times, threads),
  };
};
