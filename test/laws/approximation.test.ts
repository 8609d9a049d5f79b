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
  mul,
  sub,
  sum,
} from '../../properties/approximation.ts';
import {
  addDown,
  addUp,
  divDown,
  divUp,
  expDown,
  expUp,
  logDown,
  logUp,
  mulDown,
  mulUp,
  subDown,
  subUp,
} from '../../src/numerics/index.ts';
import { seed } from './seed.ts';

const thirds = fc.integer({ min: -3000, max: 3000 }).map(k => k / 3);
const errors = fc.constantFrom(0, 2 ** -50, 1 / 7);

/** A number known up to an error, and two numbers that it may be: the ends. */
const approximations = fc.tuple(thirds, errors).map(([value, error]) => ({
  approximation: approximately(value, error),
  ends: [addUp(value, -error), addDown(value, error)],
}));

/** Some number between `down` and `up` is within the error. */
const expectPossible = (down: number, { value, error }: Approximation, up: number): void => {
  expect(down).toBeLessThanOrEqual(addUp(value, error));
  expect(up).toBeGreaterThanOrEqual(subDown(value, error));
};

type Binary<N> = (a: N, b: N) => N;

test.each<[string, Binary<Approximation>, Binary<number>, Binary<number>]>([
  ['add', add, addDown, addUp],
  ['sub', sub, subDown, subUp],
  ['mul', mul, mulDown, mulUp],
  ['div', div, divDown, divUp],
])('%s encloses the result for all numbers that its arguments may be', (name, operation, down, up) => {
  fc.assert(
    fc.property(approximations, approximations, (a, b) => {
      fc.pre(name !== 'div' || Math.abs(b.approximation.value) > 1);
      const result = operation(a.approximation, b.approximation);
      for (const x of a.ends) for (const y of b.ends) expectPossible(down(x, y), result, up(x, y));
    }),
    { seed, numRuns: 500 },
  );
});

test('exp and log enclose the result for all numbers that their argument may be', () => {
  fc.assert(
    fc.property(approximations, ({ approximation, ends }) => {
      const small = approximately(approximation.value / 10, approximation.error);
      for (const x of [addUp(small.value, -small.error), addDown(small.value, small.error)]) {
        expectPossible(expDown(x), exp(small), expUp(x));
      }
      fc.pre(approximation.value > 1);
      for (const x of ends) expectPossible(logDown(x), log(approximation), logUp(x));
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
