import type { Arithmetic } from '../definitions/index.ts';
import { float64 } from '../interpretations/float64.ts';
import { tanh } from '../interpretations/tanh.ts';

/** What tensors are computed with, number by number. */
export interface Elementary<N> extends Arithmetic<N> {
  tanh(a: N): N;
  sqrt(a: N): N;
  /** $\max(a, 0)$. */
  relu(a: N): N;
  /** 1 above 0, and 0 elsewhere. */
  isPositive(a: N): N;
  max(a: N, b: N): N;
  /** The sum of at least one number, in whatever order. */
  total(terms: readonly N[]): N;
}

/** Double precision; sums from the first term to the last. */
export const doubles: Elementary<number> = {
  ...float64,
  tanh: a => tanh(float64, a),
  sqrt: Math.sqrt,
  relu: a => Math.max(a, 0),
  isPositive: a => (a > 0 ? 1 : 0),
  max: Math.max,
  total: terms => terms.reduce((a, b) => a + b),
};
