import type { FiniteMdp } from '../mdp/finite-mdp.ts';

/**
 * An MDP made ready for sweeps: expected rewards, and $\gamma P$ restricted to successors that go on, so that what terminates
 * contributes 0 by not being there. Offsets as in {@link FiniteMdp}.
 */
export interface DiscountedMdp {
  readonly stateCount: number;
  readonly discount: number;
  readonly pairOffsets: Int32Array;
  /** $r(s, a)$ of every pair. */
  readonly rewards: Float64Array;
  readonly transitionOffsets: Int32Array;
  readonly successors: Int32Array;
  /** $\gamma P(s' \mid s, a)$ of every transition. */
  readonly probabilities: Float64Array;
  /** Whether every transition goes on: then $T(V + c) = TV + \gamma c$, else only $\le$ for $c \ge 0$ and $\ge$ for $c \le 0$. */
  readonly conservative: boolean;
  readonly maxActions: number;
  readonly maxTransitions: number;
}

/** $(r, \gamma P)$ of an MDP. */
export const discounted = (mdp: FiniteMdp, discount: number): DiscountedMdp => {
  const { stateCount, pairOffsets, transitionRewards } = mdp;
  const pairCount = mdp.rewards.length;
  const rewards = Float64Array.from(mdp.rewards);
  const transitionOffsets = new Int32Array(pairCount + 1);
  const successors = new Int32Array(mdp.successors.length);
  const probabilities = new Float64Array(mdp.weights.length);
  let kept = 0;
  let maxTransitions = 0;
  for (let pair = 0; pair < pairCount; pair++) {
    const begin = mdp.transitionOffsets[pair];
    const end = mdp.transitionOffsets[pair + 1];
    let mass = 0;
    for (let t = begin; t < end; t++) mass += mdp.weights[t];
    let onTransition = 0;
    for (let t = begin; t < end; t++) {
      const next = mdp.successors[t];
      if (transitionRewards) onTransition += mdp.weights[t] * transitionRewards[t];
      if (next === stateCount || pairOffsets[next] === pairOffsets[next + 1]) continue;
      successors[kept] = next;
      probabilities[kept] = (discount * mdp.weights[t]) / mass;
      kept++;
    }
    rewards[pair] += onTransition / mass;
    transitionOffsets[pair + 1] = kept;
    maxTransitions = Math.max(maxTransitions, end - begin);
  }
  let maxActions = 0;
  for (let s = 0; s < stateCount; s++) maxActions = Math.max(maxActions, pairOffsets[s + 1] - pairOffsets[s]);
  return {
    stateCount,
    discount,
    pairOffsets,
    rewards,
    transitionOffsets,
    successors: successors.subarray(0, kept),
    probabilities: probabilities.subarray(0, kept),
    conservative: kept === mdp.successors.length,
    maxActions,
    maxTransitions,
  };
};
