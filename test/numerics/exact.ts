import fc from 'fast-check';
import { bitsOf, nextDown, nextUp } from '../../src/numerics/index.ts';

/** A finite double in units of 2^-1074: an integer. */
export const scaled = (x: number): bigint => {
  const bits = BigInt(`0x${bitsOf(Math.abs(x))}`);
  const exponent = bits >> 52n;
  const fraction = bits % 2n ** 52n;
  const magnitude = exponent === 0n ? fraction : (fraction + 2n ** 52n) << (exponent - 1n);
  return x < 0 ? -magnitude : magnitude;
};

const sign = (n: bigint): number => (n > 0n ? 1 : n < 0n ? -1 : 0);
const ONE = 2n ** 1074n;

/** -1, 0 or 1 as y is less than, equal to or greater than the exact result of an operation on finite numbers. */
export const besides = {
  add: (y: number, a: number, b: number): number => compare(y, scaled(a) + scaled(b), 1n),
  sub: (y: number, a: number, b: number): number => compare(y, scaled(a) - scaled(b), 1n),
  mul: (y: number, a: number, b: number): number => compare(y, scaled(a) * scaled(b), ONE),
  div: (y: number, a: number, b: number): number =>
    b > 0 ? compare(y, scaled(a) * ONE, scaled(b)) : compare(y, -scaled(a) * ONE, -scaled(b)),
};

/** The sign of y - n/d, where n/d is in units of 2^-1074 and d > 0. */
const compare = (y: number, n: bigint, d: bigint): number =>
  Number.isFinite(y) ? sign(scaled(y) * d - n) : Math.sign(y);

/** Powers of two where a formula or a format changes, and their neighbours. */
const edge: fc.Arbitrary<number> = fc
  .tuple(
    fc.constantFrom(
      -1074,
      -1073,
      -1023,
      -1022,
      -1021,
      -1020,
      -970,
      -969,
      -968,
      -54,
      -53,
      -1,
      0,
      1,
      53,
      995,
      996,
      997,
      1020,
      1021,
      1022,
      1023,
    ),
    fc.integer({ min: -3, max: 3 }),
    fc.boolean(),
  )
  .map(([exponent, steps, negative]) => {
    let x = exponent < -1000 ? 2 ** (exponent + 100) / 2 ** 100 : 2 ** exponent;
    for (let i = 0; i < Math.abs(steps); i++) x = steps > 0 ? nextUp(x) : nextDown(x);
    return negative ? -x : x;
  });

/** Finite doubles: all magnitudes alike, the edges, both zeros, the largest, and short numbers whose results are often exact. */
export const finite: fc.Arbitrary<number> = fc.oneof(
  { arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }), weight: 4 },
  { arbitrary: edge, weight: 3 },
  {
    arbitrary: fc.constantFrom(0, -0, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, -Number.MIN_VALUE),
    weight: 1,
  },
  { arbitrary: fc.integer({ min: -1024, max: 1024 }).map(n => n / 64), weight: 2 },
);

/** Pairs of finite doubles, unrelated, nearly cancelling in a sum, or with a product or quotient at an edge. */
export const pair: fc.Arbitrary<[number, number]> = fc
  .oneof(
    fc.tuple(finite, finite),
    fc.tuple(finite, fc.double({ min: 0.25, max: 4 })).map(([a, ratio]): [number, number] => [a, -a * ratio]),
    fc.tuple(finite, edge).map(([a, product]): [number, number] => [a, product / a]),
    fc.tuple(finite, edge).map(([b, quotient]): [number, number] => [b * quotient, b]),
    fc.tuple(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.double({ min: -1e3, max: 1e3, noNaN: true })),
  )
  .filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b));
