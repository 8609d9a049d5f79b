/** Operations that leave no trace on a tape: for data, and within what has a derivative of its own. */
import type { Shape, Transposed } from '../tensor.ts';
import type { Backend, Tfjs, Value } from './runtime.ts';

type Unary = 'neg' | 'exp' | 'log' | 'tanh' | 'sqrt' | 'relu' | 'softplus' | 'sign';
type Binary = 'add' | 'sub' | 'mul' | 'div' | 'minimum';

export interface Kernels
  extends Readonly<Record<Unary, (x: Value) => Value> & Record<Binary, (a: Value, b: Value) => Value>> {
  constant(value: number): Value;
  /** The product of two tables, each transposed first where it is said so. */
  matMul(a: Value, b: Value, transposed: Transposed): Value;
  /** The derivative $g$ where $y = \max(x, 0)$ is positive, and 0 elsewhere. */
  throughRelu(g: Value, y: Value): Value;
  /** The sum of the rows of a table, as a row. */
  sumOfRows(x: Value): Value;
  reshape(x: Value, shape: Shape): Value;
  /** Consecutive numbers of a list. */
  slice(x: Value, offset: number, size: number): Value;
  /** Lists one after the other. */
  concat(x: readonly Value[]): Value;
}

/** Tensors that are made once, and stay. */
const lasting = <K>(tf: Tfjs, make: (key: K) => Value): ((key: K) => Value) => {
  const known = new Map<string, Value>();
  return key => {
    const tensor = known.get(String(key)) ?? tf.keep(make(key));
    known.set(String(key), tensor);
    return tensor;
  };
};

/** By what TensorFlow.js has for every backend. WebAssembly multiplies tables that are transposed before ten times as fast. */
const portable = (tf: Tfjs): Kernels => ({
  constant: lasting(tf, value => tf.scalar(value)),
  neg: tf.neg,
  exp: tf.exp,
  log: tf.log,
  tanh: tf.tanh,
  sqrt: tf.sqrt,
  relu: tf.relu,
  softplus: tf.softplus,
  sign: tf.sign,
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  div: tf.div,
  minimum: tf.minimum,
  matMul: (a, b, [ta, tb]) => tf.matMul(ta ? tf.transpose(a) : a, tb ? tf.transpose(b) : b),
  throughRelu: (g, y) => tf.mul(g, tf.step(y)),
  sumOfRows: x => tf.sum(x, 0, true),
  reshape: (x, shape) => tf.reshape(x, shape as number[]),
  slice: (x, offset, size) => tf.slice(x, offset, size),
  concat: x => tf.concat(x as Value[]),
});

interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | boolean;
}

/** What is used of the native backend, which runs any operation of TensorFlow. */
interface NativeBackend {
  readonly binding: Readonly<Record<'TF_ATTR_TYPE' | 'TF_ATTR_BOOL' | 'TF_ATTR_INT' | 'TF_FLOAT' | 'TF_INT32', number>>;
  executeSingleOutput(operation: string, attributes: readonly Attribute[], inputs: readonly Value[]): Value;
}

/** By TensorFlow's operations themselves: the ways of TensorFlow.js to them take as long as small ones. */
const native = (tf: Tfjs): Kernels => {
  const backend = tf.backend() as unknown as NativeBackend;
  const { TF_ATTR_TYPE, TF_ATTR_BOOL, TF_ATTR_INT, TF_FLOAT, TF_INT32 } = backend.binding;
  const type = (name: string, value: number): Attribute => ({ name, type: TF_ATTR_TYPE, value });
  const flag = (name: string, value: boolean): Attribute => ({ name, type: TF_ATTR_BOOL, value });
  const float = type('T', TF_FLOAT);
  const run = (operation: string, inputs: readonly Value[], ...attributes: readonly Attribute[]): Value =>
    backend.executeSingleOutput(operation, [float, ...attributes], inputs);
  const unary =
    (operation: string) =>
    (x: Value): Value =>
      run(operation, [x]);
  const binary =
    (operation: string) =>
    (a: Value, b: Value): Value =>
      run(operation, [a, b]);

  const integers = lasting(tf, (values: readonly number[]) => tf.tensor1d(values as number[], 'int32'));
  const reshape = (x: Value, shape: Shape): Value => run('Reshape', [x, integers(shape)], type('Tshape', TF_INT32));

  return {
    constant: lasting(tf, value => tf.scalar(value)),
    neg: unary('Neg'),
    exp: unary('Exp'),
    log: unary('Log'),
    tanh: unary('Tanh'),
    sqrt: unary('Sqrt'),
    relu: unary('Relu'),
    softplus: unary('Softplus'),
    sign: unary('Sign'),
    add: binary('AddV2'),
    sub: binary('Sub'),
    mul: binary('Mul'),
    div: binary('RealDiv'),
    minimum: binary('Minimum'),
    matMul: (a, b, [ta, tb]) => run('MatMul', [a, b], flag('transpose_a', ta), flag('transpose_b', tb)),
    throughRelu: binary('ReluGrad'),
    sumOfRows: x => reshape(run('BiasAddGrad', [x]), [1, x.shape[1]!]),
    reshape,
    slice: (x, offset, size) => run('Slice', [x, integers([offset]), integers([size])], type('Index', TF_INT32)),
    concat: x =>
      x.length === 1
        ? x[0]
        : run(
            'ConcatV2',
            [...x, tf.scalar(0, 'int32')],
            { name: 'N', type: TF_ATTR_INT, value: x.length },
            type('Tidx', TF_INT32),
          ),
  };
};

export const kernelsOf = (tf: Tfjs, backend: Backend): Kernels => (backend === 'native' ? native(tf) : portable(tf));
