/**
 * The same graph in fewer operations. Every rule is an identity of real numbers that adds no rounding, so that single precision answers
 * within the bounds of the graph as it was traced.
 */
import { doubles } from './elementary.ts';
import { attached, type Graph, inOrder, mapRecord, rebuilding } from './graph.ts';
import {
  type BinaryOperator,
  binary,
  constant,
  isNumber,
  part,
  product,
  spread,
  sum,
  type Tensor,
  unary,
} from './tensor.ts';

type Constant = Extract<Tensor, { kind: 'constant' }>;
type Binary = Extract<Tensor, { kind: 'binary' }>;

const isConstant = (x: Tensor): x is Constant => x.kind === 'constant';
const is = (x: Tensor, value: number): boolean => isConstant(x) && x.value === value;
const isBinary = (x: Tensor, operator: BinaryOperator): x is Binary => x.kind === 'binary' && x.operator === operator;

/** Dividing by such a number is multiplying, without a rounding. */
const isPowerOfTwo = (x: number): boolean => x >= 1 && x < 2 ** 31 && Number.isInteger(x) && (x & (x - 1)) === 0;

const ONE = constant(1);

// The four operations; where a number is left of a tensor it stands for that number repeated.

/** $x = c X$ for a number $c$, which is a constant where $X$ is a number as well. */
const multiple = (x: Tensor): { readonly c: Tensor; readonly X: Tensor } =>
  isBinary(x, 'mul') && isNumber(x.left) && (isConstant(x.left) || !isNumber(x.right))
    ? { c: x.left, X: x.right }
    : { c: ONE, X: x };

const neg = (a: Tensor): Tensor => times(constant(-1), a);

const times = (a: Tensor, b: Tensor): Tensor => {
  if (isConstant(a) && isConstant(b)) return constant(a.value * b.value);
  if (isConstant(b) || (isNumber(b) && !isNumber(a))) return times(b, a);
  if (is(a, 1)) return b;
  const { c, X } = multiple(b);
  if (is(a, -1) && isBinary(b, 'sub')) return minus(b.right, b.left);
  if (isNumber(a) && !is(c, 1) && (isConstant(a) || !isConstant(c) || !isNumber(b))) return times(times(a, c), X);
  if (isConstant(c) && !is(c, 1)) return times(c, times(a, X));
  const outer = multiple(a);
  if (!isNumber(a) && isConstant(outer.c) && !is(outer.c, 1)) return times(outer.c, times(outer.X, b));
  if (isBinary(a, 'div') && a.right === b) return a.left;
  if (isBinary(b, 'div') && b.right === a) return b.left;
  return binary('mul', a, b);
};

const over = (a: Tensor, b: Tensor): Tensor => {
  if (isConstant(a) && isConstant(b)) return constant(a.value / b.value);
  if (isConstant(b) && isPowerOfTwo(b.value)) return times(constant(1 / b.value), a);
  const { c, X } = multiple(a);
  if (isConstant(c) && !is(c, 1)) return times(c, over(X, b));
  if (isBinary(a, 'mul') && a.right === b) return a.left;
  if (isBinary(a, 'mul') && a.left === b) return a.right;
  return binary('div', a, b);
};

const plus = (a: Tensor, b: Tensor): Tensor => {
  if (isConstant(a) && isConstant(b)) return constant(a.value + b.value);
  if (isConstant(b)) return plus(b, a);
  if (a === b) return times(constant(2), a);
  const [left, right] = [multiple(a), multiple(b)];
  if (is(right.c, -1)) return minus(a, right.X);
  if (is(left.c, -1)) return minus(b, left.X);
  return binary('add', a, b);
};

const minus = (a: Tensor, b: Tensor): Tensor => {
  if (isConstant(a) && isConstant(b)) return constant(a.value - b.value);
  if (is(b, 0)) return a;
  if (isConstant(b)) return plus(constant(-b.value), a);
  const { c, X } = multiple(b);
  if (is(c, -1)) return plus(a, X);
  if (isBinary(a, 'add') && a.left === b) return a.right;
  if (isBinary(a, 'add') && a.right === b) return a.left;
  return binary('sub', a, b);
};

const BINARY: Readonly<Record<BinaryOperator, (a: Tensor, b: Tensor) => Tensor>> = {
  add: plus,
  sub: minus,
  mul: times,
  div: over,
  min: (a, b) => binary('min', a, b),
};

/** The number that is repeated to make this tensor. */
const repeatedNumber = (x: Tensor): Tensor => (x.kind === 'spread' && isNumber(x.operand) ? x.operand : x);

/** A sum over everything of what two columns make is a product of a row and a column. */
const summed = (x: Tensor, shape: Tensor['shape']): Tensor => {
  const { c, X } = multiple(x);
  if (!is(c, 1)) return times(c, summed(X, shape));
  const isColumn = X.shape.length === 2 && X.shape[1] === 1;
  return isBinary(X, 'mul') && shape.length === 0 && isColumn
    ? part(product(X.left, X.right, [true, false]), 0, [])
    : sum(X, shape);
};

/** A tensor whose operands have been simplified. */
const simplest = (x: Tensor): Tensor => {
  switch (x.kind) {
    case 'unary':
      if (x.operator === 'neg') return neg(x.operand);
      if (isConstant(x.operand)) return constant(doubles[x.operator](x.operand.value));
      return x.operand.kind === 'spread' ? spread(unary(x.operator, x.operand.operand), x.shape) : x;
    case 'binary': {
      const [a, b] = [repeatedNumber(x.left), repeatedNumber(x.right)];
      return spread(BINARY[x.operator](a, b), x.shape);
    }
    case 'sum':
      return summed(x.operand, x.shape);
    default:
      return x;
  }
};

const once = ({ inputs, outputs }: Graph): Graph =>
  attached({ inputs, outputs: mapRecord(outputs, rebuilding(simplest)) });

const sizeOfGraph = ({ outputs }: Graph): number => inOrder(Object.values(outputs)).length;

/** The graph by all rules, until none makes it smaller. */
export const simplified = (graph: Graph): Graph => {
  const next = once(graph);
  return sizeOfGraph(next) < sizeOfGraph(graph) ? simplified(next) : graph;
};
