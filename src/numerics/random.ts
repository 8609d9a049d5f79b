import { log } from './log.ts';

/** Random numbers that are the same on every engine and go on from their state: xoshiro128** 1.1 (Blackman and Vigna 2018). */
export interface Random {
  /** All that decides what comes next, four words that are not all 0. Writing them continues from there. */
  readonly words: Uint32Array;
  /** A whole number, $0 \le w < 2^{32}$. */
  word(): number;
  /** A multiple of $2^{-53}$, $0 \le u < 1$. */
  uniform(): number;
  /** The same less one half, $-1/2 \le u < 1/2$. */
  centred(): number;
  /** A whole number $0 \le k < n$, all exactly equally likely; $1 \le n < 2^{32}$. */
  below(n: number): number;
  /** Fills a list with independent standard normal numbers. */
  normals(list: Float32Array | Float64Array): void;
}

/**
 * The generator of a seed. Streams of one seed are unrelated generators: each begins at two numbers of its own in the sequence that
 * SplitMix64 makes of the seed.
 *
 * Domain: whole numbers, $0 \le \text{seed} < 2^{53}$ and $0 \le \text{stream} < 2^{32}$.
 */
export const random = (seed: number, stream = 0): Random => {
  if (!(Number.isSafeInteger(seed) && seed >= 0))
    throw new RangeError(`the seed is ${seed}, expected a whole number from 0 to 2^53 - 1`);
  const from = BigInt(seed) + 2n * BigInt(stream) * GOLDEN;
  const s = new Uint32Array(BigUint64Array.of(splitMix(from + GOLDEN), splitMix(from + 2n * GOLDEN)).buffer);

  const word = (): number => {
    const result = Math.imul(rotated(Math.imul(s[1], 5), 7), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotated(s[3], 11);
    return result;
  };
  const uniform = (): number => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53;

  return {
    words: s,
    word,
    uniform,
    centred: () => uniform() - 1 / 2,
    below: n => {
      /* The words below 2^32 mod n are left out, so that as many are left for each remainder. */
      const excess = (-n >>> 0) % n;
      let w = word();
      while (w < excess) w = word();
      return w % n;
    },
    normals: list => fillNormal(list, uniform),
  };
};

/** $2^{64}$ divided by the golden ratio, and odd. */
const GOLDEN = 0x9e3779b97f4a7c15n;

/** The output of SplitMix64 (Steele, Lea and Flood 2014) for its state. */
export const splitMix = (state: bigint): bigint => {
  let z = BigInt.asUintN(64, state);
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
};

const rotated = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/**
 * Marsaglia's polar method: for a point $(x, y)$ of the unit disc with $q = x^2 + y^2$, both coordinates times $\sqrt{-2 \ln(q) / q}$ are
 * independent and normal. The second is lost where the list ends.
 */
const fillNormal = (list: Float32Array | Float64Array, uniform: () => number): void => {
  for (let i = 0; i < list.length; i += 2) {
    let x = 0;
    let y = 0;
    let q = 0;
    while (q === 0 || q >= 1) {
      x = 2 * uniform() - 1;
      y = 2 * uniform() - 1;
      q = x * x + y * y;
    }
    const scale = Math.sqrt((-2 * log(q)) / q);
    list[i] = x * scale;
    if (i + 1 < list.length) list[i + 1] = y * scale;
  }
};
