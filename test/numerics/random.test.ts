import { describe, expect, test } from 'vitest';
import { exp, random } from '../../src/numerics/index.ts';
import { splitMix } from '../../src/numerics/random.ts';

test('the words are those of the reference implementation', () => {
  const source = random(0);
  source.words.set([1, 2, 3, 4]);
  expect(Array.from({ length: 10 }, source.word)).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

test('the seeds are spread as the reference implementation of SplitMix64 does', () => {
  const seed = 1477776061723855037n;
  const states = [1n, 2n, 3n, 4n, 5n].map(i => seed + i * 0x9e3779b97f4a7c15n);
  expect(states.map(splitMix)).toEqual([
    1985237415132408290n,
    2979275885539914483n,
    13511426838097143398n,
    8488337342461049707n,
    15141737807933549159n,
  ]);
  expect([...random(0).words]).toEqual(
    [1n, 2n].flatMap(i => {
      const word = splitMix(i * 0x9e3779b97f4a7c15n);
      return [Number(word & 0xffffffffn), Number(word >> 32n)];
    }),
  );
});

test('seeds and streams differ, and every one is the same each time', () => {
  const first = (seed: number, stream?: number): number => random(seed, stream).word();
  const firsts = [0, 1, 2, 2 ** 53 - 1].flatMap(seed => [0, 1, 2].map(stream => first(seed, stream)));
  expect(new Set(firsts).size).toBe(firsts.length);
  expect(first(5, 1)).toBe(first(5, 1));
  expect(new Set([0, 1, 2, 3].flatMap(stream => [...random(5, stream).words])).size).toBe(16);
  expect(() => random(1.5)).toThrow('the seed is 1.5, expected a whole number from 0 to 2^53 - 1');
});

test('a generator goes on from its words', () => {
  const [one, other] = [random(1), random(2)];
  one.uniform();
  other.words.set(one.words);
  expect(Array.from({ length: 20 }, other.uniform)).toEqual(Array.from({ length: 20 }, one.uniform));
});

/*
 * Dvoretzky, Kiefer, Wolfowitz and Massart: the empirical distribution of n numbers is somewhere further off the true one than this with
 * a probability of at most 2 exp(-2 n distance^2) = 4e-11.
 */
const COUNT = 100_000;
const DISTANCE = 0.0111;

/** The greatest distance at the given points between the share of numbers below a point and what it should be. */
const worst = (numbers: Float64Array, distribution: ReadonlyMap<number, number>): number => {
  const sorted = numbers.slice().sort();
  return Math.max(
    ...[...distribution].map(([point, share]) => {
      const below = sorted.findIndex(x => x > point);
      return Math.abs((below < 0 ? COUNT : below) / COUNT - share);
    }),
  );
};

/** $\Phi$ at the multiples of 1/64 from $-6$ to 6, by Simpson's rule: less than $10^{-9}$ off, and $\Phi(-6) < 10^{-8}$. */
const normal = (() => {
  const values = new Map<number, number>();
  const density = (x: number): number => exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  let sum = 0;
  for (let x = -6; x < 6; x += 1 / 64) {
    sum += (density(x) + 4 * density(x + 1 / 128) + density(x + 1 / 64)) / 384;
    values.set(x + 1 / 64, sum);
  }
  return values;
})();
const even = new Map(Array.from({ length: 99 }, (_, i) => [(i + 1) / 100, (i + 1) / 100]));

describe.each([0, 1, 2 ** 40])('of seed %s', seed => {
  test('uniform numbers are uniform, and so are products of neighbours', () => {
    const { uniform } = random(seed);
    expect(worst(Float64Array.from({ length: COUNT }, uniform), even)).toBeLessThan(DISTANCE);
    const lowBits = Float64Array.from({ length: COUNT }, () => ((uniform() * 2 ** 53) % 2 ** 26) / 2 ** 26);
    expect(worst(lowBits, even)).toBeLessThan(DISTANCE);
    /** $P(uv \le x) = x - x \ln x$. */
    const ofProduct = new Map(
      Array.from({ length: 99 }, (_, i) => [(i + 1) / 100, ((i + 1) / 100) * (1 - Math.log((i + 1) / 100))]),
    );
    expect(
      worst(
        Float64Array.from({ length: COUNT }, () => uniform() * uniform()),
        ofProduct,
      ),
    ).toBeLessThan(DISTANCE);
  });

  test('normal numbers are normal, and so are sums of neighbours', () => {
    const source = random(seed);
    const numbers = new Float64Array(COUNT);
    source.normals(numbers);
    expect(worst(numbers, normal)).toBeLessThan(DISTANCE);
    const twice = new Float64Array(2 * COUNT);
    source.normals(twice);
    const sums = numbers.map((_, i) => (twice[2 * i] + twice[2 * i + 1]) * Math.SQRT1_2);
    expect(worst(sums, normal)).toBeLessThan(DISTANCE);
  });

  test('whole numbers below n are all equally likely', () => {
    const source = random(seed);
    for (const n of [1, 3, 7, 100, 3 * 2 ** 30]) {
      const shares = new Map(
        Array.from({ length: Math.min(n, 50) }, (_, i) => [
          ((i + 1) / Math.min(n, 50)) * n - 1,
          (i + 1) / Math.min(n, 50),
        ]),
      );
      expect(
        worst(
          Float64Array.from({ length: COUNT }, () => source.below(n)),
          n % 50 === 0 || n <= 50
            ? shares
            : new Map([
                [n / 2 - 1, 0.5],
                [n / 3 - 1, 1 / 3],
              ]),
        ),
        `${n}`,
      ).toBeLessThan(DISTANCE);
    }
  });
});

test('a list of odd length is filled to its end', () => {
  const list = new Float32Array(3);
  random(0).normals(list);
  expect([...list].every(x => x !== 0)).toBe(true);
});
