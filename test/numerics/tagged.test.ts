import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromTagged, magnitudeOf, toTagged } from '../../src/numerics/index.ts';

test('every double comes back from JSON with the same bits', () => {
  fc.assert(
    fc.property(fc.double(), x => {
      expect(fromTagged(JSON.parse(JSON.stringify(toTagged(x))))).toBe(x);
    }),
    { examples: [[-0], [0], [Number.NaN], [Infinity], [-Infinity]] },
  );
  expect([-0, 0, 1, NaN, Infinity, -Infinity].map(toTagged)).toEqual(['-0', 0, 1, 'NaN', 'Infinity', '-Infinity']);
});

test('nothing else is a double', () => {
  for (const value of [null, undefined, '', '1', '0', 'nan', '+0', 'toString', '__proto__', true, [1], ['NaN'], {}])
    expect(fromTagged(value)).toBeUndefined();
});

test('the magnitude of a vector is its largest absolute value', () => {
  expect([[], [-3, 2], [1, 4, -2], [0, Number.NaN, 1], [-Infinity]].map(magnitudeOf)).toEqual([
    0,
    3,
    4,
    Number.NaN,
    Infinity,
  ]);
});
