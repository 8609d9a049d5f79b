import { type TestAPI, test } from 'vitest';
import type { Engine } from '../../src/engines/engine.ts';
import { type Graph, mapRecord } from '../../src/engines/graph.ts';
import { compiledEngine } from '../../src/engines/onnx/index.ts';

const engine: Engine | undefined = await compiledEngine(1).catch(() => undefined);

/** A test that needs the optional package `onnxruntime-node`; skipped, and shown as such, where it is not installed. */
export const compiledTest: Pick<TestAPI, 'each'> & ((name: string, body: () => Promise<void>) => void) = test.skipIf(
  engine === undefined,
) as TestAPI;

/** A graph that is run on numbers of any kind, which single precision holds. */
export type Run = (
  inputs: Readonly<Record<string, ArrayLike<number>>>,
) => Promise<Readonly<Record<string, Float32Array>>>;

const rounded =
  (run: Awaited<ReturnType<Engine['prepare']>>): Run =>
  inputs =>
    run(mapRecord(inputs, numbers => Float32Array.from(numbers)));

/** A graph on the compiled engine. */
export const prepared = async (graph: Graph): Promise<Run> => rounded(await engine!.prepare(graph));

/** The graph `times` over in each call. */
export const preparedLoop = async (graph: Graph, times: number): Promise<Run> =>
  rounded(await engine!.prepareLoop(graph, times));
