/**
 * A finite Markov decision process in compressed sparse rows: state `s` owns the state-action pairs
 * `pairOffsets[s] … pairOffsets[s + 1] - 1`, pair `p` owns the transitions `transitionOffsets[p] … transitionOffsets[p + 1] - 1`.
 *
 * What the numbers denote, exactly and as real numbers:
 * - $P(s' \mid s, a)$ is the sum of the pair's weights towards $s'$ divided by the sum of all its weights, so every pair has a
 *   genuine distribution whatever the rounding of the file ({@link MdpInput} says how far from 1 a sum may be).
 * - $r(s, a)$ is `rewards[p]` plus the mean of `transitionRewards` under that distribution.
 * - A state without pairs is *terminal*: nothing is chosen there, so its value is 0 (an absorbing state with n actions is
 *   worth $\alpha \log n / (1 - \gamma)$ instead: law `terminal-is-not-absorbing`).
 * - Successor `stateCount` is the end of the episode: a transition that terminates contributes 0 wherever it lands.
 *
 * Built by {@link buildMdp}, {@link mdpFromFunctions} or a reader of `mdp/formats`, and never written afterwards.
 */
export interface FiniteMdp {
  /** Number of states $n$; a state is one of $0 \dots n - 1$. */
  readonly stateCount: number;
  /** Length $n + 1$, non-decreasing from 0 to the number of pairs $m$. */
  readonly pairOffsets: Int32Array;
  /** Length $m$: the action of every pair, as the source numbers it; distinct within a state. */
  readonly actions: Int32Array;
  /** Length $m$, in units of reward. */
  readonly rewards: Float64Array;
  /** Length $m + 1$, strictly increasing from 0 to the number of transitions. */
  readonly transitionOffsets: Int32Array;
  /** One per transition: a state, or $n$ for the end of the episode. A pair may name a successor twice; the weights add up. */
  readonly successors: Int32Array;
  /** One per transition, finite and non-negative, with a positive sum over each pair. */
  readonly weights: Float64Array;
  /** One per transition, in units of reward; absent when no reward depends on the successor. */
  readonly transitionRewards?: Float64Array;
  /** What people call states and actions; an absent name is the number. */
  readonly names?: MdpNames;
}

/** Names for people; they do not enter the model's hash. */
export interface MdpNames {
  readonly title?: string;
  readonly states?: readonly string[];
  readonly actions?: readonly string[];
}
