import { type DiscountedMdp, optimalBackup, softmaxPolicy } from '../kernels/index.ts';
import { evaluatePolicy } from './policy-evaluation.ts';
import { residualBounds } from './residual-bounds.ts';
import { converged, iterationLimit, magnitudeOf, PATIENCE, type Status, stalled } from './status.ts';
import { centre, type OptimalValues, type SolveOptions } from './value-iteration.ts';

/** How far below the residual of the last values the next policy is evaluated: an inexact Newton step loses nothing by it. */
const FORCING = 1e-3;

/**
 * Soft policy iteration (law `soft-policy-iteration`): evaluate, improve to the softmax policy, repeat. It is Newton's method on
 * $V = T^* V$, so a handful of evaluations suffice whatever the discount; stopped by the residual's bounds like
 * {@link valueIteration}.
 */
export const policyIteration = (
  mdp: DiscountedMdp,
  temperature: number,
  { tolerance, maxSweeps = 10_000_000, initial, onSweep }: SolveOptions,
): OptimalValues => {
  let V: Float64Array = initial ? Float64Array.from(initial) : new Float64Array(mdp.stateCount);
  const backup = new Float64Array(mdp.stateCount);
  const target = (tolerance * (1 - mdp.discount)) / 4;
  let sweeps = 0;
  let best = Number.POSITIVE_INFINITY;
  let idle = 0;
  for (;;) {
    const residual = optimalBackup(mdp, temperature, V, backup);
    const bounds = residualBounds(mdp, residual);
    const width = bounds.upper - bounds.lower;
    sweeps++;
    onSweep?.(sweeps, width);
    idle = width < best ? 0 : idle + 1;
    best = Math.min(best, width);
    if (width <= tolerance || idle >= PATIENCE || sweeps >= maxSweeps) {
      centre(mdp, backup, bounds);
      const status: Status =
        width <= tolerance ? converged : idle >= PATIENCE ? stalled(width, magnitudeOf(backup)) : iterationLimit;
      return { values: backup, width, status, sweeps };
    }
    const evaluation = evaluatePolicy(mdp, temperature, softmaxPolicy(mdp, temperature, V), {
      tolerance: Math.max(target, FORCING * Math.max(-residual.least, residual.greatest)),
      maxSweeps: maxSweeps - sweeps,
      initial: backup,
    });
    V = evaluation.values;
    sweeps += evaluation.sweeps;
  }
};
