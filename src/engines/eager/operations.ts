/** What TensorFlow.js computes for each tensor, and how a derivative passes through it. */
import { isSameShape, type Shape, sizeOf, type Tensor, untraced } from '../tensor.ts';
import type { Kernels } from './kernels.ts';
import type { Runtime, Value } from './runtime.ts';

/** How a tensor is computed from others. */
export interface Operation {
  readonly reads: readonly Tensor[];
  /** `varies` says which of the values derivatives are taken through, if any. */
  run(values: readonly Value[], varies: readonly boolean[]): Value;
}

type Unary = Extract<Tensor, { kind: 'unary' }>;
type Binary = Extract<Tensor, { kind: 'binary' }>;

const LN2 = 0.6931471805599453; // 0x3FE62E42FEFA39EF

/** $\max(b + \sum_k x_k W_k, 0)$, or without the maximum. */
interface Layer {
  readonly inputs: readonly Tensor[];
  readonly weights: readonly Tensor[];
  readonly biases: Tensor;
  readonly isActive: boolean;
}

const affineOf = (tensor: Tensor): Layer | undefined => {
  if (tensor.kind === 'spread' && tensor.operand.shape.length === 2 && tensor.operand.shape[0] === 1)
    return { inputs: [], weights: [], biases: tensor.operand, isActive: false };
  if (tensor.kind !== 'binary' || tensor.operator !== 'add' || tensor.left.kind !== 'product') return undefined;
  const { left, right, transposed } = tensor.left;
  const rest = transposed.includes(true) ? undefined : affineOf(tensor.right);
  return rest && { ...rest, inputs: [left, ...rest.inputs], weights: [right, ...rest.weights] };
};

const layerOf = (tensor: Tensor): Layer | undefined => {
  const isActive = tensor.kind === 'unary' && tensor.operator === 'relu';
  const affine = affineOf(isActive ? tensor.operand : tensor);
  return affine && affine.inputs.length > 0 ? { ...affine, isActive } : undefined;
};

/** An operand is repeated by itself where the other one has the shape of the result. */
const repeated = (x: Tensor, other: Tensor): Tensor =>
  x.kind === 'spread' && other.kind !== 'spread' && isSameShape(other.shape, x.shape) ? x.operand : x;

/** The operations of one backend. */
export const operations = ({ tf, backend, kernels }: Runtime): ((tensor: Tensor) => Operation) => {
  const { constant } = kernels;

  /** A function whose derivatives by those of its arguments that vary are our own, given the derivative by its value. */
  const differentiable =
    (
      f: (x: readonly Value[]) => Value,
      slopes: (g: Value, y: Value, x: readonly Value[]) => readonly (() => Value)[],
    ): Operation['run'] =>
    (x, varies) => {
      const variables = x.filter((_, i) => varies[i]);
      if (variables.length === 0) return f(x);
      return tf.customGrad((...given) => {
        const save = given.at(-1) as unknown as (values: Value[]) => void;
        const value = f(x);
        // What is not saved is gone before the derivative is taken.
        save([value, ...x]);
        return {
          value,
          gradFunc: (g, [y, ...x]) =>
            slopes(g as Value, y, x)
              .filter((_, i) => varies[i])
              .map(slope => slope()),
        };
      })(...variables);
    };

  /** Summed along axes that have size 1 in the shape, or altogether. */
  const summed = (x: Value, shape: Shape): Value => {
    if (isSameShape(x.shape, shape)) return x;
    const axes = x.shape.flatMap((size, axis) => (size === shape[axis] ? [] : [axis]));
    return shape.length === 0 ? tf.sum(x) : tf.sum(x, axes, true);
  };

  /** 1 above 0, 0 below it, and 1/2 at 0. */
  const step = (x: Value): Value => kernels.mul(constant(0.5), kernels.add(constant(1), kernels.sign(x)));

  /** At a tie each derivative is one half; that by an operand that was repeated is summed. */
  const min = differentiable(
    ([a, b]) => kernels.minimum(a, b),
    (g, _, [a, b]) => [
      () => summed(kernels.mul(g, step(kernels.sub(b, a))), a.shape),
      () => summed(kernels.mul(g, step(kernels.sub(a, b))), b.shape),
    ],
  );

  /** $x - \log 2 + \log(1 + e^{-2x})$, whose derivative is $\tanh x$. */
  const logCosh = differentiable(
    ([x]) => kernels.add(kernels.sub(x, constant(LN2)), kernels.softplus(kernels.mul(constant(-2), x))),
    (g, _, [x]) => [() => kernels.mul(g, kernels.tanh(x))],
  );

  /** With $h$ the derivative by $b + \sum_k x_k W_k$: $h W_k^\top$, $x_k^\top h$, and the sum of the rows of $h$. */
  const layer = ({ inputs, isActive }: Layer): Operation['run'] => {
    const n = inputs.length;
    return differentiable(
      x => {
        const products = inputs.map((_, k) => kernels.matMul(x[k], x[n + k], [false, false]));
        const y = kernels.add(products.reduce(kernels.add), x[2 * n]);
        return isActive ? kernels.relu(y) : y;
      },
      (g, y, x) => {
        const h = isActive ? kernels.throughRelu(g, y) : g;
        return [
          ...inputs.map((_, k) => () => kernels.matMul(h, x[n + k], [false, true])),
          ...inputs.map((_, k) => () => kernels.matMul(x[k], h, [true, false])),
          () => kernels.sumOfRows(h),
        ];
      },
    );
  };

  /** By TensorFlow.js's own rule where derivatives pass, directly elsewhere. */
  const either =
    (recorded: (...x: Value[]) => Value, direct: (...x: Value[]) => Value): Operation['run'] =>
    (x, varies) =>
      varies.includes(true) ? recorded(...x) : direct(...x);

  const unary: Readonly<Record<Unary['operator'], Operation['run']>> = {
    neg: either(tf.neg, kernels.neg),
    exp: either(tf.exp, kernels.exp),
    log: either(tf.log, kernels.log),
    tanh: either(tf.tanh, kernels.tanh),
    sqrt: either(tf.sqrt, kernels.sqrt),
    relu: either(tf.relu, kernels.relu),
    logCosh,
    isPositive: ([x]) => kernels.relu(kernels.sign(x)),
    detach: ([x]) => x,
  };

  const binary: Readonly<Record<Binary['operator'], Operation['run']>> = {
    add: either(tf.add, kernels.add),
    sub: either(tf.sub, kernels.sub),
    mul: either(tf.mul, kernels.mul),
    div: either(tf.div, kernels.div),
    min,
  };

  /** All numbers in another shape. */
  const reshaped =
    (reshape: Kernels['reshape']) =>
    (x: Value, shape: Shape): Value =>
      isSameShape(x.shape, shape) ? x : reshape(x, shape);
  const recorded = reshaped((x, shape) => tf.reshape(x, shape as number[]));
  const direct = reshaped(kernels.reshape);

  return tensor => {
    const dense = backend === 'javascript' ? undefined : layerOf(tensor);
    if (dense) return { reads: [...dense.inputs, ...dense.weights, dense.biases], run: layer(dense) };
    switch (tensor.kind) {
      case 'constant':
        return { reads: [], run: () => constant(tensor.value) };
      case 'unary':
        return { reads: [tensor.operand], run: unary[tensor.operator] };
      case 'binary': {
        const { left, right, operator } = tensor;
        return { reads: [repeated(left, right), repeated(right, left)], run: binary[operator] };
      }
      case 'product':
        return {
          reads: [tensor.left, tensor.right],
          run: either(
            (a, b) => tf.matMul(a, b, ...tensor.transposed),
            (a, b) => kernels.matMul(a, b, tensor.transposed),
          ),
        };
      case 'spread':
        return { reads: [tensor.operand], run: ([x]) => tf.mul(x, tf.ones(tensor.shape as number[])) };
      case 'sum':
        return { reads: [tensor.operand], run: ([x]) => summed(x, tensor.shape) };
      case 'rowMaximum':
        return { reads: [tensor.operand], run: ([x]) => tf.max(x, 1, true) };
      case 'part': {
        const { operand, offset, shape } = tensor;
        const [all, size] = [[sizeOf(operand.shape)], sizeOf(shape)];
        return {
          reads: [operand],
          run: either(
            x => recorded(tf.slice(recorded(x, all), offset, size), shape),
            x => direct(kernels.slice(direct(x, all), offset, size), shape),
          ),
        };
      }
      case 'list':
        return {
          reads: tensor.operands,
          run: either(
            (...x) => tf.concat(x.map(y => recorded(y, [y.size]))),
            (...x) => kernels.concat(x.map(y => direct(y, [y.size]))),
          ),
        };
      case 'input':
      case 'derivative':
        return untraced();
    }
  };
};
