import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stableSort } from '../../src/mdp/stable-sort.ts';

const key = fc.oneof(fc.nat(3), fc.nat(0x1ffff), fc.nat(0x7fffffff), fc.constantFrom(0, 0xffff, 0x10000, 0x7fffffff));

test('agrees with the stable sort of the language, for keys of any size', () => {
  fc.assert(
    fc.property(fc.array(key), keys => {
      const reversed = keys.map((_, i) => keys.length - 1 - i);
      const expected = [...reversed].sort((i, j) => keys[i] - keys[j]);
      expect([...stableSort(Int32Array.from(reversed), Int32Array.from(keys))]).toEqual(expected);
    }),
  );
});

test('sorts more entries than a digit of 16 bits counts', () => {
  const keys = Int32Array.from({ length: 70_000 }, (_, i) => (i * 48_271) % 70_001);
  const sorted = stableSort(
    keys.map((_, i) => i),
    keys,
  ).map(i => keys[i]);
  expect(sorted).toEqual(keys.slice().sort());
});
