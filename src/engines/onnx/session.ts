/** ONNX Runtime on the processor: in Node where its package is installed, in a browser as the page loads it. */
import type { Singles } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { givenFor } from '../given.ts';
import { mapRecord } from '../graph.ts';
import { type GraphFile, onnxFile } from './file.ts';

type Named<T> = Readonly<Record<string, T>>;

/** What is used of the packages `onnxruntime-node` and `onnxruntime-web`, which need not be there. */
export interface OnnxRuntime {
  readonly env: {
    /** By `node` or `web`. */
    readonly versions: { readonly node?: string; readonly web?: string };
    readonly wasm: { numThreads?: number };
  };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => RuntimeTensor;
  readonly InferenceSession: {
    create(file: Uint8Array, options: object): Promise<RuntimeSession>;
  };
}

interface RuntimeTensor {
  readonly data: Float32Array;
}

interface RuntimeSession {
  run(feeds: Named<RuntimeTensor>): Promise<Named<RuntimeTensor>>;
}

const PACKAGE = 'onnxruntime-node';

/** @throws {@link EngineError} where the package is not installed or cannot be loaded. */
export const onnxRuntime = async (): Promise<OnnxRuntime> => {
  try {
    const loaded = await import(PACKAGE);
    return loaded.default ?? loaded;
  } catch (cause) {
    throw new EngineError(
      `the compiled engine needs the package ${PACKAGE}, which cannot be loaded: npm install ${PACKAGE}`,
      { cause },
    );
  }
};

const isWeb = ({ env }: OnnxRuntime): boolean => env.versions.web !== undefined;

/** `onnxruntime-node 1.30.0`. */
export const versionOf = (runtime: OnnxRuntime): string => {
  const { web, node } = runtime.env.versions;
  return isWeb(runtime) ? `onnxruntime-web ${web}` : `onnxruntime-node ${node}`;
};

/** A graph made ready to run: its outputs as a function of its inputs. Threads that wait do not spin: on a busy machine that would halve the speed. */
export const onnxSession = async (
  runtime: OnnxRuntime,
  graph: GraphFile,
  threads: number,
): Promise<(inputs: Singles) => Promise<Singles>> => {
  const { InferenceSession, Tensor, env } = runtime;
  if (isWeb(runtime)) env.wasm.numThreads = threads;
  const session = await InferenceSession.create(onnxFile(graph), {
    executionProviders: [isWeb(runtime) ? 'wasm' : 'cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
  return async inputs => {
    const feeds = mapRecord(
      graph.inputs,
      (shape, name) => new Tensor('float32', givenFor(name, inputs[name], shape), shape),
    );
    return mapRecord(await session.run(feeds), ({ data }) => data);
  };
};
