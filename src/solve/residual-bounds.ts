import type { DiscountedMdp, Residual } from '../kernels/index.ts';

/** The constants $c^- \le c^+$ with $TV + c^- \le V^* \le TV + c^+$ at every state that is not terminal. */
export interface Shift {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The bounds of $TV - V$ that hold for the values shifted by a constant as well: where probability can leave, terminal values do not
 * shift along, and only $\min(m, 0)$ and $\max(M, 0)$ do.
 */
export const shiftable = ({ conservative }: DiscountedMdp, { least, greatest }: Residual): Residual =>
  conservative ? { least, greatest } : { least: Math.min(least, 0), greatest: Math.max(greatest, 0) };

/**
 * Law `residual-bounds`: $c^- = \gamma m/(1 - \gamma)$ and $c^+ = \gamma M/(1 - \gamma)$ for `shiftable` $m \le TV - V \le M$. Exact
 * arithmetic assumed: the certificate, not this bound, accounts for rounding.
 */
export const residualBounds = (mdp: DiscountedMdp, residual: Residual): Shift => {
  const horizon = mdp.discount / (1 - mdp.discount);
  const { least, greatest } = shiftable(mdp, residual);
  return { lower: horizon * least, upper: horizon * greatest };
};
