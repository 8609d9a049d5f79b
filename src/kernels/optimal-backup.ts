import { logSumExp, magnitudeOf, UNIT_ROUNDOFF } from '../numerics/index.ts';
import type { DiscountedMdp } from './discounted-mdp.ts';

/** Least and greatest change $TV - V$ over the states that are not terminal; $0, 0$ if there is none. */
export interface Residual {
  readonly least: number;
  readonly greatest: number;
}

/**
 * $Q_V(s, a) = r + \gamma P V$ of all pairs of the states `begin … end - 1`, in their order, to `q[0 …]`. The sums are taken in the order
 * of the transitions, four a round: an engine looks into its arrays anew in every round of a loop.
 */
export const actionValues = (
  mdp: DiscountedMdp,
  V: ArrayLike<number>,
  begin: number,
  end: number,
  q: Float64Array,
): void => {
  const { pairOffsets, rewards, transitionOffsets, successors, probabilities } = mdp;
  const first = pairOffsets[begin];
  const last = pairOffsets[end];
  let t = transitionOffsets[first];
  for (let pair = first; pair < last; pair++) {
    const stop = transitionOffsets[pair + 1];
    let value = rewards[pair];
    for (; t + 4 <= stop; t += 4)
      value =
        value +
        probabilities[t] * V[successors[t]] +
        probabilities[t + 1] * V[successors[t + 1]] +
        probabilities[t + 2] * V[successors[t + 2]] +
        probabilities[t + 3] * V[successors[t + 3]];
    for (; t < stop; t++) value += probabilities[t] * V[successors[t]];
    q[pair - first] = value;
  }
};

/** $\alpha \log \sum_a \exp(q_a/\alpha)$ of the states `begin … end - 1`, whose {@link actionValues} are `q`, to `backup`; 0 at terminal ones. */
const softMaxima = (
  { pairOffsets }: DiscountedMdp,
  temperature: number,
  q: Float64Array,
  begin: number,
  end: number,
  backup: Float64Array,
): void => {
  const origin = pairOffsets[begin];
  for (let s = begin; s < end; s++) {
    const first = pairOffsets[s] - origin;
    const last = pairOffsets[s + 1] - origin;
    backup[s] = first === last ? 0 : logSumExp(q, first, last, temperature);
  }
};

/** States at a time: the sums over successors wait for memory, and side by side they wait together. */
const BLOCK = 64;

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
  const q = new Float64Array(BLOCK * mdp.maxActions);
  for (let begin = 0; begin < mdp.stateCount; begin += BLOCK) {
    const end = Math.min(begin + BLOCK, mdp.stateCount);
    actionValues(mdp, V, begin, end, q);
    softMaxima(mdp, temperature, q, begin, end, backup);
  }
  return residualOf(mdp, V, backup);
};

const residualOf = ({ stateCount, pairOffsets }: DiscountedMdp, V: Float64Array, backup: Float64Array): Residual => {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let s = 0; s < stateCount; s++) {
    if (pairOffsets[s] === pairOffsets[s + 1]) continue;
    const change = backup[s] - V[s];
    if (change < least) least = change;
    if (change > greatest) greatest = change;
  }
  return least <= greatest ? { least, greatest } : { least: 0, greatest: 0 };
};

/**
 * Bound on the rounding error of one backed up value, for values up to `magnitude` in absolute value:
 * $u\,[(k + 6)(|r| + \gamma |V|) + |y| + \alpha(n + 4 \log n + 2)]$ with $k$ transitions per pair and $n$ actions, $|y| \le |r| + |V| + \alpha \log n$
 * and $\log n < n$; the 6 covers the row sum, the quotient by it, the factor $\gamma$ and the expected reward.
 */
export const backupRounding = (mdp: DiscountedMdp, temperature: number, magnitude: number): number => {
  const { maxActions: n, maxTransitions: k } = mdp;
  return UNIT_ROUNDOFF * ((2 * k + 7) * (magnitudeOf(mdp.rewards) + magnitude) + temperature * (6 * n + 2));
};
