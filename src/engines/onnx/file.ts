/** ONNX files, of which this is all that the compiler uses; field numbers are those of onnx.proto3. */
import type { Shape } from '../tensor.ts';
import { type Bytes, float, floatBytes, integer, message, text } from './protobuf.ts';

/** What every version of ONNX Runtime since 1.17 reads. */
const [FORMAT_VERSION, OPERATOR_SET] = [10, 20];

const [FLOAT, INT64] = [1, 7];

export type Attribute = { readonly int: number } | { readonly float: number } | { readonly graph: GraphFile };

export interface Node {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** Numbers that are part of the file. */
export interface Initializer {
  readonly type: 'float' | 'int64';
  readonly shape: Shape;
  readonly values: readonly number[];
}

type Named<T> = Readonly<Record<string, T>>;

export interface GraphFile {
  readonly nodes: readonly Node[];
  readonly initializers: Named<Initializer>;
  readonly inputs: Named<Shape>;
  readonly outputs: Named<Shape>;
}

const each = <T>(items: readonly T[], f: (item: T) => Bytes): Bytes => items.flatMap(f);

const attribute = ([name, value]: [string, Attribute]): Bytes => {
  if ('int' in value) return [...text(1, name), ...integer(3, value.int), ...integer(20, 2)];
  if ('float' in value) return [...text(1, name), ...float(2, value.float), ...integer(20, 1)];
  return [...text(1, name), ...message(6, graphBytes(value.graph)), ...integer(20, 5)];
};

const node = ({ inputs, outputs, operator, attributes }: Node): Bytes => [
  ...each(inputs, name => text(1, name)),
  ...each(outputs, name => text(2, name)),
  ...text(4, operator),
  ...each(Object.entries(attributes), entry => message(5, attribute(entry))),
];

const initializer = ([name, { type, shape, values }]: [string, Initializer]): Bytes => [
  ...each(shape, size => integer(1, size)),
  ...integer(2, type === 'float' ? FLOAT : INT64),
  ...(type === 'float' ? message(9, floatBytes(values)) : each(values, value => integer(7, value))),
  ...text(8, name),
];

const tensorType = (shape: Shape): Bytes => {
  const dimensions = each(shape, size => message(1, integer(1, size)));
  return message(1, [...integer(1, FLOAT), ...message(2, dimensions)]);
};

const valueInfo = ([name, shape]: [string, Shape]): Bytes => [...text(1, name), ...message(2, tensorType(shape))];

const graphBytes = ({ nodes, initializers, inputs, outputs }: GraphFile): Bytes => [
  ...each(nodes, item => message(1, node(item))),
  ...text(2, 'soft-bellman'),
  ...each(Object.entries(initializers), entry => message(5, initializer(entry))),
  ...each(Object.entries(inputs), entry => message(11, valueInfo(entry))),
  ...each(Object.entries(outputs), entry => message(12, valueInfo(entry))),
];

/** The bytes of an ONNX file. */
export const onnxFile = (graph: GraphFile): Uint8Array =>
  Uint8Array.from([
    ...integer(1, FORMAT_VERSION),
    ...text(2, 'soft-bellman'),
    ...message(7, graphBytes(graph)),
    ...message(8, integer(2, OPERATOR_SET)),
  ]);
