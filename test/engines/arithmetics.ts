/** Other arithmetics that a graph is evaluated in. */
import type { Elementary } from '../../src/engines/elementary.ts';
import { type Dual, duals } from '../../src/interpretations/dual.ts';
import { float64 } from '../../src/interpretations/float64.ts';
import { tanh } from '../../src/interpretations/tanh.ts';
import { type Precise, precise } from '../interpretations/precise.ts';

const D = duals(float64);

/** Forward differentiation, which shares no code with the reverse one. */
export const dualNumbers: Elementary<Dual> = {
  ...D,
  tanh: a => tanh(D, a),
  sqrt: a => D.exp(D.mul(D.constant(0.5), D.log(a))),
  relu: a => (a.value > 0 ? a : D.constant(0)),
  isPositive: a => D.constant(a.value > 0 ? 1 : 0),
  max: (a, b) => D.neg(D.min(D.neg(a), D.neg(b))),
  total: terms => terms.reduce((a, b) => D.add(a, b)),
};

const zero = precise.constant(0);
const isPositive = (a: Precise): boolean => zero.lessThan(a);

/** 200 bits. */
export const preciseNumbers: Elementary<Precise> = {
  ...precise,
  tanh: a => tanh(precise, a),
  sqrt: a => a.ln().mul(precise.constant(0.5)).exp(),
  relu: a => (isPositive(a) ? a : zero),
  isPositive: a => precise.constant(isPositive(a) ? 1 : 0),
  max: (a, b) => (a.lessThan(b) ? b : a),
  total: terms => terms.reduce((a, b) => a.add(b)),
};
