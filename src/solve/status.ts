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

/** In exact arithmetic every sweep narrows the bounds by $\gamma$, so this many without a new best are rounding. */
export const PATIENCE = 10;

/** Told the width after each sweep: how the iteration ends there, or `undefined` to go on. */
export const stopRule = (
  tolerance: number,
  maxSweeps: number,
): ((sweeps: number, width: number) => Status['kind'] | undefined) => {
  let best = Number.POSITIVE_INFINITY;
  let idle = 0;
  return (sweeps, width) => {
    idle = width < best ? 0 : idle + 1;
    best = Math.min(best, width);
    if (width <= tolerance) return 'converged';
    if (idle >= PATIENCE) return 'stalled';
    return sweeps >= maxSweeps ? 'iteration limit' : undefined;
  };
};
