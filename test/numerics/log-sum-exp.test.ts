import fc from 'fast-check';
import { expect, test } from 'vitest';
import { log, logSumExp, UNIT_ROUNDOFF } from '../../src/numerics/index.ts';
import { distance, precise } from '../interpretations/precise.ts';

const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });
const temperature = fc.oneof(fc.constant(0), fc.double({ min: 2 ** -10, max: 2 ** 10, noNaN: true }));

test('alpha log sum exp(q / alpha) is within u (|y| + alpha (n + 4 log n + 2)) of 200 bits, whatever stands beside it', () => {
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 8 }), temperature, number, (q, alpha, beside) => {
      const y = logSumExp([beside, ...q, beside], 1, q.length + 1, alpha);
      const exact = precise.logSumExp(q.map(precise.constant), precise.constant(alpha));
      const size = Math.abs(y) + alpha * (q.length + 4 * log(q.length) + 2);
      // What is of second order is some n u of the first.
      expect(distance(exact, y)).toBeLessThanOrEqual((1 + 2 ** -40) * UNIT_ROUNDOFF * size);
    }),
    { numRuns: 500 },
  );
});

test('at temperature 0 it is the maximum, and no shift overflows', () => {
  expect(logSumExp([3, 7, 7], 0, 3, 0)).toBe(7);
  expect(logSumExp([1e308, 1e308, -1e308], 0, 3, 1e-3)).toBe(1e308);
  expect(logSumExp([0, 0], 0, 2, 1)).toBe(log(2));
  expect(logSumExp([-Infinity, 2], 0, 2, 1)).toBe(2);
});
