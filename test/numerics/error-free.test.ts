import fc from 'fast-check';
import { expect, test } from 'vitest';
import { productError, sumError } from '../../src/numerics/index.ts';
import { finite, pair, scaled } from './exact.ts';

const ONE = 2n ** 1074n;

test('a + b = s + sumError(a, b, s), exactly', () => {
  fc.assert(
    fc.property(pair, ([a, b]) => {
      const s = a + b;
      fc.pre(Number.isFinite(s) && Math.abs(b) < Number.MAX_VALUE);
      expect(scaled(s) + scaled(sumError(a, b, s)) === scaled(a) + scaled(b)).toBe(true);
    }),
    { numRuns: 20000 },
  );
});

test('beside the greatest double the error of a sum is right or NaN', () => {
  fc.assert(
    fc.property(finite, fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE), (a, b) => {
      const s = a + b;
      const e = sumError(a, b, s);
      expect(Number.isNaN(e) || scaled(s) + scaled(e) === scaled(a) + scaled(b)).toBe(true);
    }),
  );
  expect(sumError(-(2 ** 971 + 2 ** 970), Number.MAX_VALUE, Number.MAX_VALUE - 2 ** 971)).toBeNaN();
});

test('a b = p + productError(a, b, p), exactly', () => {
  fc.assert(
    fc.property(pair, ([a, b]) => {
      const p = a * b;
      const isSplit = Math.abs(a) <= 2 ** 995 && Math.abs(b) <= 2 ** 995;
      fc.pre(isSplit && (a === 0 || b === 0 || (Math.abs(p) >= 2 ** -969 && Math.abs(p) <= 2 ** 1021)));
      expect((scaled(p) + scaled(productError(a, b, p))) * ONE === scaled(a) * scaled(b)).toBe(true);
    }),
    { numRuns: 20000 },
  );
});

test('the domain of productError is no wider than stated', () => {
  const a = 1 + 2 ** -52;
  const small = a * 2 ** -486;
  expect(scaled(small * small) * ONE).not.toBe(scaled(small) * scaled(small));
  expect(productError(small, small, small * small)).toBe(0);
  expect(productError(a * 2 ** 997, 1, a * 2 ** 997)).toBeNaN();
});
