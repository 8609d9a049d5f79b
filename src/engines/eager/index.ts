/** The eager engine: TensorFlow.js computes a traced graph tensor by tensor, and takes the derivatives itself. */
import type { Engine, Run, Singles } from '../engine.ts';
import { givenFor } from '../given.ts';
import { type Graph, mapRecord } from '../graph.ts';
import { type Shape, sizeOf, type Tensor } from '../tensor.ts';
import { executor, type Values } from './execute.ts';
import { type Backend, eagerRuntime, type Runtime, select, type Value } from './runtime.ts';

type Shapes = Readonly<Record<string, Shape>>;

/** Those of some records whose names are among others, and the rest. */
const split = <T>(record: Readonly<Record<string, T>>, others: object): readonly [typeof record, typeof record] => {
  const entries = Object.entries(record);
  return [
    Object.fromEntries(entries.filter(([name]) => name in others)),
    Object.fromEntries(entries.filter(([name]) => !(name in others))),
  ];
};

/** Runs one after the other; what is carried over stays where it was computed. */
const repeated = (runtime: Runtime, graph: Graph, times: number): Run => {
  const { tf } = runtime;
  const execute = executor(runtime, graph);
  const shapes: Shapes = mapRecord(graph.outputs, ({ shape }: Tensor) => shape);
  const [carried, given] = split<Shape>(graph.inputs, graph.outputs);
  const [, reported] = split<Shape>(shapes, graph.inputs);
  const times1: Shape = times === 1 ? [] : [times];

  const uploaded = (numbers: Float32Array, shape: Shape): Value => tf.tensor(numbers, shape as number[]);

  return async inputs => {
    select(runtime);
    const rows = mapRecord(given, (shape, name) => givenFor(name, inputs[name], [...times1, ...shape]));
    const reports = mapRecord(reported, shape => new Float32Array(times * sizeOf(shape)));
    let state: Values = mapRecord(carried, (shape, name) => uploaded(givenFor(name, inputs[name], shape), shape));
    for (let k = 0; k < times; k++) {
      const kept: Value[] = [];
      const before = state;
      state = tf.tidy(() => {
        const row = mapRecord(given, (shape, name) => {
          const size = sizeOf(shape);
          return uploaded(rows[name].subarray(k * size, (k + 1) * size), shape);
        });
        const outputs = execute({ ...before, ...row }, kept);
        for (const [name, report] of Object.entries(reports))
          report.set(outputs[name].dataSync(), k * sizeOf(shapes[name]));
        return mapRecord(carried, (_, name) => tf.clone(outputs[name]));
      });
      tf.dispose([...kept, ...Object.values(before)]);
    }
    const last: Singles = mapRecord(state, value => value.dataSync<'float32'>().slice());
    tf.dispose(Object.values(state));
    return { ...last, ...reports };
  };
};

/**
 * TensorFlow.js on the backend of a name, or on the fastest that is there.
 * @throws `EngineError` where its packages are not installed or cannot be loaded.
 */
export const eagerEngine = async (backend?: Backend): Promise<Engine> => {
  const runtime = await eagerRuntime(backend);
  return {
    name: 'eager',
    description: runtime.version,
    prepare: async graph => repeated(runtime, graph, 1),
    prepareLoop: async (graph, times) => repeated(runtime, graph, times),
  };
};
