/** The compiled engine: a traced graph, written in ONNX and run by ONNX Runtime in single precision. */
import type { Engine, Run, Singles } from '../engine.ts';
import type { Graph } from '../graph.ts';
import { compiled, outputName } from './compile.ts';
import { first, last, loop } from './loop.ts';
import { onnxRuntime, onnxSession, type Runtime } from './session.ts';

const renamed = (
  record: Singles,
  names: Iterable<string>,
  from: (name: string) => string,
  to: (name: string) => string,
): Singles => Object.fromEntries(Array.from(names, name => [to(name), record[from(name)]]));

const same = (name: string): string => name;

const compile = async (runtime: Runtime, graph: Graph, threads: number): Promise<Run> => {
  const run = await onnxSession(runtime, compiled(graph), threads);
  return async inputs => renamed(await run(inputs), Object.keys(graph.outputs), outputName, same);
};

const compileLoop = async (runtime: Runtime, graph: Graph, times: number, threads: number): Promise<Run> => {
  const run = await onnxSession(runtime, loop(graph, times), threads);
  return async inputs =>
    renamed(await run(renamed(inputs, Object.keys(graph.inputs), same, first)), Object.keys(graph.outputs), last, same);
};

/**
 * ONNX Runtime on the CPU.
 * @throws `EngineError` where the package `onnxruntime-node` is not installed or cannot be loaded.
 */
export const compiledEngine = async (threads: number): Promise<Engine> => {
  const runtime = await onnxRuntime();
  return {
    name: 'compiled',
    description: `${runtime.version}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    prepare: graph => compile(runtime, graph, threads),
    prepareLoop: (graph, times) => compileLoop(runtime, graph, times, threads),
  };
};
