import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Approximation,
  add,
  approximately,
  atMost,
  div,
  equal,
  exact,
  exp,
  log,
  logSumExp,
  mul,
  sub,
  sum,
} from '../../properties/approximation.ts';
import {
  addTowards,
  divTowards,
  expTowards,
  logTowards,
  mulTowards,
  type Side,
  subTowards,
} from '../../src/numerics/index.ts';
import { seed } from './seed.ts';

const thirds = fc.integer({ min: -3000, max: 3000 }).map(k => k / 3);
const errors = fc.constantFrom(0, 2 ** -50, 1 / 7);

/** A number known up to an error, and two numbers that it may be: the ends. */
const approximations = fc.tuple(thirds, errors).map(([value, error]) => ({
  approximation: approximately(value, error),
  ends: [addTowards(1, value, -error), addTowards(-1, value, error)],
}));

/** Some number between `down` and `up` is within the error. */
const expectPossible = (down: number, { value, error }: Approximation, up: number): void => {
  expect(down).toBeLessThanOrEqual(addTowards(1, value, error));
  expect(up).toBeGreaterThanOrEqual(subTowards(-1, value, error));
};

type Binary = (a: Approximation, b: Approximation) => Approximation;
type Directed = (side: Side, a: number, b: number) => number;

test.each<[string, Binary, Directed]>([
  ['add', add, addTowards],
  ['sub', sub, subTowards],
  ['mul', mul, mulTowards],
  ['div', div, divTowards],
])('%s encloses the result for all numbers that its arguments may be', (name, operation, towards) => {
  fc.assert(
    fc.property(approximations, approximations, (a, b) => {
      fc.pre(name !== 'div' || Math.abs(b.approximation.value) > 1);
      const result = operation(a.approximation, b.approximation);
      for (const x of a.ends) for (const y of b.ends) expectPossible(towards(-1, x, y), result, towards(1, x, y));
    }),
    { seed, numRuns: 500 },
  );
});

test('exp and log enclose the result for all numbers that their argument may be', () => {
  fc.assert(
    fc.property(approximations, ({ approximation, ends }) => {
      const small = approximately(approximation.value / 10, approximation.error);
      for (const x of [addTowards(1, small.value, -small.error), addTowards(-1, small.value, small.error)]) {
        expectPossible(expTowards(-1, x), exp(small), expTowards(1, x));
      }
      fc.pre(approximation.value > 1);
      for (const x of ends) expectPossible(logTowards(-1, x), log(approximation), logTowards(1, x));
    }),
    { seed, numRuns: 500 },
  );
});

test('log-sum-exp encloses the result for all numbers that its arguments may be, however large', () => {
  const sumTowards = (side: Side, x: number, y: number): number =>
    logTowards(side, addTowards(side, expTowards(side, x), expTowards(side, y)));
  fc.assert(
    fc.property(approximations, approximations, fc.constantFrom(0, 2 ** 12), (a, b, far) => {
      const [x, y] = [a, b].map(({ approximation: { value, error } }) => approximately(value / 10, error));
      const result = logSumExp([approximately(x.value + far, x.error), approximately(y.value + far, y.error)]);
      const down = addTowards(-1, sumTowards(-1, x.value - x.error, y.value - y.error), far);
      const up = addTowards(1, sumTowards(1, x.value + x.error, y.value + y.error), far);
      const rounding = 2 ** -52 * far;
      expectPossible(down, { ...result, error: result.error + rounding }, up);
      expect(result.error).toBeLessThan(Math.max(x.error, y.error) + 2 ** -36);
    }),
    { seed, numRuns: 500 },
  );
});

test('a comparison fails beyond the errors and not within them', () => {
  const third = approximately(1 / 3, 2 ** -10);
  const beyond = approximately(1 / 3 + 2 ** -8, 2 ** -10);
  const within = approximately(1 / 3 + 2 ** -10, 2 ** -10);
  expect(() => atMost(beyond, third, 'x <= y')).toThrow(
    /^x <= y fails: 0\.337\d+ exceeds 0\.333\d+ by 0\.00391, .* explain 0\.00195$/,
  );
  expect(() => equal(third, beyond, 'x = y')).toThrow(/^x = y fails: 0\.333\d+ differs from 0\.337\d+ by 0\.00391/);
  expect(() => atMost(within, third, 'x <= y')).not.toThrow();
  expect(() => equal(third, within, 'x = y')).not.toThrow();
  expect(() => atMost(approximately(Number.NaN, 0), third, 'x <= y')).toThrow('x <= y fails');
});

test('the error covers the rounding of the operations themselves', () => {
  const tenths = sum(new Array(10).fill(exact(0.1)));
  expect(tenths.value).not.toBe(1);
  expect(() => equal(tenths, exact(1), 'ten tenths = 1')).not.toThrow();
});
