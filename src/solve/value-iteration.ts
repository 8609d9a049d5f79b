import { type DiscountedMdp, optimalBackup } from '../kernels/index.ts';
import { magnitudeOf } from '../numerics/index.ts';
import { residualBounds, type Shift } from './residual-bounds.ts';
import { type Status, stalled, stopRule } from './status.ts';

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
  const stop = stopRule(tolerance, maxSweeps);
  let sweeps = 0;
  for (;;) {
    const bounds = residualBounds(mdp, optimalBackup(mdp, temperature, V, backup));
    const width = bounds.upper - bounds.lower;
    sweeps++;
    onSweep?.(sweeps, width);
    const end = stop(sweeps, width) ?? (abandon?.(sweeps, width) ? 'iteration limit' : undefined);
    if (end) return ended(mdp, end, backup, bounds, sweeps);
    [V, backup] = [backup, V];
  }
};

/** $TV$, {@link centre}d, as what an iteration found that ended like this. */
export const ended = (
  mdp: DiscountedMdp,
  end: Status['kind'],
  backup: Float64Array,
  bounds: Shift,
  sweeps: number,
): OptimalValues => {
  const width = bounds.upper - bounds.lower;
  centre(mdp, backup, bounds);
  const status: Status = end === 'stalled' ? stalled(width, magnitudeOf(backup)) : { kind: end };
  return { values: backup, width, status, sweeps };
};

/**
 * Moves $TV$ to the middle of its enclosure. Where probability can leave it stays: a shift would not carry over to the terminal
 * states, and the values beside them would be off by it.
 */
const centre = (mdp: DiscountedMdp, backup: Float64Array, { lower, upper }: Shift): void => {
  if (!mdp.conservative) return;
  const { stateCount, pairOffsets } = mdp;
  for (let s = 0; s < stateCount; s++) if (pairOffsets[s] < pairOffsets[s + 1]) backup[s] += (lower + upper) / 2;
};
