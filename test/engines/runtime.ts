/** The engines that this machine has. */
import { type TestAPI, test } from 'vitest';
import { eagerEngine } from '../../src/engines/eager/index.ts';
import type { Engine } from '../../src/engines/engine.ts';
import { type Graph, mapRecord } from '../../src/engines/graph.ts';
import { compiledEngine } from '../../src/engines/onnx/index.ts';

/** A graph that is run on numbers of any kind, which single precision holds. */
export type Run = (
  inputs: Readonly<Record<string, ArrayLike<number>>>,
) => Promise<Readonly<Record<string, Float32Array>>>;

/** An engine under test; where its optional packages are not installed, `test` skips, and what is skipped is shown. */
export interface Tested {
  readonly name: string;
  readonly test: TestAPI;
  /** For its tests. */
  engine(): Engine;
  prepared(graph: Graph): Promise<Run>;
  /** The graph `times` over in each call. */
  preparedLoop(graph: Graph, times: number): Promise<Run>;
}

const rounded =
  (run: Awaited<ReturnType<Engine['prepare']>>): Run =>
  inputs =>
    run(mapRecord(inputs, numbers => Float32Array.from(numbers)));

const tested = async (name: string, load: () => Promise<Engine>): Promise<Tested> => {
  const engine = await load().catch(() => undefined);
  return {
    name,
    test: test.skipIf(engine === undefined) as TestAPI,
    engine: () => engine!,
    prepared: async graph => rounded(await engine!.prepare(graph)),
    preparedLoop: async (graph, times) => rounded(await engine!.prepareLoop(graph, times)),
  };
};

export const compiled: Tested = await tested('compiled', () => compiledEngine(1));

/** On each of its backends. */
export const eager: readonly Tested[] = [
  await tested('eager on native', () => eagerEngine('native')),
  await tested('eager on wasm', () => eagerEngine('wasm')),
  await tested('eager on javascript', () => eagerEngine('javascript')),
];

export const engines: readonly Tested[] = [compiled, ...eager];
