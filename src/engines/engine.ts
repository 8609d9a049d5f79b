import type { Graph } from './graph.ts';

/** Named tensors by their numbers in row-major order, in single precision. */
export type Singles = Readonly<Record<string, Float32Array>>;

/** Named outputs of named inputs; the same bits for the same inputs, engine and number of threads. */
export type Run = (inputs: Singles) => Promise<Singles>;

/** What runs graphs in single precision. */
export interface Engine {
  readonly name: 'compiled' | 'eager';
  /** The package, its version and what it computes on: `onnxruntime-node 1.30.0, 2 threads`. */
  readonly description: string;
  /** One run a call. */
  prepare(graph: Graph): Promise<Run>;
  /**
   * `times` runs a call: outputs that are named like inputs are carried from one run to the next; all other inputs and outputs have
   * `times` rows.
   */
  prepareLoop(graph: Graph, times: number): Promise<Run>;
}
