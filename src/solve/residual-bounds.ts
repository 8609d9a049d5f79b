import type { DiscountedMdp, Residual } from '../kernels/index.ts';

/** The constants $c^- \le c^+$ with $TV + c^- \le V^* \le TV + c^+$ at every state that is not terminal. */
export interface Shift {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Law `residual-bounds`: $c^- = \gamma m/(1 - \gamma)$ and $c^+ = \gamma M/(1 - \gamma)$ for $m \le TV - V \le M$; where probability can
 * leave, terminal values do not shift along and only $\min(m, 0)$ and $\max(M, 0)$ are sound. Exact arithmetic assumed: the
 * certificate, not this bound, accounts for rounding.
 */
export const residualBounds = (mdp: DiscountedMdp, { least, greatest }: Residual): Shift => {
  const horizon = mdp.discount / (1 - mdp.discount);
  const m = mdp.conservative ? least : Math.min(least, 0);
  const M = mdp.conservative ? greatest : Math.max(greatest, 0);
  return { lower: horizon * m, upper: horizon * M };
};
