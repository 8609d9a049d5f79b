import { logSumExp } from '../numerics/index.ts';
import type { DiscountedMdp } from './discounted-mdp.ts';

/** Least and greatest change $TV - V$ over the states that are not terminal; $0, 0$ if there is none. */
export interface Residual {
  readonly least: number;
  readonly greatest: number;
}

/** $Q_V(s, \cdot) = r + \gamma P V$ at one state, written to `q[0 … n - 1]`; returns the number of actions $n$. */
export const actionValues = (mdp: DiscountedMdp, V: ArrayLike<number>, state: number, q: Float64Array): number => {
  const { pairOffsets, rewards, transitionOffsets, successors, probabilities } = mdp;
  const first = pairOffsets[state];
  const count = pairOffsets[state + 1] - first;
  let t = transitionOffsets[first];
  for (let a = 0; a < count; a++) {
    const end = transitionOffsets[first + a + 1];
    let value = rewards[first + a];
    for (; t < end; t++) value += probabilities[t] * V[successors[t]];
    q[a] = value;
  }
  return count;
};

/**
 * $(T^* V)(s) = \alpha \log \sum_a \exp(Q_V(s, a)/\alpha)$ for every state, the hard maximum at $\alpha = 0$; `V` and `backup` hold one
 * value per state and must not overlap. Terminal states get 0. Equal to the definition up to {@link backupRounding}.
 */
export const optimalBackup = (
  mdp: DiscountedMdp,
  temperature: number,
  V: Float64Array,
  backup: Float64Array,
): Residual => {
  const q = new Float64Array(mdp.maxActions);
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let s = 0; s < mdp.stateCount; s++) {
    const count = actionValues(mdp, V, s, q);
    if (count === 0) {
      backup[s] = 0;
      continue;
    }
    const value = logSumExp(q, 0, count, temperature);
    const change = value - V[s];
    if (change < least) least = change;
    if (change > greatest) greatest = change;
    backup[s] = value;
  }
  return least <= greatest ? { least, greatest } : { least: 0, greatest: 0 };
};

const UNIT_ROUNDOFF = 2 ** -53;

/**
 * Bound on the rounding error of one backed up value, for values up to `magnitude` in absolute value:
 * $u\,[(k + 6)(|r| + \gamma |V|) + |y| + \alpha(n + 4 \log n + 2)]$ with $k$ transitions per pair and $n$ actions, $|y| \le |r| + |V| + \alpha \log n$
 * and $\log n < n$; the 6 covers the row sum, the quotient by it, the factor $\gamma$ and the expected reward.
 */
export const backupRounding = (mdp: DiscountedMdp, temperature: number, magnitude: number): number => {
  let reward = 0;
  for (const r of mdp.rewards) reward = Math.max(reward, Math.abs(r));
  const { maxActions: n, maxTransitions: k } = mdp;
  return UNIT_ROUNDOFF * ((2 * k + 7) * (reward + magnitude) + temperature * (6 * n + 2));
};
