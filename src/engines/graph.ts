/** A function of named tensors, traced: only what the outputs need, and every subexpression once where it is to be run. */
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

/** The graph of `f`, as it is written. */
export const trace = <I extends string, O extends string>(
  inputs: Readonly<Record<I, Shape>>,
  f: (given: Readonly<Record<I, Tensor>>) => Readonly<Record<O, Tensor>>,
): Graph<I, O> => ({ inputs, outputs: f(mapRecord(inputs, (shape, name) => input(name, shape))) });

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

/** What tensors become from their operands on: `change` is given each with its operands changed, and the original. */
export const rebuilding = (change: (tensor: Tensor, original: Tensor) => Tensor): ((tensor: Tensor) => Tensor) => {
  const known = new Map<Tensor, Tensor>();
  const rebuilt = (tensor: Tensor): Tensor => {
    const done = known.get(tensor) ?? change(withOperands(tensor, rebuilt), tensor);
    known.set(tensor, done);
    return done;
  };
  return rebuilt;
};

/** Tensors that are equal by how they are made become one, but for those that stay apart. */
const sharing = (
  simplified: (tensor: Tensor) => Tensor | undefined,
  apart: ReadonlySet<Tensor>,
): ((tensor: Tensor) => Tensor) => {
  const known = new Map<string, Tensor>();
  const ids = new Map<Tensor, number>();
  const unique = (key: string, tensor: Tensor): Tensor => {
    const first = known.get(key) ?? tensor;
    if (first === tensor) ids.set(tensor, known.size);
    known.set(key, first);
    return first;
  };
  return rebuilding(
    (tensor, original) =>
      simplified(tensor) ??
      unique(apart.has(original) ? `apart ${known.size}` : keyOf(tensor, x => ids.get(x)!), tensor),
  );
};

const isConstant = (tensor: Tensor, value: number): boolean => tensor.kind === 'constant' && tensor.value === value;

/** The other factor of 1. */
const withoutOne = (tensor: Tensor): Tensor | undefined => {
  if (tensor.kind !== 'binary' || tensor.operator !== 'mul') return undefined;
  const { left, right } = tensor;
  return isConstant(left, 1) ? right : isConstant(right, 1) ? left : undefined;
};

const withoutDetach = (tensor: Tensor): Tensor | undefined =>
  tensor.kind === 'unary' && tensor.operator === 'detach' ? tensor.operand : withoutOne(tensor);

/** Every subexpression once. What derivatives are taken by is not what else equals it. */
export const shared = <I extends string, O extends string>({ inputs, outputs }: Graph<I, O>): Graph<I, O> => {
  const derivatives = inOrder(Object.values<Tensor>(outputs)).flatMap(x => (x.kind === 'derivative' ? [x.by] : []));
  return { inputs, outputs: mapRecord(outputs, sharing(withoutOne, new Set(derivatives))) };
};

/** The numbers of tensors that hold no derivatives, every subexpression once: `detach` leaves its operand as it is. */
export const attaching = (): ((tensor: Tensor) => Tensor) => sharing(withoutDetach, new Set());

/** A graph without derivatives, every subexpression once and without `detach`. */
export const attached = <I extends string, O extends string>({ inputs, outputs }: Graph<I, O>): Graph<I, O> => ({
  inputs,
  outputs: mapRecord(outputs, attaching()),
});

const withOperands = (tensor: Tensor, change: (operand: Tensor) => Tensor): Tensor => {
  switch (tensor.kind) {
    case 'input':
    case 'constant':
      return tensor;
    case 'binary':
    case 'product':
      return { ...tensor, left: change(tensor.left), right: change(tensor.right) };
    case 'list':
      return { ...tensor, operands: tensor.operands.map(change) };
    case 'derivative':
      return { ...tensor, result: change(tensor.result), by: change(tensor.by) };
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
