import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundingBound, rowDeviation } from '../../src/mdp/index.ts';
import { rowSum } from '../../src/mdp/row-sum.ts';
import { nextDown, nextUp } from '../../src/numerics/index.ts';

/** A double times $2^{1074}$, exactly. */
const scaled = (x: number): bigint => {
  const bits = new BigUint64Array(Float64Array.of(x).buffer)[0];
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  return exponent === 0n ? fraction : (fraction | 0x10000000000000n) << (exponent - 1n);
};

const ONE = scaled(1);
const exactDeviation = (weights: readonly number[]): bigint => weights.reduce((sum, w) => sum + scaled(w), -ONE);
const magnitude = (x: bigint): bigint => (x < 0n ? -x : x);

const mass = fc.oneof(
  fc.maxSafeNat().map(n => n * 2 ** -53),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 1e-300, noNaN: true }),
  fc.nat(9),
);

test('the deviation is that of the exact sum, but for the error stated', () => {
  fc.assert(
    fc.property(fc.array(mass, { minLength: 1, maxLength: 40 }), weights => {
      const found = rowDeviation(weights, 0, weights.length);
      const exact = exactDeviation(weights);
      const signed = found < 0 ? -scaled(-found) : scaled(found);
      // u |found| + (count u)^2 (1 + sum), and one half of the last place of the subnormal numbers.
      const n = BigInt(weights.length);
      const bound = (scaled(Math.abs(found)) >> 53n) + ((n * n * (exact + 2n * ONE)) >> 106n) + 1n;
      expect(magnitude(signed - exact) <= bound).toBe(true);
    }),
  );
});

test('the sum is the exact one or a double beside it, and a single weight is its sum', () => {
  fc.assert(
    fc.property(fc.array(mass, { minLength: 1, maxLength: 40 }), weights => {
      const found = rowSum(weights, 0, weights.length);
      const exact = exactDeviation(weights) + ONE;
      if (found > 0) expect(scaled(nextDown(found)) < exact).toBe(true);
      expect(scaled(nextUp(found)) > exact).toBe(true);
      expect(rowSum(weights, 0, 1)).toBe(weights[0]);
    }),
  );
});

test('sees what a plain sum loses', () => {
  expect(rowDeviation([2 ** -60, 1], 0, 2)).toBe(2 ** -60);
  expect(rowDeviation([1e16, 1, 1], 1, 2)).toBe(0);
});

test('weights divided by their floating-point sum stay within the bound', () => {
  fc.assert(
    fc.property(fc.array(mass, { minLength: 1, maxLength: 60 }), weights => {
      const sum = weights.reduce((a, b) => a + b, 0);
      fc.pre(sum > 0 && sum < Infinity);
      const row = weights.map(w => w / sum);
      expect(Math.abs(rowDeviation(row, 0, row.length))).toBeLessThanOrEqual(roundingBound(row.length));
    }),
    { numRuns: 1000 },
  );
});

test('the bound is that of count + 1 roundings', () => {
  const u = 2 ** -53;
  expect(roundingBound(1)).toBe((2 * u) / (1 - 2 * u));
  expect(roundingBound(99)).toBe((100 * u) / (1 - 100 * u));
});
