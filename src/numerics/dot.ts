import { UNIT_ROUNDOFF } from './ulp.ts';

/*
 * Sums of products, added as they come, into `out[0]`, and into `out[1]` a bound $e$ of the rounding error, of $\pm e$, and of three more
 * operations $\times$ and $\div$, or operands that are off by $u$.
 *
 * With $k$ products $p$ the error is at most $\gamma_k \sum |p|$, $\gamma_k = ku/(1 - ku)$ (Higham 2002, section 3.1), and each later operation
 * adds $u$; one $u$ more covers all of second order for $k \le 2^{24}$: the computed $\sum |p|$ may be short by $\gamma_k$ itself, and $e$ is rounded.
 * Products that underflow lose at most $2^{-1074}$ each.
 */
const errorBound = (k: number, size: number): number => (k + 5) * (UNIT_ROUNDOFF * size + Number.MIN_VALUE);

/** $\sum_t w_t x_t$ for $t$ from `begin` to `end - 1`. */
export const dot = (w: Float64Array, x: Float64Array, begin: number, end: number, out: Float64Array): void => {
  let sum = 0;
  let size = 0;
  for (let t = begin; t < end; t++) {
    const product = w[t] * x[t];
    sum += product;
    size += Math.abs(product);
  }
  out[0] = sum;
  out[1] = errorBound(end - begin, size);
};

/** $\sum_t w_t V_{i_t}$ for $t$ from `begin` to `end - 1`; an index equal to `absent` stands for the value 0. */
export const indexedDot = (
  w: Float64Array,
  V: Float64Array,
  index: Int32Array,
  begin: number,
  end: number,
  absent: number,
  out: Float64Array,
): void => {
  let sum = 0;
  let size = 0;
  for (let t = begin; t < end; t++) {
    const i = index[t];
    if (i === absent) continue;
    const product = w[t] * V[i];
    sum += product;
    size += Math.abs(product);
  }
  out[0] = sum;
  out[1] = errorBound(end - begin, size);
};
