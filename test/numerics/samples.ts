import { nextDown, nextUp } from '../../src/numerics/index.ts';

/** One sample is taken of so many that a test names: fewer where the code is measured for mutants, many times as slow. */
export const THINNING: number = Number(process.env.SOFT_BELLMAN_THINNING ?? 1);

/** Numbers from `low` to `high`, the same in every run. */
export type Sampler = (low: number, high: number) => number;

/** Two linear congruential words give 53 bits: enough to scatter arguments, no more is asked of it. */
export const sampler = (seed: number): Sampler => {
  let state = seed;
  const word = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state >>> 0;
  };
  return (low, high) => low + (high - low) * ((word() + (word() >>> 11) / 2 ** 21) / 2 ** 32);
};

/** `2^t` for a real t, positive, with every exponent down to the subnormal numbers'. */
export const magnitude = (sample: Sampler, low: number, high: number): number => {
  const t = sample(low, high);
  const exponent = Math.floor(t);
  const half = Math.trunc(exponent / 2);
  return (1 + t - exponent) * 2 ** half * 2 ** (exponent - half);
};

/** The 2n + 1 consecutive doubles around x. */
export const neighbours = (x: number, n: number): number[] => {
  let first = x;
  for (let i = 0; i < n; i++) first = nextDown(first);
  const run = [first];
  for (let i = 0; i < 2 * n; i++) run.push(nextUp(run[i]));
  return run;
};
