import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bitsOf, fromBits, nextDown, nextUp, ulp, ulpDistance } from '../../src/numerics/index.ts';
import { finite } from './exact.ts';

const { MAX_VALUE, MIN_VALUE } = Number;

/** The neighbour by counting through the bits: the definition that the arithmetic is compared with. */
const neighbour = (x: number, step: bigint): number => {
  if (x === 0) return step > 0n ? MIN_VALUE : -MIN_VALUE;
  const bits = BigInt(`0x${bitsOf(x)}`) + (x > 0 ? step : -step);
  return fromBits(bits.toString(16).padStart(16, '0')) + 0;
};

describe('nextUp and nextDown', () => {
  test('are the neighbours in the order of the bits', () => {
    fc.assert(
      fc.property(finite, x => {
        expect(nextUp(x)).toBe(neighbour(x, 1n));
        expect(nextDown(x)).toBe(neighbour(x, -1n));
      }),
      { numRuns: 20000 },
    );
  });

  test('around every power of two', () => {
    for (let e = 0, power = MIN_VALUE; e < 2098; e++, power *= 2) {
      for (const x of [power, -power, neighbour(power, 1n), neighbour(-power, 1n), neighbour(power, -1n)]) {
        expect(nextUp(x)).toBe(neighbour(x, 1n));
        expect(nextDown(x)).toBe(neighbour(x, -1n));
      }
    }
  });

  test('at the ends', () => {
    expect([MAX_VALUE, Infinity, -Infinity, -MIN_VALUE, 0, -0, NaN].map(nextUp)).toEqual([
      Infinity,
      Infinity,
      -MAX_VALUE,
      0,
      MIN_VALUE,
      MIN_VALUE,
      NaN,
    ]);
    expect([-MAX_VALUE, -Infinity, Infinity, MIN_VALUE, 0, -0, NaN].map(nextDown)).toEqual([
      -Infinity,
      -Infinity,
      MAX_VALUE,
      0,
      -MIN_VALUE,
      -MIN_VALUE,
      NaN,
    ]);
  });
});

test('ulp is the step away from zero', () => {
  fc.assert(
    fc.property(
      finite.filter(x => Math.abs(x) < MAX_VALUE),
      x => {
        expect(ulp(x)).toBe(neighbour(Math.abs(x), 1n) - Math.abs(x));
      },
    ),
    { numRuns: 5000 },
  );
  expect([0, 1, -1, 2 ** -1022, MAX_VALUE, -Infinity, NaN].map(ulp)).toEqual([
    MIN_VALUE,
    2 ** -52,
    2 ** -52,
    MIN_VALUE,
    2 ** 971,
    Infinity,
    NaN,
  ]);
});

describe('ulpDistance', () => {
  test('counts the steps', () => {
    fc.assert(
      fc.property(finite, fc.integer({ min: 0, max: 40 }), (x, n) => {
        let y = x;
        for (let i = 0; i < n; i++) y = nextUp(y);
        fc.pre(y < Infinity);
        expect(ulpDistance(x, y)).toBe(n);
        expect(ulpDistance(y, x)).toBe(n);
      }),
      { numRuns: 2000 },
    );
  });

  test('across zero, to infinity and for NaN', () => {
    expect(ulpDistance(0, -0)).toBe(0);
    expect(ulpDistance(-MIN_VALUE, MIN_VALUE)).toBe(2);
    expect(ulpDistance(MAX_VALUE, Infinity)).toBe(1);
    expect(ulpDistance(1, 2)).toBe(2 ** 52);
    expect(ulpDistance(-Infinity, Infinity)).toBe(2 * 0x7ff * 2 ** 52);
    expect([ulpDistance(NaN, 1), ulpDistance(1, NaN), ulpDistance(NaN, NaN)]).toEqual([Infinity, Infinity, Infinity]);
  });
});

describe('bitsOf and fromBits', () => {
  test('are inverse to each other', () => {
    fc.assert(
      fc.property(fc.double(), x => {
        expect(fromBits(bitsOf(x))).toBe(x);
      }),
    );
    expect([0, -0, 1, -2, Infinity, MIN_VALUE, NaN].map(bitsOf)).toEqual([
      '0000000000000000',
      '8000000000000000',
      '3ff0000000000000',
      'c000000000000000',
      '7ff0000000000000',
      '0000000000000001',
      '7ff8000000000000',
    ]);
  });

  test.each(['', '3ff', '0x3ff0000000000000', '3FF0000000000000', '3ff000000000000g', '3ff00000000000000'])(
    'refuses %j',
    digits => {
      expect(() => fromBits(digits)).toThrow(
        `expected the bits of a double as 16 lower-case hexadecimal digits, found "${digits}"`,
      );
    },
  );

  test('shows the first 40 characters of what it refuses', () => {
    expect(() => fromBits('f'.repeat(1000))).toThrow(new RegExp(`found "${'f'.repeat(40)}"$`));
  });
});
