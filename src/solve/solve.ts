import type { DiscountedMdp } from '../kernels/index.ts';
import { log } from '../numerics/index.ts';
import { policyIteration } from './policy-iteration.ts';
import { type OptimalValues, type SolveOptions, valueIteration } from './value-iteration.ts';

/** $V^*$, how it was found, and by which method in the end. */
export interface Solved extends OptimalValues {
  readonly method: 'value iteration' | 'soft policy iteration';
}

/** Sweeps between two looks at the rate, and how many more value iteration may be expected to need. */
const WINDOW = 20;
const PATIENT_SWEEPS = 100;

/** Whether value iteration, narrowing as it did over the last window, would still need more than {@link PATIENT_SWEEPS}. */
const tooSlow = (tolerance: number): ((sweeps: number, width: number) => boolean) => {
  let before = Number.POSITIVE_INFINITY;
  return (sweeps, width) => {
    if (sweeps % WINDOW !== 0) return false;
    const narrowing = log(before / width) / WINDOW;
    before = width;
    return sweeps > WINDOW && log(width / tolerance) > PATIENT_SWEEPS * narrowing;
  };
};

/**
 * $V^*$ within `tolerance`: value iteration while it is fast, which on well-mixing models is a few dozen sweeps whatever the
 * discount, and soft policy iteration from where it got to otherwise.
 */
export const solve = (mdp: DiscountedMdp, temperature: number, options: SolveOptions): Solved => {
  const first = valueIteration(mdp, temperature, { ...options, abandon: tooSlow(options.tolerance) });
  const limit = options.maxSweeps ?? Number.POSITIVE_INFINITY;
  if (first.status.kind !== 'iteration limit' || first.sweeps >= limit) return { ...first, method: 'value iteration' };
  const second = policyIteration(mdp, temperature, {
    ...options,
    initial: first.values,
    ...(Number.isFinite(limit) ? { maxSweeps: limit - first.sweeps } : {}),
    onSweep: (sweeps, width) => options.onSweep?.(first.sweeps + sweeps, width),
  });
  return { ...second, sweeps: first.sweeps + second.sweeps, method: 'soft policy iteration' };
};
