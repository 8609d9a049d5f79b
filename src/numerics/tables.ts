/*
 * The constants of exp, log and sine, computed from their definitions when the module loads, in about a millisecond. A fixed-point
 * number is an integer v that stands for v / 2^160. Its truncations add up to less than 2^-144; no constant is needed finer than to
 * 2^-137.
 */
export const FRACTION_BITS = 160;
const ONE = 1n << BigInt(FRACTION_BITS);
const ONE_AS_DOUBLE = Number(ONE);

/** Correctly rounded: `Number` takes an integer to the nearest double, ties to even, and the division by a power of two is exact. */
const toDouble = (fixed: bigint): number => Number(fixed) / ONE_AS_DOUBLE;

/** $v = h + l$ with $h$ the multiple of $2^{-n}$ below $v$, exact where it fits a double, and $l < 2^{-n}$ rounded to nearest. */
const split = (fixed: bigint, n: number): { high: number; low: number } => {
  const rest = BigInt.asUintN(FRACTION_BITS - n, fixed);
  return { high: toDouble(fixed - rest), low: toDouble(rest) };
};

/** $v = h + l$ with $h$ and then $l$ rounded to nearest. */
export const nearest = (fixed: bigint): { high: number; low: number } => {
  const high = toDouble(fixed);
  return { high, low: toDouble(fixed - BigInt(high * ONE_AS_DOUBLE)) };
};

/** $\ln\frac{n + 1}{n} = 2\,\mathrm{artanh}\frac{1}{2n + 1} = \sum_{i \text{ odd}} \frac{2}{i\,(2n + 1)^i}$ */
const logOfStep = (n: bigint): bigint => {
  const q = 2n * n + 1n;
  const square = q * q;
  let sum = 0n;
  for (let i = 1n, power = (2n * ONE) / q; power > 0n; i += 2n, power /= square) sum += power / i;
  return sum;
};

/** $e^v = \sum_i v^i / i!$ for $0 \le v < 1$ */
const exponential = (fixed: bigint): bigint => {
  let sum = 0n;
  for (let i = 1n, term = ONE; term > 0n; term = (term * fixed) / (i * ONE), i += 1n) sum += term;
  return sum;
};

/** `LOGARITHMS[n - 256]` is $\ln(n / 256)$ for $256 \le n \le 512$. */
const LOGARITHMS = [0n];
for (let n = 256n; n < 512n; n += 1n) LOGARITHMS.push(LOGARITHMS[LOGARITHMS.length - 1] + logOfStep(n));
const LN2 = LOGARITHMS[256];

/** `POWERS[j]` is $2^{j/256}$ for $0 \le j < 256$. */
const POWERS = [ONE];
for (const root = exponential(LN2 / 256n); POWERS.length < 256; ) POWERS.push((POWERS[POWERS.length - 1] * root) / ONE);

/** `POWER_OF_TWO[e + 1074]` is $2^e$, for every power of two that is a double: $-1074 \le e \le 1023$. */
export const POWER_OF_TWO: Float64Array = new Float64Array(2098);
for (let i = 0, power = Number.MIN_VALUE; i < 2098; i += 1, power *= 2) POWER_OF_TWO[i] = power;

const EXP2 = POWERS.map(power => split(power, 52));
/** $h_j$, the multiple of $2^{-52}$ below $2^{j/256}$, for $0 \le j < 256$. */
export const EXP2_HIGH: Float64Array = Float64Array.from(EXP2, ({ high }) => high);
/** $2^{j/256} / h_j - 1$, less than $2^{-52}$, to a relative $2^{-51}$. */
export const EXP2_LOW: Float64Array = Float64Array.from(EXP2, ({ high, low }) => low / high);

const LN2_OVER_256 = split(LN2 / 256n, 42);
/** $\ln(2)/256$ rounded down to a multiple of $2^{-42}$: 34 bits, so that $k$ times it is exact for $|k| < 2^{19}$. */
export const LN2_OVER_256_HIGH: number = LN2_OVER_256.high;
export const LN2_OVER_256_LOW: number = LN2_OVER_256.low;

const WHOLE = split(LN2, 42);
/** $\ln 2$ rounded down to a multiple of $2^{-42}$: $k$ times it plus a {@link LOG_HIGH} is exact for $|k| \le 1100$. */
export const LN2_HIGH: number = WHOLE.high;
export const LN2_LOW: number = WHOLE.low;

/** The least $i$ with $1 + i/256 > \sqrt 2$. */
export const FOLD = 107;
const DIVISORS = Array.from({ length: 257 }, (_, i) => Math.round(512 / (1 + i / 256)));
const LOG = DIVISORS.map((n, i) => split((i < FOLD ? LN2 : 0n) - LOGARITHMS[n - 256], 42));
/** $1/c_i$, the multiple of $1/512$ nearest to $1/(1 + i/256)$, for $0 \le i \le 256$. */
export const RECIPROCAL: Float64Array = Float64Array.from(DIVISORS, n => n / 512);
/** $\ln c_i$, or $\ln(c_i/2)$ from {@link FOLD} on, rounded down to a multiple of $2^{-42}$; what that leaves is {@link LOG_LOW}. */
export const LOG_HIGH: Float64Array = Float64Array.from(LOG, ({ high }) => high);
export const LOG_LOW: Float64Array = Float64Array.from(LOG, ({ low }) => low);

/** $\arctan\frac1n = \sum_k \frac{(-1)^k}{(2k + 1)\,n^{2k + 1}}$ in units of $2^{-b}$, off by at most $b$ of them. */
const arctanOfInverse = (n: bigint, bits: number): bigint => {
  let sum = 0n;
  for (let k = 1n, power = (1n << BigInt(bits)) / n; power !== 0n; k += 2n, power /= -n * n) sum += power / k;
  return sum;
};

/** $\pi = 16 \arctan\frac{1}{5} - 4 \arctan\frac{1}{239}$ in units of $2^{-b}$, off by at most $20 b$ of them (Machin). */
export const pi = (bits: number): bigint => 16n * arctanOfInverse(5n, bits) - 4n * arctanOfInverse(239n, bits);

/** $h = 2\pi/1024$, the step of the table of sines. */
const STEP = pi(FRACTION_BITS) / 512n;
const STEP_HEAD = split(STEP, 45);
const STEP_TAIL = split(STEP % (ONE >> 45n), 83);
/** $h$ rounded down to a multiple of $2^{-45}$, then what that leaves to a multiple of $2^{-83}$: 38 bits each. */
export const ARC_HIGH: number = STEP_HEAD.high;
export const ARC_MIDDLE: number = STEP_TAIL.high;
/** What the other two leave of $h$, rounded to nearest. */
export const ARC_LOW: number = STEP_TAIL.low;

/** $\cos h = \sum_i (-1)^i h^{2i} / (2i)!$ */
const cosineOfStep = (): bigint => {
  let sum = 0n;
  for (let i = 1n, term = ONE; term !== 0n; term = (-term * STEP * STEP) / (i * (i + 1n) * ONE * ONE), i += 2n)
    sum += term;
  return sum;
};

/** `QUARTER[j]` is $\sin jh$ for $0 \le j \le 256$: $\sin (j + 1)h = 2 \cos h \sin jh - \sin (j - 1)h$, from the right angle down. */
const QUARTER = [ONE, cosineOfStep()];
while (QUARTER.length < 257)
  QUARTER.push((2n * QUARTER[1] * QUARTER[QUARTER.length - 1]) / ONE - QUARTER[QUARTER.length - 2]);
QUARTER[256] = 0n;
QUARTER.reverse();

const SINE = Array.from({ length: 1024 }, (_, j) => {
  const { high, low } = nearest(QUARTER[j % 512 < 256 ? j % 256 : 256 - (j % 256)]);
  return j < 512 ? { high, low } : { high: 0 - high, low: 0 - low };
});
/** $\sin 2\pi j/1024$ rounded to nearest, for $0 \le j < 1024$; what that leaves is {@link SINE_LOW}. */
export const SINE_HIGH: Float64Array = Float64Array.from(SINE, ({ high }) => high);
export const SINE_LOW: Float64Array = Float64Array.from(SINE, ({ low }) => low);
