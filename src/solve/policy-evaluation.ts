import { type DiscountedMdp, policyBackup, policyTransition, policyWeights } from '../kernels/index.ts';
import { magnitudeOf } from '../numerics/index.ts';
import { biconjugateGradients } from './krylov.ts';
import { converged, iterationLimit, PATIENCE, type Status, stalled } from './status.ts';

/** $V^\pi$ and how it was found. */
export interface PolicyEvaluation {
  readonly values: Float64Array;
  /** $\max_s |T^\pi V - V|$; the error of `values` is at most this over $1 - \gamma$, rounding apart. */
  readonly residual: number;
  readonly status: Status;
  /** Products with $P_\pi$. */
  readonly sweeps: number;
}

export interface EvaluationOptions {
  /** Wanted residual, in units of reward. */
  readonly tolerance: number;
  readonly maxSweeps?: number;
  /** Where to start; 0 by default. */
  readonly initial?: Float64Array;
}

/**
 * Soft policy evaluation: the fixed point of $V = r_\pi + \gamma P_\pi V$ (law `soft-policy-evaluation`) for the policy proportional to
 * $\exp$ of `logPolicy`. Krylov steps first, restarted while they help; then the iteration of the law itself, which cannot fail.
 */
export const evaluatePolicy = (
  mdp: DiscountedMdp,
  temperature: number,
  logPolicy: ArrayLike<number>,
  { tolerance, maxSweeps = 1_000_000, initial }: EvaluationOptions,
): PolicyEvaluation => {
  const policy = policyWeights(mdp, temperature, logPolicy);
  const values = initial ? Float64Array.from(initial) : new Float64Array(mdp.stateCount);
  for (let s = 0; s < mdp.stateCount; s++) if (mdp.pairOffsets[s] === mdp.pairOffsets[s + 1]) values[s] = 0;
  const backup = new Float64Array(mdp.stateCount);

  /** $V \mapsto (I - \gamma P_\pi) V$. */
  const system = (V: Float64Array, image: Float64Array): void => {
    policyTransition(mdp, policy, V, image);
    for (let s = 0; s < V.length; s++) image[s] = V[s] - image[s];
  };
  const residualOf = (V: Float64Array): number => {
    policyBackup(mdp, policy, V, backup);
    let residual = 0;
    for (let s = 0; s < V.length; s++) residual = Math.max(residual, Math.abs(backup[s] - V[s]));
    return residual;
  };

  let residual = residualOf(values);
  let sweeps = 1;
  for (let helps = true; helps && residual > tolerance && sweeps < maxSweeps; ) {
    const candidate = Float64Array.from(values);
    sweeps += biconjugateGradients(
      system,
      policy.rewards,
      candidate,
      tolerance / 2,
      Math.min(maxSweeps - sweeps, 1000),
    );
    const reached = residualOf(candidate);
    sweeps++;
    helps = reached < residual / 2;
    if (reached < residual) {
      values.set(candidate);
      residual = reached;
    }
  }

  let best = residual;
  let idle = 0;
  while (residual > tolerance && sweeps < maxSweeps && idle < PATIENCE) {
    residual = residualOf(values);
    values.set(backup);
    sweeps++;
    idle = residual < best ? 0 : idle + 1;
    best = Math.min(best, residual);
  }
  residual = residualOf(values);
  const status =
    residual <= tolerance ? converged : idle >= PATIENCE ? stalled(residual, magnitudeOf(values)) : iterationLimit;
  return { values, residual, status, sweeps };
};
