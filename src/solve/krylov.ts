import { magnitudeOf } from '../numerics/index.ts';

/** A linear map on vectors of one length: reads `x`, writes `image`. */
export type LinearMap = (x: Float64Array, image: Float64Array) => void;

const dot = (x: Float64Array, y: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
};

/**
 * Solves $Ax = b$ by stabilised biconjugate gradients (van der Vorst 1992), from and into `x`, until the recursive residual is
 * at most `tolerance` in the largest entry. Returns the number of products with $A$; the caller judges the true residual,
 * since a breakdown ends the iteration early and leaves the best `x` so far.
 */
export const biconjugateGradients = (
  A: LinearMap,
  b: Float64Array,
  x: Float64Array,
  tolerance: number,
  maxProducts: number,
): number => {
  const n = b.length;
  const r = new Float64Array(n);
  const p = new Float64Array(n);
  const v = new Float64Array(n);
  const t = new Float64Array(n);
  A(x, r);
  for (let i = 0; i < n; i++) r[i] = b[i] - r[i];
  const shadow = Float64Array.from(r);
  let products = 1;
  let rho = 1;
  let step = 1;
  let omega = 1;
  while (magnitudeOf(r) > tolerance && products + 2 <= maxProducts) {
    const previous = rho;
    rho = dot(shadow, r);
    const beta = (rho / previous) * (step / omega);
    if (!Number.isFinite(beta) || rho === 0) return products;
    for (let i = 0; i < n; i++) p[i] = r[i] + beta * (p[i] - omega * v[i]);
    A(p, v);
    step = rho / dot(shadow, v);
    if (!Number.isFinite(step)) return products + 1;
    for (let i = 0; i < n; i++) r[i] -= step * v[i];
    A(r, t);
    products += 2;
    const square = dot(t, t);
    omega = square > 0 ? dot(t, r) / square : 0;
    for (let i = 0; i < n; i++) {
      x[i] += step * p[i] + omega * r[i];
      r[i] -= omega * t[i];
    }
  }
  return products;
};
