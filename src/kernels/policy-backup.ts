import { exp, logSumExp } from '../numerics/index.ts';
import type { DiscountedMdp } from './discounted-mdp.ts';
import { actionValues } from './optimal-backup.ts';

/** A policy made ready for sweeps: $T^\pi V = r_\pi + \gamma P_\pi V$. */
export interface PolicyWeights {
  /** $\pi(a \mid s)$ of every pair. */
  readonly probabilities: Float64Array;
  /** $r_\pi(s) = \sum_a \pi(a \mid s)\,(r(s, a) - \alpha \log \pi(a \mid s))$ of every state. */
  readonly rewards: Float64Array;
}

/** Log-probabilities of $\pi_V = \mathrm{softmax}(Q_V/\alpha)$, one per pair; at $\alpha = 0$ uniform over the maximisers. */
export const softmaxPolicy = (mdp: DiscountedMdp, temperature: number, V: ArrayLike<number>): Float64Array => {
  const logPolicy = new Float64Array(mdp.rewards.length);
  actionValues(mdp, V, 0, mdp.stateCount, logPolicy);
  for (let s = 0; s < mdp.stateCount; s++) {
    const row = logPolicy.subarray(mdp.pairOffsets[s], mdp.pairOffsets[s + 1]);
    if (row.length > 0) logSoftmax(row, row.length, temperature, row);
  }
  return logPolicy;
};

/** $\log \pi_a = (q_a - m)/\alpha - \log \sum_b e^{(q_b - m)/\alpha}$: the gap is taken before the division, so no digits of $q/\alpha$ are lost. `logPolicy` may be `q`. */
export const logSoftmax = (q: ArrayLike<number>, count: number, temperature: number, logPolicy: Float64Array): void => {
  let maximum = q[0];
  for (let a = 1; a < count; a++) if (q[a] > maximum) maximum = q[a];
  for (let a = 0; a < count; a++) logPolicy[a] = q[a] === maximum ? 0 : (q[a] - maximum) / temperature;
  const logMass = logSumExp(logPolicy, 0, count, 1);
  for (let a = 0; a < count; a++) logPolicy[a] -= logMass;
};

/** The weights of the policy with probabilities proportional to $\exp$ of `logPolicy` at every state. */
export const policyWeights = (mdp: DiscountedMdp, temperature: number, logPolicy: ArrayLike<number>): PolicyWeights => {
  const probabilities = new Float64Array(mdp.rewards.length);
  const rewards = new Float64Array(mdp.stateCount);
  for (let s = 0; s < mdp.stateCount; s++) {
    const first = mdp.pairOffsets[s];
    const end = mdp.pairOffsets[s + 1];
    if (first === end) continue;
    const logMass = logSumExp(logPolicy, first, end, 1);
    for (let pair = first; pair < end; pair++) {
      const logProb = logPolicy[pair] - logMass;
      const p = exp(logProb);
      probabilities[pair] = p;
      if (p > 0) rewards[s] += p * (mdp.rewards[pair] - temperature * logProb);
    }
  }
  return { probabilities, rewards };
};

/** $\gamma P_\pi V$ for every state, into `image`. */
export const policyTransition = (
  mdp: DiscountedMdp,
  policy: PolicyWeights,
  V: Float64Array,
  image: Float64Array,
): void => {
  const { stateCount, pairOffsets, transitionOffsets, successors, probabilities } = mdp;
  let t = 0;
  for (let s = 0; s < stateCount; s++) {
    let mean = 0;
    for (let pair = pairOffsets[s]; pair < pairOffsets[s + 1]; pair++) {
      const end = transitionOffsets[pair + 1];
      let value = 0;
      for (; t < end; t++) value += probabilities[t] * V[successors[t]];
      mean += policy.probabilities[pair] * value;
    }
    image[s] = mean;
  }
};

/** $T^\pi V = r_\pi + \gamma P_\pi V$ for every state, into `backup`; terminal states get 0. */
export const policyBackup = (
  mdp: DiscountedMdp,
  policy: PolicyWeights,
  V: Float64Array,
  backup: Float64Array,
): void => {
  policyTransition(mdp, policy, V, backup);
  for (let s = 0; s < mdp.stateCount; s++) backup[s] += policy.rewards[s];
};
