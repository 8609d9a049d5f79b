import { ulp } from '../numerics/index.ts';

/** How an iteration ended: with what was asked for, where rounding stops it, or at its limit. Never silently. */
export type Status =
  | { readonly kind: 'converged' }
  /** The enclosure no longer narrows: its width is this many units in the last place of the largest value. */
  | { readonly kind: 'stalled'; readonly ulps: number }
  | { readonly kind: 'iteration limit' };

export const converged: Status = { kind: 'converged' };
export const iterationLimit: Status = { kind: 'iteration limit' };
export const stalled = (width: number, magnitude: number): Status => ({
  kind: 'stalled',
  ulps: Math.ceil(width / ulp(magnitude)),
});

/** `converged`, `stalled at 12 ulp` or `iteration limit`. */
export const describeStatus = (status: Status): string =>
  status.kind === 'stalled' ? `stalled at ${status.ulps} ulp` : status.kind;

/** $\max_i |x_i|$. */
export const magnitudeOf = (x: ArrayLike<number>): number => {
  let magnitude = 0;
  for (let i = 0; i < x.length; i++) magnitude = Math.max(magnitude, Math.abs(x[i]));
  return magnitude;
};

/** In exact arithmetic every sweep narrows the bounds by $\gamma$, so this many without a new best are rounding. */
export const PATIENCE = 10;
