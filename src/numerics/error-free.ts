/** $2^{27} + 1$: Veltkamp's constant, which halves a significand of 53 bits into 26 bits and a signed 26. */
const SPLITTER = 134217729;

/**
 * The rounding error of a sum: $a + b = s + e$ exactly, for $s = \mathrm{RN}(a + b)$ (Knuth's TwoSum).
 *
 * Domain: $s$ finite and $|b|$ below the largest double, subnormal numbers included, since a sum loses nothing to underflow.
 * Outside it the result is either right or NaN.
 */
export const sumError = (a: number, b: number, s: number): number => {
  const bPart = s - a;
  const aPart = s - bPart;
  return a - aPart + (b - bPart);
};

/**
 * The rounding error of a product: $a b = p + e$ exactly, for $p = \mathrm{RN}(a b)$ (Dekker's product over Veltkamp's split).
 *
 * Domain: $|a|, |b| \le 2^{995}$ and $2^{-969} \le |p| \le 2^{1021}$, or a factor 0 beside one of at most $2^{995}$. A larger factor gives NaN
 * from $2^{997}$ on; a larger product may give NaN or an infinity; a smaller one silently loses the bits of $e$ below $2^{-1074}$.
 */
export const productError = (a: number, b: number, p: number): number => {
  const aScaled = SPLITTER * a;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = SPLITTER * b;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  return aLow * bLow - (p - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
};
