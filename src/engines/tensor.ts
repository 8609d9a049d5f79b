/**
 * Tensors that are traced, not computed: each knows its shape and what it is made of, and a wrong shape is refused where it is written.
 *
 * Two shapes meet only if they are equal or one of them is a single number. Nothing else is spread silently, so a row of $n$ rewards
 * and a column of $n$ values never make an $n \times n$ table.
 */

/** Sizes along each axis: `[]` is a single number, `[n, d]` has $d$ numbers for each of $n$ samples. */
export type Shape = readonly number[];

/** `isPositive` is 1 above 0, and 0 elsewhere; `relu` is $\max(x, 0)$. */
export type UnaryOperator = 'neg' | 'exp' | 'log' | 'tanh' | 'logCosh' | 'sqrt' | 'relu' | 'isPositive' | 'detach';
export type BinaryOperator = 'add' | 'sub' | 'mul' | 'div' | 'min';

export type Tensor = { readonly shape: Shape } & (
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Tensor }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Tensor; readonly right: Tensor }
  /** The matrix product of both, each transposed first where it is said so. */
  | { readonly kind: 'product'; readonly left: Tensor; readonly right: Tensor; readonly transposed: Transposed }
  /** Repeated along axes of size 1. */
  | { readonly kind: 'spread'; readonly operand: Tensor }
  /** Summed along axes that have size 1 in the result. */
  | { readonly kind: 'sum'; readonly operand: Tensor }
  /** The largest of each row. */
  | { readonly kind: 'rowMaximum'; readonly operand: Tensor }
  /** Consecutive numbers of another tensor, in row-major order. */
  | { readonly kind: 'part'; readonly operand: Tensor; readonly offset: number }
  /** All numbers of some tensors, one after the other. */
  | { readonly kind: 'list'; readonly operands: readonly Tensor[] }
  /** The derivative of a single number by a tensor that it is made of. */
  | { readonly kind: 'derivative'; readonly result: Tensor; readonly by: Tensor }
);

export type Transposed = readonly [left: boolean, right: boolean];

export const sizeOf = (shape: Shape): number => shape.reduce((size, n) => size * n, 1);

export const isNumber = ({ shape }: Tensor): boolean => shape.length === 0;

export const isSameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((n, axis) => n === b[axis]);

const text = (shape: Shape): string => `[${shape.join(', ')}]`;

const refuse = (message: string): never => {
  throw new RangeError(message);
};

/** What is given when the formula is run. */
export const input = (name: string, shape: Shape): Tensor => {
  if (!shape.every(n => Number.isSafeInteger(n) && n > 0))
    refuse(`input ${name}: expected positive whole sizes, found ${text(shape)}`);
  return { kind: 'input', name, shape };
};

export const constant = (value: number): Tensor => ({ kind: 'constant', value, shape: [] });

export const unary = (operator: UnaryOperator, operand: Tensor): Tensor => ({
  kind: 'unary',
  operator,
  operand,
  shape: operand.shape,
});

export const binary = (operator: BinaryOperator, left: Tensor, right: Tensor): Tensor => {
  if (!isNumber(left) && !isNumber(right) && !isSameShape(left.shape, right.shape))
    refuse(
      `${operator}: expected equal shapes or a single number, found ${text(left.shape)} and ${text(right.shape)}: ` +
        'a row where a column belongs?',
    );
  return { kind: 'binary', operator, left, right, shape: isNumber(left) ? right.shape : left.shape };
};

/** $A B$ of two tables; `transposed` says which of them is transposed first. */
export const product = (left: Tensor, right: Tensor, transposed: Transposed = [false, false]): Tensor => {
  const isTable = left.shape.length === 2 && right.shape.length === 2;
  const [rows, inner] = transposed[0] ? left.shape.toReversed() : left.shape;
  const [same, columns] = transposed[1] ? right.shape.toReversed() : right.shape;
  if (!isTable || inner !== same) {
    const marked = (shape: Shape, isTransposed: boolean): string =>
      `${text(shape)}${isTransposed ? ' transposed' : ''}`;
    refuse(
      'product: expected tables whose inner sizes agree, ' +
        `found ${marked(left.shape, transposed[0])} and ${marked(right.shape, transposed[1])}`,
    );
  }
  return { kind: 'product', left, right, transposed, shape: [rows, columns] };
};

/** Whether `small` becomes `large` if axes of size 1 are repeated. */
const isSpreadOf = (small: Shape, large: Shape): boolean =>
  small.length === 0 || (small.length === large.length && small.every((n, axis) => n === 1 || n === large[axis]));

/** The tensor repeated along its axes of size 1, or a single number everywhere. */
export const spread = (operand: Tensor, shape: Shape): Tensor => {
  if (!isSpreadOf(operand.shape, shape)) refuse(`spread: ${text(operand.shape)} does not fill ${text(shape)}`);
  return isSameShape(operand.shape, shape) ? operand : { kind: 'spread', operand, shape };
};

/** The tensor summed along the axes that `shape` has at size 1, or altogether. */
export const sum = (operand: Tensor, shape: Shape): Tensor => {
  if (!isSpreadOf(shape, operand.shape)) refuse(`sum: ${text(operand.shape)} does not sum to ${text(shape)}`);
  return isSameShape(operand.shape, shape) ? operand : { kind: 'sum', operand, shape };
};

/** The largest of each row of a table, as a column. */
export const rowMaximum = (operand: Tensor): Tensor => {
  if (operand.shape.length !== 2) refuse(`rowMaximum: expected a table, found ${text(operand.shape)}`);
  return { kind: 'rowMaximum', operand, shape: [operand.shape[0], 1] };
};

/** As many numbers as `shape` holds, from `offset` on in row-major order. */
export const part = (operand: Tensor, offset: number, shape: Shape): Tensor => {
  const size = sizeOf(operand.shape);
  if (!(offset >= 0 && offset + sizeOf(shape) <= size))
    refuse(`part: ${text(shape)} from ${offset} on does not lie within ${size} numbers`);
  return isSameShape(operand.shape, shape) ? operand : { kind: 'part', operand, offset, shape };
};

/** A list cut into consecutive parts of these shapes, which use it up. */
export const parts = (operand: Tensor, shapes: readonly Shape[]): readonly Tensor[] => {
  let offset = 0;
  const cut = shapes.map(shape => {
    const next = part(operand, offset, shape);
    offset += sizeOf(shape);
    return next;
  });
  const size = sizeOf(operand.shape);
  return offset === size ? cut : refuse(`parts: ${size} numbers were cut into parts of ${offset}`);
};

/** All numbers of the tensors as one list. */
export const list = (operands: readonly Tensor[]): Tensor => ({
  kind: 'list',
  operands,
  shape: [operands.reduce((size, { shape }) => size + sizeOf(shape), 0)],
});

/** The derivative of a single number by a tensor, in the shape of that tensor. What else equals that tensor is data to it. */
export const derivative = (result: Tensor, by: Tensor): Tensor => {
  if (!isNumber(result)) refuse(`derivative: expected a single number, found the shape ${text(result.shape)}`);
  return { kind: 'derivative', result, by, shape: by.shape };
};

/** Derivatives are traced, or taken in another way, before tensors are computed. */
export const untraced = (): never => {
  throw new TypeError('a derivative was not traced before it was to be computed');
};

/** What a tensor is made of. */
export const operandsOf = (tensor: Tensor): readonly Tensor[] => {
  switch (tensor.kind) {
    case 'input':
    case 'constant':
      return [];
    case 'binary':
    case 'product':
      return [tensor.left, tensor.right];
    case 'list':
      return tensor.operands;
    case 'derivative':
      return [tensor.result, tensor.by];
    default:
      return [tensor.operand];
  }
};
