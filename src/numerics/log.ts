import { sumError } from './error-free.ts';
import { FOLD, LN2_HIGH, LN2_LOW, LOG_HIGH, LOG_LOW, POWER_OF_TWO, RECIPROCAL } from './tables.ts';
import { highWord } from './ulp.ts';

/** {@link log} and {@link log1p} are off by at most this many units in the last place. */
export const LOG_ULPS = 0.5001;

/** $2^{-1022}$ */
const LEAST_NORMAL = 2.2250738585072014e-308; // 0x0010000000000000
/** $2^{54}$ */
const TWO_TO_54 = 18014398509481984; // 0x4350000000000000
/** $3 \cdot 2^{26}$: adding and then subtracting it rounds $|x| \le 2$ to a multiple of $2^{-25}$. */
const ROUNDER = 201326592; // 0x41A8000000000000

/**
 * $\ln x$, with the same bits on every engine: only $+$, $-$, $\times$, bit operations and tables.
 *
 * $x = 2^k c\,(1 + r)$ with a table of $1/c$ in ten bits and of $\ln c$ in two doubles, so $\ln x = k \ln 2 + \ln c + \ln(1 + r)$, where $r$
 * is exact and $|r| < 2^{-8.4}$.
 *
 * The result is $v$ rounded once, where $v = \ln x\,(1 + \varepsilon)$ and $|\varepsilon| < 2^{-66.3}$, as derived at `plusLog1p`. Hence at most
 * {@link LOG_ULPS} ulp, and the result is always one of the two doubles around $\ln x$.
 *
 * Monotone, as $2 |\varepsilon \ln x|$ is less than the logarithms of neighbouring doubles differ by.
 *
 * Domain: every double. $-\infty$ at 0, NaN below, $\infty$ at $\infty$, NaN for NaN; $\ln 1 = 0$ is exact.
 */
export const log = (x: number): number => {
  if (x >= LEAST_NORMAL && x < Infinity) return logOfScaled(x, 0, 0);
  if (x > 0 && x < Infinity) return logOfScaled(x * TWO_TO_54, -54, 0);
  if (x === 0) return -Infinity;
  return x < 0 ? NaN : x;
};

/**
 * $\ln(1 + x)$, with the same bits on every engine.
 *
 * $1 + x = s + t$ exactly with $s = \mathrm{RN}(1 + x)$, and $\ln(s + t) = \ln s + t/s$ up to $t^2/2s^2 < 2^{-106}$; $\ln s$ as in {@link log}. For
 * $|x| < 2^{-9}$, $r = x$ and $c = 1$.
 *
 * Error at most {@link LOG_ULPS} ulp, subnormal results included; the result is always one of the two doubles around $\ln(1 + x)$. Monotone.
 *
 * Domain: every double. $-\infty$ at $-1$, NaN below, $\infty$ at $\infty$, NaN for NaN; $\pm 0$ at $\pm 0$ is exact.
 */
export const log1p = (x: number): number => {
  if (Math.abs(x) < 0.001953125) {
    const head = x + ROUNDER - ROUNDER;
    return x === 0 ? x : plusLog1p(0, 0, head, x - head);
  }
  if (x > -1 && x < Infinity) {
    const s = 1 + x;
    return logOfScaled(s, 0, sumError(1, x, s) / s);
  }
  if (x === -1) return -Infinity;
  return x < -1 ? NaN : x;
};

/**
 * $\ln(2^n x) + \delta$ for a normal $x > 0$ and $|\delta| \le 2^{-53}$.
 *
 * $x = 2^e z$ with $1 \le z < 2$, and `RECIPROCAL[i]` $= 1/c$ for the $i/256$ nearest to $z - 1$. As $1/c$ is a multiple of $2^{-9}$, the two
 * parts of $r = z/c - 1$, from the multiple of $2^{-25}$ nearest to $z$ and from the rest, are exact.
 */
const logOfScaled = (x: number, n: number, delta: number): number => {
  const high = highWord(x);
  const e = (high >> 20) - 1023;
  const i = ((high & 0xfffff) + 0x800) >> 12;
  const k = n + e + ((i + (256 - FOLD)) >> 8);
  const z = x * POWER_OF_TWO[1074 - e];
  const head = z + ROUNDER - ROUNDER;
  const reciprocal = RECIPROCAL[i];
  return plusLog1p(
    k * LN2_HIGH + LOG_HIGH[i],
    k * LN2_LOW + LOG_LOW[i] + delta,
    head * reciprocal - 1,
    (z - head) * reciprocal,
  );
};

/**
 * $h + l + \ln(1 + r)$ for $r = r_h + r_l$, with $h = 0$ or $|h| > |r|$, $|r| < 2^{-8.4}$, $r_h$ in 26 bits and $|r_l| \le 2^{-26}$.
 *
 * $h + r$ and what $r_h^2/2$ leaves of it keep their rounding errors, so all that is rounded before the last sum is of the size of
 * $r^3/3 < 2^{-26.8}$. Its eight roundings and the series' remainder $r^9/9$ come to less than $2^{-76.3}$, where the result is at least
 * $2^{-10}$; next to 1, where $h = l = 0$ and $|r| \le 2^{-9}$, the same count gives less than $2^{-69} |r|$.
 */
const plusLog1p = (h: number, l: number, rHigh: number, rLow: number): number => {
  const r = rHigh + rLow;
  const linear = h + r;
  const linearError = h - linear + r;
  const square = 0.5 * rHigh * rHigh;
  const quadratic = linear - square;
  const quadraticError = linear - quadratic - square;
  const rr = r * r;
  const cubic = r * rr * (1 / 3 - r * (1 / 4) + rr * (1 / 5 - r * (1 / 6) + rr * (1 / 7 - r * (1 / 8))));
  return quadratic + (quadraticError + (linearError + (l + (cubic - 0.5 * rLow * (r + rHigh)))));
};
