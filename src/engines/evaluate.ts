/** A graph on numbers of any arithmetic, tensor by tensor: exactly what is meant, and nothing fast. */
import type { Elementary } from './elementary.ts';
import { givenFor } from './given.ts';
import { derived } from './gradient.ts';
import { type Graph, inOrder, mapRecord } from './graph.ts';
import { type Shape, sizeOf, type Tensor, untraced } from './tensor.ts';

/** Named tensors by their numbers in row-major order. */
export type Numbers<K extends string, N> = Readonly<Record<K, ArrayLike<N>>>;

/** The outputs of a graph as a function of its inputs. */
export const evaluator = <I extends string, O extends string, N>(
  R: Elementary<N>,
  graph: Graph<I, O>,
): ((given: Numbers<I, N>) => Readonly<Record<O, readonly N[]>>) => {
  const { outputs } = derived(graph);
  const order = inOrder(Object.values<Tensor>(outputs));
  return given => {
    const values = new Map<Tensor, ArrayLike<N>>();
    for (const tensor of order)
      values.set(
        tensor,
        computed(R, tensor, operand => values.get(operand)!, given),
      );
    return mapRecord(outputs, tensor => Array.from(values.get(tensor)!));
  };
};

const computed = <N>(
  R: Elementary<N>,
  tensor: Tensor,
  valuesOf: (operand: Tensor) => ArrayLike<N>,
  given: Numbers<string, N>,
): ArrayLike<N> => {
  const size = sizeOf(tensor.shape);
  switch (tensor.kind) {
    case 'input':
      return givenFor(tensor.name, given[tensor.name], tensor.shape);
    case 'constant':
      return [R.constant(tensor.value)];
    case 'unary':
      return Array.from(valuesOf(tensor.operand), x => R[tensor.operator](x));
    case 'binary': {
      const [a, b] = [valuesOf(tensor.left), valuesOf(tensor.right)];
      return tabulate(size, i => R[tensor.operator](a[a.length === 1 ? 0 : i], b[b.length === 1 ? 0 : i]));
    }
    case 'product':
      return multiplied(R, tensor, valuesOf(tensor.left), valuesOf(tensor.right));
    case 'spread': {
      const x = valuesOf(tensor.operand);
      return tabulate(size, i => x[indexWithin(tensor.operand.shape, tensor.shape, i)]);
    }
    case 'sum': {
      const terms: N[][] = tabulate(size, () => []);
      const x = valuesOf(tensor.operand);
      for (let i = 0; i < x.length; i++) terms[indexWithin(tensor.shape, tensor.operand.shape, i)].push(x[i]);
      return terms.map(R.total);
    }
    case 'rowMaximum': {
      const x = Array.from(valuesOf(tensor.operand));
      const width = x.length / size;
      return tabulate(size, i => x.slice(i * width, (i + 1) * width).reduce((a, b) => R.max(a, b)));
    }
    case 'part':
      return Array.from(valuesOf(tensor.operand)).slice(tensor.offset, tensor.offset + size);
    case 'list':
      return tensor.operands.flatMap(operand => Array.from(valuesOf(operand)));
    case 'derivative':
      return untraced();
  }
};

const tabulate = <T>(size: number, f: (i: number) => T): T[] => Array.from({ length: size }, (_, i) => f(i));

/** Where the `i`-th number of the shape `large` stands in the shape `small`, whose axes are as long or of size 1. */
const indexWithin = (small: Shape, large: Shape, i: number): number => {
  let [rest, index, stride] = [i, 0, 1];
  for (let axis = small.length - 1; axis >= 0; axis--) {
    if (small[axis] > 1) index += (rest % large[axis]) * stride;
    rest = Math.floor(rest / large[axis]);
    stride *= small[axis];
  }
  return index;
};

const multiplied = <N>(
  R: Elementary<N>,
  { shape: [rows, columns], left, transposed: [ta, tb] }: Extract<Tensor, { kind: 'product' }>,
  a: ArrayLike<N>,
  b: ArrayLike<N>,
): N[] => {
  const inner = left.shape[ta ? 0 : 1];
  return tabulate(rows * columns, k => {
    const [i, j] = [Math.floor(k / columns), k % columns];
    return R.total(
      tabulate(inner, l => R.mul(a[ta ? l * rows + i : i * inner + l], b[tb ? j * inner + l : l * columns + j])),
    );
  });
};
