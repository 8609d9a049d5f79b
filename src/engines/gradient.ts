/** Reverse differentiation: the derivatives that a graph asks for are traced tensors again. */
import { type Graph, inOrder, mapRecord, rebuilding, shared } from './graph.ts';
import {
  binary,
  constant,
  isNumber,
  list,
  operandsOf,
  part,
  product,
  sizeOf,
  spread,
  sum,
  type Tensor,
  unary,
} from './tensor.ts';

const add = (a: Tensor, b: Tensor): Tensor => binary('add', a, b);
const sub = (a: Tensor, b: Tensor): Tensor => binary('sub', a, b);
const mul = (a: Tensor, b: Tensor): Tensor => binary('mul', a, b);
const div = (a: Tensor, b: Tensor): Tensor => binary('div', a, b);
const neg = (a: Tensor): Tensor => unary('neg', a);
const one: Tensor = constant(1);
const half: Tensor = constant(0.5);

/** 1 above 0, 0 below it, and 1/2 at 0. */
const step = (a: Tensor): Tensor => mul(half, add(one, sub(unary('isPositive', a), unary('isPositive', neg(a)))));

type Unary = Extract<Tensor, { kind: 'unary' }>;
type Binary = Extract<Tensor, { kind: 'binary' }>;
type Product = Extract<Tensor, { kind: 'product' }>;

/** $f'(x)$ of $y = f(x)$. At 0 the derivative of `relu` is 0. */
const slopeOf = (y: Unary): Tensor => {
  const x = y.operand;
  switch (y.operator) {
    case 'neg':
      return constant(-1);
    case 'exp':
      return y;
    case 'log':
      return div(one, x);
    case 'tanh':
      return sub(one, mul(y, y));
    case 'logCosh':
      return unary('tanh', x);
    case 'sqrt':
      return div(half, y);
    case 'relu':
      return unary('isPositive', y);
    case 'isPositive':
    case 'detach':
      return constant(0);
  }
};

/** Derivatives of $f(a, b)$ by $a$ and $b$, times $g$. At a tie of `min` each is one half. */
const throughBinary = (y: Binary, g: Tensor): readonly [Tensor, Tensor] => {
  const { left: a, right: b } = y;
  switch (y.operator) {
    case 'add':
      return [g, g];
    case 'sub':
      return [g, neg(g)];
    case 'mul':
      return [mul(g, b), mul(g, a)];
    case 'div':
      return [div(g, b), neg(div(mul(g, y), b))];
    case 'min':
      return [mul(g, step(sub(b, a))), mul(g, step(sub(a, b)))];
  }
};

/** For $C = A B$: $G B^\top$ and $A^\top G$, and likewise where $A$ or $B$ is transposed. */
const throughProduct = ({ left: a, right: b, transposed: [ta, tb] }: Product, g: Tensor): readonly [Tensor, Tensor] => [
  ta ? product(b, g, [tb, true]) : product(g, b, [false, !tb]),
  tb ? product(g, a, [true, ta]) : product(a, g, [!ta, false]),
];

const zeros = (shape: readonly number[]): Tensor => spread(constant(0), shape);

/** What the derivative $g$ by a tensor contributes to those by its operands. */
const contributions = (y: Tensor, g: Tensor): readonly Tensor[] => {
  switch (y.kind) {
    case 'input':
    case 'constant':
    case 'rowMaximum':
    case 'derivative':
      return [];
    case 'unary':
      return [mul(g, slopeOf(y))];
    case 'binary': {
      const whole = throughBinary(y, g);
      return [y.left, y.right].map((x, i) => (isNumber(x) ? sum(whole[i], []) : whole[i]));
    }
    case 'product':
      return throughProduct(y, g);
    case 'spread':
      return [sum(g, y.operand.shape)];
    case 'sum':
      return [spread(g, y.operand.shape)];
    case 'part': {
      const after = sizeOf(y.operand.shape) - y.offset - sizeOf(y.shape);
      const padded = [y.offset, after].map(size => (size > 0 ? [zeros([size])] : []));
      return [part(list([...padded[0], g, ...padded[1]]), 0, y.operand.shape)];
    }
    case 'list': {
      let offset = 0;
      return y.operands.map(({ shape }) => {
        const share = part(g, offset, shape);
        offset += sizeOf(shape);
        return share;
      });
    }
  }
};

/** Whatever these depend on, derivatives do not pass through them. */
const STOPS: ReadonlySet<string> = new Set(['rowMaximum', 'derivative', 'isPositive', 'detach']);

/** All that derivatives of a result by some tensors pass through, the result and these tensors included; none before its operands. */
export const between = (result: Tensor, by: readonly Tensor[]): readonly Tensor[] => {
  const dependent = new Set<Tensor>(by);
  const isDependent = (x: Tensor): boolean => dependent.has(x);
  const passes = (tensor: Tensor): boolean => !STOPS.has(tensor.kind === 'unary' ? tensor.operator : tensor.kind);
  const order = inOrder([result]);
  for (const tensor of order) if (passes(tensor) && operandsOf(tensor).some(isDependent)) dependent.add(tensor);
  const leading = new Set([result].filter(isDependent));
  for (const tensor of order.toReversed())
    if (leading.has(tensor) && passes(tensor)) for (const x of operandsOf(tensor).filter(isDependent)) leading.add(x);
  return order.filter(tensor => leading.has(tensor));
};

/** The derivatives of a single number by some tensors, each in the shape of its tensor; 0 by one that it is not made of. */
const gradients = (result: Tensor, by: readonly Tensor[]): readonly Tensor[] => {
  const passed = between(result, by);
  const isPassed = new Set(passed);
  const derivatives = new Map<Tensor, Tensor>([[result, one]]);
  for (const tensor of passed.toReversed()) {
    const g = derivatives.get(tensor);
    if (g === undefined) continue;
    const shares = contributions(tensor, g);
    operandsOf(tensor).forEach((operand, i) => {
      if (!isPassed.has(operand)) return;
      const others = derivatives.get(operand);
      derivatives.set(operand, others ? add(others, shares[i]) : shares[i]);
    });
  }
  return by.map(tensor => derivatives.get(tensor) ?? zeros(tensor.shape));
};

export type Derivative = Extract<Tensor, { kind: 'derivative' }>;

/** The derivatives that a graph asks for, by what they are derivatives of. */
export const derivativesIn = ({ outputs }: Graph): ReadonlyMap<Tensor, readonly Derivative[]> => {
  const asked = new Map<Tensor, readonly Derivative[]>();
  for (const x of inOrder(Object.values<Tensor>(outputs)))
    if (x.kind === 'derivative') asked.set(x.result, [...(asked.get(x.result) ?? []), x]);
  return asked;
};

/** The graph with all derivatives traced, every subexpression once. */
export const derived = <I extends string, O extends string>(graph: Graph<I, O>): Graph<I, O> => {
  const traced = new Map<Tensor, Tensor>();
  for (const [result, asked] of derivativesIn(graph)) {
    const found = gradients(
      result,
      asked.map(({ by }) => by),
    );
    asked.forEach((derivative, i) => {
      traced.set(derivative, found[i]);
    });
  }
  const tracing = rebuilding((tensor, original) => {
    const gradient = traced.get(original);
    return gradient ? tracing(gradient) : tensor;
  });
  return shared({ inputs: graph.inputs, outputs: mapRecord(graph.outputs, tracing) });
};
