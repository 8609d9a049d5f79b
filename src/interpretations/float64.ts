import { exp, log, log1p, logSumExp } from '../numerics/index.ts';
import type { FiniteArithmetic } from './finite.ts';

const LN2 = 0.6931471805599453; // 0x3FE62E42FEFA39EF

/** Double precision, rounded to nearest: the readable reference. */
export const float64: FiniteArithmetic<number> = {
  constant: value => value,
  pi: Math.PI,
  neg: a => -a,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => (a === 0 && b === 0 ? 0 : a / b),
  min: Math.min,
  exp,
  log,
  /** Absolute error at most $3u\,(1 + |a|)$. */
  logCosh: a => Math.abs(a) + log1p(exp(-2 * Math.abs(a))) - LN2,
  detach: a => a,
  logSumExp: (values, temperature) => logSumExp(values, 0, values.length, temperature),
  weigh: (probability, value) => (probability === 0 ? 0 : probability * value),
};
