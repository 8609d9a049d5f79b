import type { Arithmetic } from '../definitions/index.ts';

/** $\tanh x = (e^p - e^q)/(e^p + e^q)$ with $p = \min(2x, 0)$ and $q = \min(-2x, 0)$, of which one is 0: it never overflows. */
export const tanh = <N>(R: Arithmetic<N>, x: N): N => {
  const twice = R.mul(R.constant(2), x);
  const p = R.exp(R.min(twice, R.constant(0)));
  const q = R.exp(R.min(R.neg(twice), R.constant(0)));
  return R.div(R.sub(p, q), R.add(p, q));
};
