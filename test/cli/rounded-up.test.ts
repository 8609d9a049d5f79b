import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundedUp } from '../../src/cli/rounded-up.ts';
import { seed } from '../laws/seed.ts';

test('a bound is never printed below itself, nor more than one percent above', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), x => {
      const printed = Number(roundedUp(x));
      expect(printed).toBeGreaterThanOrEqual(x);
      expect(printed).toBeLessThanOrEqual(1.01 * x);
    }),
    { seed, numRuns: 1000 },
  );
  expect(roundedUp(2.6031e-10)).toBe('2.61e-10');
  expect(roundedUp(0)).toBe('0.00');
});
