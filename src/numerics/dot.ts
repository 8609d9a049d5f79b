/** $2^{-53}$ */
const UNIT_ROUNDOFF = 1.1102230246251565e-16;

/**
 * $\sum_t w_t V_{i_t}$ for $t$ from `begin` to `end - 1`, summed as it comes, into `out[0]`, and into `out[1]` a bound $e$ of its rounding error
 * and of those of the sum's $\pm e$, $\times$ and $\div$ that may follow. An index equal to `absent` stands for the value 0.
 *
 * With $k$ products the error is at most $\gamma_k \sum |w V|$, $\gamma_k = ku/(1 - ku)$ (Higham 2002, section 3.1), and each of the three
 * operations adds $u$; one $u$ more covers all of second order for $k \le 2^{24}$: the computed $\sum |w V|$ may be short by $\gamma_k$ itself,
 * and $e$ is rounded. Products that underflow lose at most $2^{-1074}$ each.
 */
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
  out[1] = (end - begin + 4) * (UNIT_ROUNDOFF * size + Number.MIN_VALUE);
};
