/** What a learner would do, as a file that any ONNX runtime runs. */
import { tensors as R } from '../engines/arithmetic.ts';
import { type Graph, trace } from '../engines/graph.ts';
import { compiled, outputName } from '../engines/onnx/compile.ts';
import { type GraphFile, type Node, onnxFile } from '../engines/onnx/file.ts';
import { list, part, type Shape, spread, type Tensor } from '../engines/tensor.ts';
import type { Box, Discrete } from '../environments/index.ts';
import type { Acting, Algorithm } from './algorithm.ts';
import type { Numbers } from './learner.ts';

export interface PolicyFileOptions {
  /** Observations at once; 1 unless told. */
  readonly batchSize?: number;
  /** One more input, the noise that actions are drawn with; else the best actions are taken. */
  readonly isStochastic?: boolean;
}

/** An ONNX file, and the shapes of what it takes and gives, by name: all in single precision. */
export interface PolicyFile {
  readonly bytes: Uint8Array;
  readonly inputs: Readonly<Record<string, Shape>>;
  readonly outputs: Readonly<Record<string, Shape>>;
}

const ACTOR = 'actor.values';

/**
 * `observations` $[n, d]$ to `action`, in the environment's units: $[n, k]$ in a box, $[n]$ whole numbers of finitely many. Then there are also `scores`
 * $[n, k]$, of which the largest is chosen: $\log \pi(a \mid s)$, plus the `noise` $[n, k]$ where that is asked for.
 */
export const policyFile = <S extends Acting, L extends object>(
  algorithm: Algorithm<S, L>,
  actions: Box | Discrete,
  actor: Numbers,
  { batchSize = 1, isStochastic = false }: PolicyFileOptions = {},
): PolicyFile => {
  const file = withoutParameters(compiled(policyGraph(algorithm, actions, batchSize, isStochastic)), actor);
  const whole = actions.kind === 'box' ? file : choosing(file, batchSize);
  return { bytes: onnxFile(whole), inputs: whole.inputs, outputs: whole.outputs };
};

const policyGraph = <S extends Acting, L extends object>(
  { observationSize, actionSize, state, choice }: Algorithm<S, L>,
  actions: Box | Discrete,
  size: number,
  isStochastic: boolean,
): Graph => {
  const inputs: Readonly<Record<string, Shape>> = {
    [ACTOR]: state.actor.values,
    observations: [size, observationSize],
    ...(isStochastic && { noise: [size, actionSize] }),
  };
  return trace<string, string>(inputs, given => {
    const chosen = choice(given[ACTOR], given.observations, given.noise ?? R.constant(0));
    return actions.kind === 'box' ? { action: inUnits(actions, chosen) } : { scores: chosen };
  });
};

/** Rows from $-1$ to 1 as $\frac{h + l}{2} + \frac{h - l}{2} x$. */
const inUnits = ({ low, high }: Box, rows: Tensor): Tensor => {
  const each = (f: (l: number, h: number) => number): Tensor =>
    spread(part(list(low.map((l, i) => R.constant(f(l, high[i])))), 0, [1, low.length]), rows.shape);
  return R.add(
    each((l, h) => (h + l) / 2),
    R.mul(
      each((l, h) => (h - l) / 2),
      rows,
    ),
  );
};

/** The parameters as part of the file, and outputs by their own names. */
const withoutParameters = ({ nodes, initializers, inputs, outputs }: GraphFile, actor: Numbers): GraphFile => {
  const { [ACTOR]: shape, ...given } = inputs;
  const own = new Map(['action', 'scores'].map(name => [outputName(name), name]));
  const named = (name: string): string => own.get(name) ?? name;
  return {
    nodes: nodes.map(node => ({ ...node, outputs: node.outputs.map(named) })),
    initializers: { ...initializers, [ACTOR]: { type: 'float', shape, values: Array.from(actor) } },
    inputs: given,
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, size]) => [named(name), size])),
  };
};

const SINGLE_PRECISION = 1;

/** With the numbers of the largest scores. */
const choosing = (file: GraphFile, size: number): GraphFile => {
  const largest: Node = {
    operator: 'ArgMax',
    inputs: ['scores'],
    outputs: ['largest'],
    attributes: { axis: { int: 1 }, keepdims: { int: 0 } },
  };
  const cast: Node = {
    operator: 'Cast',
    inputs: ['largest'],
    outputs: ['action'],
    attributes: { to: { int: SINGLE_PRECISION } },
  };
  return { ...file, nodes: [...file.nodes, largest, cast], outputs: { action: [size], ...file.outputs } };
};
