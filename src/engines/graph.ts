/** A function of named tensors, traced: every subexpression once, and only what the outputs need. */
import { input, operandsOf, type Shape, type Tensor } from './tensor.ts';

export interface Graph<I extends string = string, O extends string = string> {
  readonly inputs: Readonly<Record<I, Shape>>;
  readonly outputs: Readonly<Record<O, Tensor>>;
}

export const mapRecord = <K extends string, A, B>(
  record: Readonly<Record<K, A>>,
  f: (value: A, key: K) => B,
): Readonly<Record<K, B>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value as A, key as K)])) as Record<K, B>;

/** The graph of `f`, to be run: derivatives are traced within `f`, after which `detach` has done its work and is dropped. */
export const trace = <I extends string, O extends string>(
  inputs: Readonly<Record<I, Shape>>,
  f: (given: Readonly<Record<I, Tensor>>) => Readonly<Record<O, Tensor>>,
): Graph<I, O> => {
  const given = mapRecord(inputs, (shape, name) => input(name, shape));
  return { inputs, outputs: mapRecord(f(given), sharing()) };
};

/** Everything that some tensors are made of, each once and none before its operands. */
export const inOrder = (results: readonly Tensor[]): readonly Tensor[] => {
  const seen = new Set<Tensor>();
  const visit = (tensor: Tensor): void => {
    if (seen.has(tensor)) return;
    for (const operand of operandsOf(tensor)) visit(operand);
    seen.add(tensor);
  };
  for (const result of results) visit(result);
  return [...seen];
};

/** Tensors that are equal by how they are made become one; what leaves its operand as it is disappears. */
const sharing = (): ((tensor: Tensor) => Tensor) => {
  const known = new Map<string, { readonly tensor: Tensor; readonly id: number }>();
  const ids = new Map<Tensor, number>();
  const shared = new Map<Tensor, Tensor>();
  const unique = (tensor: Tensor): Tensor => {
    const key = keyOf(tensor, x => ids.get(x)!);
    const first = known.get(key) ?? { tensor, id: known.size };
    known.set(key, first);
    ids.set(first.tensor, first.id);
    return first.tensor;
  };
  const share = (tensor: Tensor): Tensor => {
    const done = shared.get(tensor);
    if (done !== undefined) return done;
    const rebuilt = withOperands(tensor, share);
    const result = simplified(rebuilt) ?? unique(rebuilt);
    shared.set(tensor, result);
    return result;
  };
  return share;
};

const isConstant = (tensor: Tensor, value: number): boolean => tensor.kind === 'constant' && tensor.value === value;

/** The operand that this tensor equals. */
const simplified = (tensor: Tensor): Tensor | undefined => {
  if (tensor.kind === 'unary' && tensor.operator === 'detach') return tensor.operand;
  if (tensor.kind !== 'binary' || tensor.operator !== 'mul') return undefined;
  const { left, right } = tensor;
  return isConstant(left, 1) ? right : isConstant(right, 1) ? left : undefined;
};

/** The tensor, made of others. */
export const withOperands = (tensor: Tensor, change: (operand: Tensor) => Tensor): Tensor => {
  switch (tensor.kind) {
    case 'input':
    case 'constant':
      return tensor;
    case 'binary':
    case 'product':
      return { ...tensor, left: change(tensor.left), right: change(tensor.right) };
    case 'list':
      return { ...tensor, operands: tensor.operands.map(change) };
    default:
      return { ...tensor, operand: change(tensor.operand) };
  }
};

/** What a tensor is, given the numbers of its operands. */
const keyOf = (tensor: Tensor, idOf: (operand: Tensor) => number): string => {
  const { shape } = tensor;
  const ids = operandsOf(tensor).map(idOf);
  switch (tensor.kind) {
    case 'input':
      return `input ${tensor.name}`;
    case 'constant':
      return `constant ${Object.is(tensor.value, -0) ? '-0' : tensor.value}`;
    case 'unary':
    case 'binary':
      return `${tensor.operator} ${ids}`;
    case 'product':
      return `product ${ids} ${tensor.transposed}`;
    case 'part':
      return `part ${ids} ${tensor.offset} [${shape}]`;
    default:
      return `${tensor.kind} ${ids} [${shape}]`;
  }
};
