/** Reverse differentiation: the derivatives of a number are traced tensors again. */
import { inOrder } from './graph.ts';
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

/** $f'(x)$ of $y = f(x)$; nothing where it is 0 everywhere. At 0 the derivative of `relu` is 0. */
const slopeOf = (y: Unary): Tensor | undefined => {
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
      return undefined;
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

/** What the derivative $g$ by a tensor contributes to those by its operands; nothing for one that it does not depend on smoothly. */
const contributions = (y: Tensor, g: Tensor): readonly (Tensor | undefined)[] => {
  switch (y.kind) {
    case 'input':
    case 'constant':
      return [];
    case 'unary': {
      const slope = slopeOf(y);
      return [slope && mul(g, slope)];
    }
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
    case 'rowMaximum':
      return [undefined];
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

/**
 * The derivatives of a single number by some tensors that it is made of, each in the shape of its tensor; 0 by one that it is not made of.
 * `rowMaximum` and `detach` pass none.
 */
export const gradients = (result: Tensor, by: readonly Tensor[]): readonly Tensor[] => {
  if (!isNumber(result))
    throw new RangeError(`gradient: expected a single number, found the shape [${result.shape.join(', ')}]`);
  const order = inOrder([result]);
  const depends = new Set<Tensor>(by);
  for (const tensor of order) if (operandsOf(tensor).some(x => depends.has(x))) depends.add(tensor);

  const derivatives = new Map<Tensor, Tensor>([[result, one]]);
  for (const tensor of order.toReversed()) {
    const g = derivatives.get(tensor);
    if (g === undefined || !depends.has(tensor)) continue;
    const shares = contributions(tensor, g);
    operandsOf(tensor).forEach((operand, i) => {
      const share = shares[i];
      if (share === undefined || !depends.has(operand)) return;
      const others = derivatives.get(operand);
      derivatives.set(operand, others ? add(others, share) : share);
    });
  }
  return by.map(tensor => derivatives.get(tensor) ?? zeros(tensor.shape));
};
