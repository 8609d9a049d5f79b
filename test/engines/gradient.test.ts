import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columns, tensors as R } from '../../src/engines/arithmetic.ts';
import { doubles } from '../../src/engines/elementary.ts';
import { evaluator } from '../../src/engines/evaluate.ts';
import { mapRecord, trace } from '../../src/engines/graph.ts';
import { constant, derivative, part, sum, type Tensor, unary } from '../../src/engines/tensor.ts';
import { Float } from '../interpretations/precise.ts';
import { seed } from '../laws/seed.ts';
import { dualNumbers, preciseNumbers } from './arithmetics.ts';
import {
  type Formula,
  integers,
  type Named,
  names,
  points,
  polynomials,
  reverse,
  shapes,
  weighted,
} from './polynomials.ts';

const forward = (f: Formula) => trace(shapes, x => ({ value: f(x) }));

const fractions = fc.integer({ min: -256, max: 256 }).map(k => k / 128);
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
