/** Derivatives of whole numbers, where nothing rounds. */
import fc from 'fast-check';
import { batch, tensors as R } from '../../src/engines/arithmetic.ts';
import { type Graph, mapRecord, trace } from '../../src/engines/graph.ts';
import {
  constant,
  derivative,
  list,
  part,
  product,
  rowMaximum,
  type Shape,
  spread,
  sum,
  type Tensor,
  unary,
} from '../../src/engines/tensor.ts';

export type Name = 'a' | 'b' | 'c';
export type Named<T> = Readonly<Record<Name, T>>;

export const shapes: Named<Shape> = { a: [2, 3], b: [2, 3], c: [1, 3] };
export const names: readonly Name[] = ['a', 'b', 'c'];

/** A number made of three tensors. */
export type Formula = (x: Named<Tensor>) => Tensor;

/** Its derivatives by all entries of `a`, then `b`, then `c`. */
export const reverse = (f: Formula): Graph<Name, Name> =>
  trace(shapes, x => {
    const value = f(x);
    return mapRecord(x, by => derivative(value, by));
  });

/** Weights that differ, so that no two entries can be exchanged. */
const weights = (shape: Shape): Tensor => part(list([1, 2, -3, 5, -7, 11, 13, -17, 19].map(constant)), 0, shape);

export const weighted = (x: Tensor): Tensor => sum(R.mul(x, weights(x.shape)), []);

export const polynomials: Readonly<Record<string, Formula>> = {
  'a + b': ({ a, b }) => weighted(R.add(a, b)),
  'a - b': ({ a, b }) => weighted(R.sub(a, b)),
  'a b': ({ a, b }) => weighted(R.mul(a, b)),
  'a a': ({ a }) => weighted(R.mul(a, a)),
  '-a': ({ a }) => weighted(R.neg(a)),
  'a number times a': ({ a, c }) => weighted(R.mul(sum(c, []), a)),
  'a less a number': ({ a, c }) => weighted(R.sub(a, sum(c, []))),
  'min(a, b)': ({ a, b }) => weighted(R.min(a, b)),
  'min(a, a)': ({ a }) => weighted(R.min(a, a)),
  'sg[a] b': ({ a, b }) => weighted(R.mul(R.detach(a), b)),
  'relu a': ({ a }) => weighted(unary('relu', a)),
  'a c^T': ({ a, c }) => weighted(product(a, c, [false, true])),
  'c a^T': ({ a, c }) => weighted(product(c, a, [false, true])),
  'a^T b': ({ a, b }) => weighted(product(a, b, [true, false])),
  '(a b^T) (a b^T)': ({ a, b }) => {
    const square = product(a, b, [false, true]);
    return weighted(product(square, square));
  },
  '(a^T b)^T (a^T b)^T': ({ a, b }) => {
    const square = product(a, b, [true, false]);
    return weighted(product(square, square, [true, true]));
  },
  'c repeated': ({ a, c }) => weighted(R.mul(a, spread(c, [2, 3]))),
  'sums of columns': ({ a, c }) => weighted(R.mul(c, sum(a, [1, 3]))),
  'sums of rows': ({ a }) => weighted(R.mul(sum(a, [2, 1]), sum(a, [2, 1]))),
  'a part': ({ a, b }) => weighted(R.mul(part(a, 1, [2, 2]), part(b, 2, [2, 2]))),
  'a list': ({ a, c }) => weighted(R.mul(list([a, c]), list([c, a]))),
  'the mean over a batch': ({ a }) =>
    R.mul(
      constant(2),
      batch(2, a).expectation(x => part(x, 1, [2, 1])),
    ),
  'sg[largest entries] b': ({ a, b }) => weighted(R.mul(rowMaximum(R.detach(a)), sum(b, [2, 1]))),
  'a number made of none of them': () => constant(3),
};

export const integers: fc.Arbitrary<number> = fc.integer({ min: -4, max: 4 });

export const points = (entry: fc.Arbitrary<number>): fc.Arbitrary<Named<readonly number[]>> =>
  fc.record({
    a: fc.array(entry, { minLength: 6, maxLength: 6 }),
    b: fc.array(entry, { minLength: 6, maxLength: 6 }),
    c: fc.array(entry, { minLength: 3, maxLength: 3 }),
  });
