/** Traced graphs as ONNX graphs: a node for what the outputs need, and for nothing else. */
import { derived } from '../gradient.ts';
import { attached, type Graph, inOrder } from '../graph.ts';
import { simplified } from '../simplify.ts';
import { type BinaryOperator, isSameShape, type Shape, sizeOf, type Tensor, untraced } from '../tensor.ts';
import type { Attribute, GraphFile, Initializer, Node } from './file.ts';

type Unary = Extract<Tensor, { kind: 'unary' }>;
type Binary = Extract<Tensor, { kind: 'binary' }>;
type Product = Extract<Tensor, { kind: 'product' }>;
type Sum = Extract<Tensor, { kind: 'sum' }>;

const BINARY: Readonly<Record<BinaryOperator, string>> = { add: 'Add', sub: 'Sub', mul: 'Mul', div: 'Div', min: 'Min' };

const UNARY: Readonly<Record<Exclude<Unary['operator'], 'isPositive' | 'logCosh' | 'detach'>, string>> = {
  neg: 'Neg',
  exp: 'Exp',
  log: 'Log',
  tanh: 'Tanh',
  sqrt: 'Sqrt',
  relu: 'Relu',
};

/** From this slope on, `HardSigmoid` is 1 from the least normal number on. */
const STEEP = 2 ** 127;

const LN2 = 0.6931471805599453; // 0x3FE62E42FEFA39EF

/** Whether a table becomes a row, which need not have fewer columns. */
const isSumOfRows = ({ operand, shape }: Sum): boolean =>
  shape.length === 2 && shape[0] === 1 && shape[1] === operand.shape[1];

/** Where a tensor is cut, from 0 to its size. */
type Cut = readonly number[];

/** Where the parts that are taken of tensors begin and end. */
const cutsOf = (tensors: readonly Tensor[]): ReadonlyMap<Tensor, Cut> => {
  const ends = new Map<Tensor, Set<number>>();
  for (const tensor of tensors)
    if (tensor.kind === 'part') {
      const { operand, offset, shape } = tensor;
      const known = ends.get(operand) ?? new Set([0, sizeOf(operand.shape)]);
      ends.set(operand, known.add(offset).add(offset + sizeOf(shape)));
    }
  return new Map([...ends].map(([tensor, set]) => [tensor, [...set].sort((a, b) => a - b)]));
};

/** An output's name, which differs from that of the input that it is the next value of. */
export const outputName = (name: string): string => `next ${name}`;

/** The graph in ONNX; its outputs are called by {@link outputName}. */
export const compiled = (graph: Graph): GraphFile => {
  const { inputs, outputs } = simplified(attached(derived(graph)));
  const results = Object.entries<Tensor>(outputs);
  const cuts = cutsOf(inOrder(results.map(([, tensor]) => tensor)));
  const nodes: Node[] = [];
  const initializers: Record<string, Initializer> = {};
  const names = new Map<Tensor, string>();

  const emitAll = (
    operator: string,
    operands: readonly string[],
    attributes: Readonly<Record<string, Attribute>>,
    count: number,
  ): readonly string[] => {
    const outputs = Array.from({ length: count }, (_, i) => `v${nodes.length}.${i}`);
    nodes.push({ operator, inputs: operands, outputs, attributes });
    return outputs;
  };
  const emit = (
    operator: string,
    operands: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string => emitAll(operator, operands, attributes, 1)[0];

  const stored = (name: string, type: Initializer['type'], shape: Shape, values: readonly number[]): string => {
    initializers[name] = { type, shape, values };
    return name;
  };
  const number = (value: number): string => stored(`number ${value}`, 'float', [], [value]);
  const integers = (values: readonly number[]): string =>
    stored(`integers ${values}`, 'int64', [values.length], values);
  const ones = (shape: Shape): string =>
    stored(`ones ${shape}`, 'float', shape, new Array<number>(sizeOf(shape)).fill(1));

  const reshaped = (name: string, from: Shape, to: Shape): string =>
    isSameShape(from, to) ? name : emit('Reshape', [name, integers(to)]);
  const flattened = (tensor: Tensor): string =>
    tensor.kind === 'sum' && isSumOfRows(tensor) && !names.has(tensor)
      ? emit('MatMul', [ones([tensor.operand.shape[0]]), nameOf(tensor.operand)])
      : reshaped(nameOf(tensor), tensor.shape, [sizeOf(tensor.shape)]);

  const unary = ({ operator, operand }: Unary): string => {
    const x = nameOf(operand);
    switch (operator) {
      case 'detach':
        return x;
      case 'isPositive':
        return emit('HardSigmoid', [x], { alpha: { float: STEEP }, beta: { float: 0 } });
      /** $\log \cosh x = x - \log 2 + \log(1 + e^{-2x})$. */
      case 'logCosh': {
        const rest = emit('Softplus', [emit('Mul', [number(-2), x])]);
        return emit('Add', [emit('Sub', [x, number(LN2)]), rest]);
      }
      default:
        return emit(UNARY[operator], [x]);
    }
  };

  /** ONNX repeats an operand by itself where the other one has the shape of the result. */
  const repeated = (x: Tensor, other: Tensor, shape: Shape): string =>
    nameOf(x.kind === 'spread' && other.kind !== 'spread' && isSameShape(other.shape, shape) ? x.operand : x);

  /** A row that is repeated may as well be a list. */
  const biasOf = (x: Tensor, other: Tensor, shape: Shape): string =>
    x.kind === 'spread' && x.operand.kind === 'part' && x.operand.shape[0] === 1
      ? part(x.operand.operand, x.operand.offset, [shape[1]])
      : repeated(x, other, shape);

  const gemm = ({ left, right, transposed: [a, b] }: Product, added: readonly string[] = []): string =>
    emit('Gemm', [nameOf(left), nameOf(right), ...added], { transA: { int: Number(a) }, transB: { int: Number(b) } });

  const binary = ({ operator, left, right, shape }: Binary): string => {
    if (operator === 'add')
      for (const [x, other] of [[left, right] as const, [right, left] as const])
        if (x.kind === 'product') return gemm(x, [biasOf(other, x, shape)]);
    return emit(BINARY[operator], [repeated(left, right, shape), repeated(right, left, shape)]);
  };

  /** Products with ones, because the runtime's sums are slow. */
  const sum = (tensor: Sum): string => {
    const { operand, shape } = tensor;
    if (shape.length === 0) {
      const size = sizeOf(operand.shape);
      const column = reshaped(nameOf(operand), operand.shape, [size, 1]);
      return reshaped(emit('Gemm', [ones([1, size]), column]), [1, 1], []);
    }
    if (isSumOfRows(tensor)) return emit('Gemm', [ones([1, operand.shape[0]]), nameOf(operand)]);
    const axes = operand.shape.flatMap((size, axis) => (size === shape[axis] ? [] : [axis]));
    return emit('ReduceSum', [nameOf(operand), integers(axes)], { keepdims: { int: 1 } });
  };

  /** The pieces between all ends of the parts that are taken of a tensor, by where they begin. */
  const pieces = new Map<Tensor, ReadonlyMap<number, string>>();
  const piecesOf = (operand: Tensor, cut: Cut): ReadonlyMap<number, string> => {
    const sizes = cut.slice(1).map((end, i) => end - cut[i]);
    const names = emitAll('Split', [flattened(operand), integers(sizes)], { axis: { int: 0 } }, sizes.length);
    return new Map(names.map((name, i) => [cut[i], name]));
  };

  const part = (operand: Tensor, offset: number, shape: Shape): string => {
    const size = sizeOf(shape);
    if (size === sizeOf(operand.shape)) return reshaped(nameOf(operand), operand.shape, shape);
    const cut = cuts.get(operand)!;
    if (cut[cut.indexOf(offset) + 1] !== offset + size)
      return reshaped(
        emit('Slice', [flattened(operand), integers([offset]), integers([offset + size])]),
        [size],
        shape,
      );
    const cutUp = pieces.get(operand) ?? piecesOf(operand, cut);
    pieces.set(operand, cutUp);
    return reshaped(cutUp.get(offset)!, [size], shape);
  };

  const computed = (tensor: Tensor): string => {
    switch (tensor.kind) {
      case 'input':
        return tensor.name;
      case 'constant':
        return number(tensor.value);
      case 'unary':
        return unary(tensor);
      case 'binary':
        return binary(tensor);
      case 'product':
        return gemm(tensor);
      case 'spread':
        return emit('Expand', [nameOf(tensor.operand), integers(tensor.shape)]);
      case 'sum':
        return sum(tensor);
      case 'rowMaximum':
        return emit('ReduceMax', [nameOf(tensor.operand), integers([1])], { keepdims: { int: 1 } });
      case 'part':
        return part(tensor.operand, tensor.offset, tensor.shape);
      case 'list':
        return tensor.operands.length === 1
          ? flattened(tensor.operands[0])
          : emit('Concat', tensor.operands.map(flattened), { axis: { int: 0 } });
      case 'derivative':
        return untraced();
    }
  };

  const nameOf = (tensor: Tensor): string => {
    const known = names.get(tensor) ?? computed(tensor);
    names.set(tensor, known);
    return known;
  };

  /** Results get the names of outputs; what has another name already, as an input or as another output, is copied. */
  const called = new Map<string, string>();
  const copies = results.flatMap(([name, tensor]): readonly Node[] => {
    const [computed, output] = [nameOf(tensor), outputName(name)];
    const isFree = nodes.some(({ outputs }) => outputs.includes(computed)) && !called.has(computed);
    if (isFree) called.set(computed, output);
    return isFree ? [] : [{ operator: 'Identity', inputs: [computed], outputs: [output], attributes: {} }];
  });
  const call = (name: string): string => called.get(name) ?? name;
  return {
    nodes: [...nodes, ...copies].map(node => ({
      ...node,
      inputs: node.inputs.map(call),
      outputs: node.outputs.map(call),
    })),
    initializers,
    inputs,
    outputs: Object.fromEntries(results.map(([name, { shape }]) => [outputName(name), shape])),
  };
};
