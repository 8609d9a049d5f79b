import { EXP2_HIGH, EXP2_LOW, LN2_OVER_256_HIGH, LN2_OVER_256_LOW, POWER_OF_TWO } from './tables.ts';

/** {@link exp} is off by at most this many units in the last place. */
export const EXP_ULPS = 0.5031;

/** $\ln 2^{-1022}$ rounded up: from here on $e^x$ is a normal number. */
const LOG_OF_LEAST_NORMAL = -708.3964185322641; // 0xC086232BDD7ABCD2
/** $2^{-1022}$ */
const LEAST_NORMAL = 2.2250738585072014e-308; // 0x0010000000000000
/** $256 / \ln 2$ */
const STEPS_PER_UNIT = 369.3299304675746; // 0x40771547652B82FE

/**
 * $e^x$, with the same bits on every engine: only $+$, $-$, $\times$, rounding to an integer, and tables.
 *
 * $x = k \frac{\ln 2}{256} + r$ with $k = 256 m + j$ the nearest integer, so $e^x = 2^m\, 2^{j/256}\, e^r$ with
 * $|r| < \frac{\ln 2}{511} < 2^{-9.5}$.
 *
 * The result is $2^m v$ rounded once, where $v$ is $2^{j/256} e^r$ up to $6.3 \cdot 2^{-11}$ ulp. Of these $6.3$ the rounding of $r$
 * gives at most 2, that of the sum that makes $e^r - 1$ another 2, that of its product with the table another 2, and Taylor's
 * remainder $r^6/720$ with all smaller roundings 0.3. Hence at most {@link EXP_ULPS} ulp, subnormal results included, and the result
 * is always one of the two doubles around $e^x$.
 *
 * Monotone: for one $k$ because what is added to $r$ changes by less than $r$ does, roundings included, and from each $k$ to the next
 * because a test visits them all.
 *
 * Domain: every double. $e^{-\infty} = 0$, $e^{\pm 0} = 1$, $\infty$ on overflow, 0 on underflow, NaN for NaN.
 */
export const exp = (x: number): number => {
  if (!(x >= LOG_OF_LEAST_NORMAL && x <= 709)) return expAtEdge(x);
  const k = nearestStep(x);
  return (EXP2_HIGH[k & 255] + tail(x, k)) * POWER_OF_TWO[(k >> 8) + 1074];
};

const nearestStep = (x: number): number => Math.floor(x * STEPS_PER_UNIT + 0.5);

/** $2^{j/256} e^r$ less the table's $h$: with $2^{j/256} = h\,(1 + l)$ it is $h\,(e^r - 1 + l e^r)$. */
const tail = (x: number, k: number): number => {
  const r = x - k * LN2_OVER_256_HIGH - k * LN2_OVER_256_LOW;
  const l = EXP2_LOW[k & 255];
  const q = 1 / 2 + r * (1 / 6) + r * r * (1 / 24 + r * (1 / 120));
  return EXP2_HIGH[k & 255] * (r + (r * (r * q + l) + l));
};

/** $e^x$ where $2^m$ is no normal number, or the result is none, or $x$ is NaN. */
const expAtEdge = (x: number): number => {
  if (x > 710) return Infinity;
  if (x < -746) return 0;
  const k = nearestStep(x);
  const m = k >> 8;
  const high = EXP2_HIGH[k & 255];
  const low = tail(x, k);
  return m > 0 ? (high + low) * 2 * POWER_OF_TWO[m - 1 + 1074] : roundAbove1(high, low, m + 1022) * LEAST_NORMAL;
};

/** $2^n (h + l) < 1$ rounded once, to the multiples of $2^{-52}$ that numbers from 1 to 2 are, as subnormal numbers are of $2^{-1074}$. */
const roundAbove1 = (h: number, l: number, n: number): number => {
  const scale = POWER_OF_TWO[n + 1074];
  const sum = 1 + h * scale;
  const error = h * scale - (sum - 1) + l * scale;
  return sum + error - 1;
};
