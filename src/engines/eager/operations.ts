/** What TensorFlow.js computes for each tensor, in a form whose derivative it knows. */
import { isSameShape, type Shape, sizeOf, type Tensor, untraced } from '../tensor.ts';
import type { Tfjs, Value } from './runtime.ts';

/** How a tensor is computed from others. */
export interface Operation {
  readonly reads: readonly Tensor[];
  run(...values: Value[]): Value;
}

type Unary = Extract<Tensor, { kind: 'unary' }>;
type Binary = Extract<Tensor, { kind: 'binary' }>;

/** What TensorFlow.js hands to a function with a derivative of its own: what it needs again for that. */
type Save = (values: Value[]) => void;

const LN2 = 0.6931471805599453; // 0x3FE62E42FEFA39EF

/** The operations of one backend. */
export const operations = (tf: Tfjs): ((tensor: Tensor) => Operation) => {
  /** 1 above 0, 0 below it, and 1/2 at 0. */
  const step = (x: Value): Value => tf.mul(0.5, tf.add(1, tf.sign(x)));

  /** At a tie each derivative is one half. */
  const min = tf.customGrad((a, b, save) => {
    (save as Save)([a as Value, b as Value]);
    return {
      value: tf.minimum(a as Value, b as Value),
      gradFunc: (g, [a, b]) => [tf.mul(g, step(tf.sub(b, a))), tf.mul(g, step(tf.sub(a, b)))],
    };
  });

  /** $x - \log 2 + \log(1 + e^{-2x})$, whose derivative is $\tanh x$. */
  const logCosh = tf.customGrad((x, save) => {
    (save as Save)([x as Value]);
    return {
      value: tf.add(tf.sub(x as Value, LN2), tf.softplus(tf.mul(-2, x as Value))),
      gradFunc: (g, [x]) => tf.mul(g, tf.tanh(x)),
    };
  });

  const unary: Readonly<Record<Unary['operator'], (x: Value) => Value>> = {
    neg: tf.neg,
    exp: tf.exp,
    log: tf.log,
    tanh: tf.tanh,
    logCosh,
    sqrt: tf.sqrt,
    relu: tf.relu,
    isPositive: x => tf.relu(tf.sign(x)),
    detach: x => x,
  };

  const binary: Readonly<Record<Binary['operator'], (a: Value, b: Value) => Value>> = {
    add: tf.add,
    sub: tf.sub,
    mul: tf.mul,
    div: tf.div,
    min,
  };

  const reshaped = (x: Value, shape: Shape): Value =>
    isSameShape(x.shape, shape) ? x : tf.reshape(x, shape as number[]);
  const flat = (x: Value): Value => reshaped(x, [x.size]);

  /** An operand is repeated by itself where the other one has the shape of the result. */
  const repeated = (x: Tensor, other: Tensor): Tensor =>
    x.kind === 'spread' && other.kind !== 'spread' && isSameShape(other.shape, x.shape) ? x.operand : x;

  const summed = (x: Value, shape: Shape): Value => {
    const axes = x.shape.flatMap((size, axis) => (size === shape[axis] ? [] : [axis]));
    return shape.length === 0 ? tf.sum(x) : tf.sum(x, axes, true);
  };

  return tensor => {
    switch (tensor.kind) {
      case 'constant':
        return { reads: [], run: () => tf.scalar(tensor.value) };
      case 'unary':
        return { reads: [tensor.operand], run: unary[tensor.operator] };
      case 'binary': {
        const { left, right, operator } = tensor;
        return { reads: [repeated(left, right), repeated(right, left)], run: binary[operator] };
      }
      case 'product':
        return { reads: [tensor.left, tensor.right], run: (a, b) => tf.matMul(a, b, ...tensor.transposed) };
      case 'spread':
        return { reads: [tensor.operand], run: x => tf.mul(x, tf.ones(tensor.shape as number[])) };
      case 'sum':
        return { reads: [tensor.operand], run: x => summed(x, tensor.shape) };
      case 'rowMaximum':
        return { reads: [tensor.operand], run: x => tf.max(x, 1, true) };
      case 'part':
        return {
          reads: [tensor.operand],
          run: x => reshaped(tf.slice(flat(x), tensor.offset, sizeOf(tensor.shape)), tensor.shape),
        };
      case 'list':
        return { reads: tensor.operands, run: (...x) => tf.concat(x.map(flat)) };
      case 'input':
      case 'derivative':
        return untraced();
    }
  };
};
