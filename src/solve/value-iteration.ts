import { type DiscountedMdp, optimalBackup } from '../kernels/index.ts';
import { residualBounds, type Shift } from './residual-bounds.ts';
import { converged, iterationLimit, magnitudeOf, PATIENCE, type Status, stalled } from './status.ts';

/** $V^*$ and how it was found. */
export interface OptimalValues {
  /** Within the last enclosure: its middle, or its end where probability can leave. */
  readonly values: Float64Array;
  /** Width of the enclosure by the residual, rounding apart. */
  readonly width: number;
  readonly status: Status;
  /** Sweeps over the whole model, backups and products alike. */
  readonly sweeps: number;
}

export interface SolveOptions {
  /** Wanted width of the enclosure of $V^*$, in units of reward. */
  readonly tolerance: number;
  readonly maxSweeps?: number;
  /** Where to start; 0 by default. */
  readonly initial?: Float64Array;
  /** Called with the number of sweeps so far and the present width. */
  readonly onSweep?: (sweeps: number, width: number) => void;
  /** Asked after every sweep of value iteration whether to end it here, short of the tolerance. */
  readonly abandon?: (sweeps: number, width: number) => boolean;
}

/**
 * Soft value iteration $V \leftarrow T^* V$ with the residual's bounds (law `residual-bounds`; MacQueen 1966, Porteus 1971): it stops when
 * they are `tolerance` apart, which fast-mixing models reach long before the residual itself is small.
 */
export const valueIteration = (
  mdp: DiscountedMdp,
  temperature: number,
  { tolerance, maxSweeps = 10_000_000, initial, onSweep, abandon }: SolveOptions,
): OptimalValues => {
  let V = initial ? Float64Array.from(initial) : new Float64Array(mdp.stateCount);
  let backup = new Float64Array(mdp.stateCount);
  let sweeps = 0;
  let best = Number.POSITIVE_INFINITY;
  let idle = 0;
  for (;;) {
    const bounds = residualBounds(mdp, optimalBackup(mdp, temperature, V, backup));
    const width = bounds.upper - bounds.lower;
    sweeps++;
    onSweep?.(sweeps, width);
    idle = width < best ? 0 : idle + 1;
    best = Math.min(best, width);
    const done = width <= tolerance;
    if (done || idle >= PATIENCE || sweeps >= maxSweeps || abandon?.(sweeps, width)) {
      centre(mdp, backup, bounds);
      const status = done ? converged : idle >= PATIENCE ? stalled(width, magnitudeOf(backup)) : iterationLimit;
      return { values: backup, width, status, sweeps };
    }
    [V, backup] = [backup, V];
  }
};

/**
 * Moves $TV$ to the middle of its enclosure. Where probability can leave it stays: a shift would not carry over to the terminal
 * states, and the values beside them would be off by it.
 */
export const centre = (mdp: DiscountedMdp, backup: Float64Array, { lower, upper }: Shift): void => {
  if (!mdp.conservative) return;
  const { stateCount, pairOffsets } = mdp;
  for (let s = 0; s < stateCount; s++) if (pairOffsets[s] < pairOffsets[s + 1]) backup[s] += (lower + upper) / 2;
};
