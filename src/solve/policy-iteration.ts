import { type DiscountedMdp, optimalBackup, softmaxPolicy } from '../kernels/index.ts';
import { evaluatePolicy } from './policy-evaluation.ts';
import { residualBounds } from './residual-bounds.ts';
import { stopRule } from './status.ts';
import { ended, type OptimalValues, type SolveOptions } from './value-iteration.ts';

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
  const stop = stopRule(tolerance, maxSweeps);
  let sweeps = 0;
  for (;;) {
    const residual = optimalBackup(mdp, temperature, V, backup);
    const bounds = residualBounds(mdp, residual);
    const width = bounds.upper - bounds.lower;
    sweeps++;
    onSweep?.(sweeps, width);
    const end = stop(sweeps, width);
    if (end) return ended(mdp, end, backup, bounds, sweeps);
    const evaluation = evaluatePolicy(mdp, temperature, softmaxPolicy(mdp, temperature, V), {
      tolerance: Math.max(target, FORCING * Math.max(-residual.least, residual.greatest)),
      maxSweeps: maxSweeps - sweeps,
      initial: backup,
    });
    V = evaluation.values;
    sweeps += evaluation.sweeps;
  }
};
