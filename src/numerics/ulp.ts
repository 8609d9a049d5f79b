const float = new Float64Array(1);
const bits = new BigInt64Array(float.buffer);
const words = new Int32Array(float.buffer);
/** 1 where the least significant byte comes first, as on every common machine, and 0 elsewhere. */
const HIGH_WORD = new Uint8Array(Uint16Array.of(1).buffer)[0];

/** Sign, exponent and the first 20 bits of the significand, as an integer of 32 bits. */
export const highWord = (x: number): number => {
  float[0] = x;
  return words[HIGH_WORD];
};

/** The 64 bits of a double as 16 hexadecimal digits in lower case; `7ff8000000000000` for every NaN. */
export const bitsOf = (x: number): string => {
  float[0] = x;
  return Number.isNaN(x) ? '7ff8000000000000' : BigInt.asUintN(64, bits[0]).toString(16).padStart(16, '0');
};

/** The double with the given bits, the inverse of {@link bitsOf}; a `RangeError` for anything but 16 hexadecimal digits. */
export const fromBits = (digits: string): number => {
  if (!/^[0-9a-f]{16}$/.test(digits)) {
    throw new RangeError(
      `expected the bits of a double as 16 lower-case hexadecimal digits, found "${String(digits).slice(0, 40)}"`,
    );
  }
  bits[0] = BigInt.asIntN(64, BigInt(`0x${digits}`));
  return float[0];
};

/** $u = 2^{-53}$: the largest relative error of rounding to nearest. */
export const UNIT_ROUNDOFF = 1.1102230246251565e-16; // 0x3CA0000000000000
/** $\varphi = 2^{-53}(1 + 2^{-52})$, the relative step of {@link nextUp}. */
export const STEP = 1.1102230246251568e-16; // 0x3CA0000000000001
/** $2^{-969}$: from here on the product with {@link STEP} is a normal number. */
export const LEAST_STEPPED = 2.004168360008973e-292; // 0x0360000000000000
/** $2^{-1021}$: below it neighbouring doubles are $2^{-1074}$ apart. */
const LEAST_SPACED = 4.450147717014403e-308; // 0x0020000000000000
/** $2^{53}$ */
const TWO_TO_53 = 9007199254740992; // 0x4340000000000000

/**
 * The least double above $x$; $\infty$ for $\infty$, NaN for NaN.
 *
 * It is $\mathrm{RN}(x + \mathrm{RN}(\varphi|x|))$ whenever $|x| \ge 2^{-969}$. With $u$ the spacing of the doubles from $|x|$ upwards,
 * $\frac u2 (1 + 2^{-52}) \le \mathrm{RN}(\varphi|x|) \le u(1 + 2^{-52})$: more than half a step and less than one and a half, so that the sum rounds to
 * the next double. Only from a power of two towards zero is the step $\frac u2$, and there $\varphi|x| = \frac u2 (1 + 2^{-52})$.
 */
export const nextUp = (x: number): number => {
  const magnitude = Math.abs(x);
  return magnitude >= LEAST_STEPPED && magnitude < Infinity ? x + magnitude * STEP : nextUpAtEdge(x);
};

/** The greatest double below $x$; $-\infty$ for $-\infty$, NaN for NaN. */
export const nextDown = (x: number): number => {
  const magnitude = Math.abs(x);
  return magnitude >= LEAST_STEPPED && magnitude < Infinity ? x - magnitude * STEP : 0 - nextUpAtEdge(-x);
};

/** {@link nextUp} of the numbers too small for a relative step, and of what is not finite. */
const nextUpAtEdge = (x: number): number => {
  const magnitude = Math.abs(x);
  if (magnitude < LEAST_SPACED) return x + Number.MIN_VALUE;
  if (magnitude < LEAST_STEPPED) return (x * TWO_TO_53 + magnitude * TWO_TO_53 * STEP) / TWO_TO_53;
  return x === -Infinity ? -Number.MAX_VALUE : x;
};

/** The distance from $|x|$ to the next double away from zero, as if exponents had no end; $\infty$ for $\pm\infty$, NaN for NaN. */
export const ulp = (x: number): number => {
  const magnitude = Math.abs(x);
  if (magnitude < LEAST_SPACED) return Number.MIN_VALUE;
  const half = magnitude / 2;
  return half < Infinity ? 2 * (nextUp(half) - half) : half;
};

/** The place of $x$ in the order of all doubles; both zeros have place 0. */
const place = (x: number): bigint => {
  float[0] = x;
  return bits[0] < 0n ? -BigInt.asUintN(63, bits[0]) : bits[0];
};

/** How many steps of {@link nextUp} lead from the lesser of $a$ and $b$ to the greater, correctly rounded; $\infty$ if one is NaN. */
export const ulpDistance = (a: number, b: number): number =>
  Number.isNaN(a) || Number.isNaN(b) ? Infinity : Math.abs(Number(place(a) - place(b)));
