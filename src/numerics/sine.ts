import { productError, sumError } from './error-free.ts';
import { ARC_HIGH, ARC_LOW, ARC_MIDDLE, FRACTION_BITS, nearest, pi, SINE_HIGH, SINE_LOW } from './tables.ts';

/** {@link sine} and {@link cosine} are off by at most this many units in the last place. */
export const SINE_ULPS = 0.503;

/** $1024 / 2\pi$ */
const STEPS_PER_RADIAN = 162.97466172610083;
/** Up to here $k \le 2^{15}$. */
const GREATEST_SPLIT_ANGLE = 201;

/**
 * $\sin x$, with the same bits on every engine: only $+$, $-$, $\times$, rounding to an integer, tables, and integers for $|x| > 201$.
 *
 * $|x| = k \frac{2\pi}{1024} + r$ with $k$ the nearest integer, so $\sin |x| = \sin \frac{2\pi k}{1024} \cos r + \cos \frac{2\pi k}{1024} \sin r$ with
 * $|r| < \frac{\pi}{1023} < 2^{-8.3}$.
 *
 * Error at most {@link SINE_ULPS} ulp, subnormal results included, as derived at `sineAround` and `reduce`; the result is always one of the two
 * doubles around $\sin x$.
 *
 * Domain: every double. $\pm 0$ at $\pm 0$ is exact, $\sin(-x) = -\sin x$, NaN for infinities and NaN.
 */
export const sine = (x: number): number => {
  if (x === 0) return x;
  const size = Math.abs(x);
  const value = sineAround(reduce(size), 0);
  return x < 0 ? -value : value;
};

/** $\cos x = \sin(|x| + \frac{\pi}{2})$: method, error and domain of {@link sine}. */
export const cosine = (x: number): number => sineAround(reduce(Math.abs(x)), 256);

/** $x = k \frac{2\pi}{1024} + r_h + r_l$; all NaN where $x$ is no number. */
interface Reduced {
  /** $k \bmod 1024$. */
  readonly index: number;
  readonly high: number;
  readonly low: number;
}

/**
 * Where $k \le 2^{15}$, $k$ times either of the first two parts of $\frac{2\pi}{1024}$ is exact, and so is the first difference. The third part and its
 * product with $k$ are rounded: $r$ is off by at most $1.5 k\,2^{-136}$, hence by less than $2^{-8}$ ulp if $k/|r| \le 2^{73.4}$. No double up to 201 is closer to a
 * multiple of $\frac{\pi}{2}$ than that allows; a test visits all those multiples.
 */
const reduce = (x: number): Reduced => {
  if (!(x <= GREATEST_SPLIT_ANGLE)) return reduceLarge(x);
  const k = Math.floor(x * STEPS_PER_RADIAN + 0.5);
  const head = x - k * ARC_HIGH;
  const middle = -k * ARC_MIDDLE;
  const high = head + middle;
  return { index: k & 1023, high, low: sumError(head, middle, high) - k * ARC_LOW };
};

/** Bits of $\frac{2\pi}{1024}$ that the largest double asks for: $k < 2^{1032}$ times its error stays below $2^{-150}$. */
const ARC_BITS = 1200;
let arc = 0n;

/** In integers, where $x > 201$ is a multiple of $2^{-45}$. No double is closer to a multiple of $\frac{\pi}{2}$ than $2^{-62}$, so $r$ is right to $2^{-80}$. */
const reduceLarge = (x: number): Reduced => {
  if (!(x < Infinity)) return { index: 0, high: NaN, low: NaN };
  arc ||= pi(ARC_BITS) / 512n;
  const fixed = (x < 2 ** 53 ? BigInt(x * 2 ** 45) : BigInt(x) << 45n) << BigInt(ARC_BITS - 45);
  const k = (fixed + arc / 2n) / arc;
  const rest = (fixed - k * arc) >> BigInt(ARC_BITS - FRACTION_BITS);
  return { index: Number(k % 1024n), ...nearest(rest) };
};

/**
 * $\sin(\frac{2\pi (k + \text{quarter})}{1024} + r) = s + c\,r + (s\,(\cos r - 1) + c\,(\sin r - r))$ for the table's $s$ and $c$, rounded once.
 *
 * $s + c\,r_h$ keeps its rounding errors. The rest is less than $2^{-17.6}|s| + 2^{-19.1}|r|$. Its nine roundings, what is left out ($s\,r\,r_l$ and the product
 * of the table's low part with $r^2/2$) and the series' remainders $r^8/8!$ and $r^9/9!$ come to less than $2^{-66}$ of the larger of $|s|$ and
 * $|r|$. Either $s = 0$, where the result is $\pm r$ but for $r^3$, or $|s| \ge 2|r|$, up to $2^{-10}$ of it, where the result is at least half of $|s|$: less
 * than $2^{-12}$ ulp together.
 */
const sineAround = ({ index, high, low }: Reduced, quarter: number): number => {
  const at = (index + quarter) & 1023;
  const beside = (at + 256) & 1023;
  const s = SINE_HIGH[at];
  const c = SINE_HIGH[beside];
  const product = c * high;
  const sum = s + product;
  const square = high * high;
  const sineRest = high * square * (-1 / 6 + square * (1 / 120 - square * (1 / 5040)));
  const cosineRest = square * (-1 / 2 + square * (1 / 24 - square * (1 / 720)));
  const rest = SINE_LOW[at] + (SINE_LOW[beside] * high + c * low) + (s * cosineRest + c * sineRest);
  return sum + (sumError(s, product, sum) + (productError(c, high, product) + rest));
};
