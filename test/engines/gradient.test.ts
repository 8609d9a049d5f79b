import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batch, columns, tensors as R } from '../../src/engines/arithmetic.ts';
import { doubles } from '../../src/engines/elementary.ts';
import { evaluator } from '../../src/engines/evaluate.ts';
import { mapRecord, trace } from '../../src/engines/graph.ts';
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
import { Float } from '../interpretations/precise.ts';
import { seed } from '../laws/seed.ts';
import { dualNumbers, preciseNumbers } from './arithmetics.ts';

type Name = 'a' | 'b' | 'c';
type Named<T> = Readonly<Record<Name, T>>;

const shapes: Named<Shape> = { a: [2, 3], b: [2, 3], c: [1, 3] };
const names: readonly Name[] = ['a', 'b', 'c'];

/** A number made of three tensors. */
type Formula = (x: Named<Tensor>) => Tensor;

/** Its derivatives by all entries of `a`, then `b`, then `c`. */
const reverse = (f: Formula) =>
  trace(shapes, x => {
    const value = f(x);
    return mapRecord(x, by => derivative(value, by));
  });

const forward = (f: Formula) => trace(shapes, x => ({ value: f(x) }));

/** Weights that differ, so that no two entries can be exchanged. */
const weights = (shape: Shape): Tensor => part(list([1, 2, -3, 5, -7, 11, 13, -17, 19].map(constant)), 0, shape);

const weighted = (x: Tensor): Tensor => sum(R.mul(x, weights(x.shape)), []);

const polynomials: Readonly<Record<string, Formula>> = {
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

const integers = fc.integer({ min: -4, max: 4 });
const fractions = fc.integer({ min: -256, max: 256 }).map(k => k / 128);
const points = (entry: fc.Arbitrary<number>): fc.Arbitrary<Named<readonly number[]>> =>
  fc.record({
    a: fc.array(entry, { minLength: 6, maxLength: 6 }),
    b: fc.array(entry, { minLength: 6, maxLength: 6 }),
    c: fc.array(entry, { minLength: 3, maxLength: 3 }),
  });

const flat = <T>(point: Named<readonly T[]>): readonly T[] => names.flatMap(name => point[name]);

const withoutSign = (x: number): number => x + 0;

describe('where nothing rounds, forward and reverse derivatives are the same numbers', () => {
  test.each(Object.entries(polynomials))('%s', (_, f) => {
    const derivatives = evaluator(doubles, reverse(f));
    const value = evaluator(dualNumbers, forward(f));
    fc.assert(
      fc.property(points(integers), point => {
        let index = 0;
        const seeded = mapRecord(point, entries =>
          entries.map(value => {
            const slopes = flat(point).map(() => 0);
            slopes[index++] = 1;
            return { value, slopes };
          }),
        );
        const [{ slopes }] = value(seeded).value;
        const expected = flat(point).map((_, i) => withoutSign(slopes[i] ?? 0));
        expect(flat(derivatives(point)).map(withoutSign)).toEqual(expected);
      }),
      { seed, numRuns: 50 },
    );
  });
});

/** $1 + x^2$. */
const above1 = (x: Tensor): Tensor => R.add(constant(1), R.mul(x, x));

const smooth: Readonly<Record<string, Formula>> = {
  'a / b': ({ a, b }) => weighted(R.div(a, above1(b))),
  'a number over b': ({ b, c }) => weighted(R.div(sum(c, []), above1(b))),
  'exp a': ({ a }) => weighted(R.exp(a)),
  'log a': ({ a }) => weighted(R.log(above1(a))),
  'tanh a': ({ a }) => weighted(unary('tanh', a)),
  'log cosh a': ({ a }) => weighted(R.logCosh(a)),
  'sqrt a': ({ a }) => weighted(unary('sqrt', above1(a))),
  'log sum exp of rows': ({ a, c }) => weighted(columns(a).logSumExp(x => x, R.exp(sum(part(c, 0, [1]), [])))),
  'entropy of rows': ({ a }) => {
    const policy = columns(undefined).distribution(() => a);
    return weighted(policy.expectation(() => R.neg(policy.logProb(undefined))));
  },
};

/** Half the distance of the points between which a slope is taken. */
const STEP = 2 ** -60;

/**
 * A central difference is off by $h^2 f'''/6$, and by $2^{-200} |f| / h$ of rounding. For these formulas at points up to 2,
 * $|f'''| < 2^{30}$ and $|f| < 2^{20}$, so by less than $2^{-90}$ altogether.
 */
const DIFFERENCE = 2 ** -90;

describe('reverse derivatives are slopes, to 90 binary digits', () => {
  test.each(Object.entries(smooth))('%s', (_, f) => {
    const derivatives = evaluator(preciseNumbers, reverse(f));
    const value = evaluator(preciseNumbers, forward(f));
    fc.assert(
      fc.property(points(fractions), point => {
        const exact = mapRecord(point, entries => entries.map(Float));
        const all = flat(derivatives(exact));
        let index = 0;
        for (const name of names)
          for (const i of point[name].keys()) {
            const at = (step: number) =>
              value({ ...exact, [name]: exact[name].map((x, j) => (j === i ? x.add(Float(step)) : x)) }).value[0];
            const slope = at(STEP)
              .sub(at(-STEP))
              .div(Float(2 * STEP));
            expect(slope.sub(all[index++]).abs().toNumber()).toBeLessThan(DIFFERENCE);
          }
      }),
      { seed, numRuns: 5 },
    );
  });
});

test('only a single number has a derivative', () => {
  expect(() => trace(shapes, ({ a }) => ({ a: derivative(a, a) }))).toThrow(
    'derivative: expected a single number, found the shape [2, 3]',
  );
});
