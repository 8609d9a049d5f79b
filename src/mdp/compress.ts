import { Column } from './column.ts';
import type { FiniteMdp } from './finite-mdp.ts';
import { stableSort } from './stable-sort.ts';

/** Transitions in any order, one a row of these columns, all of one length. */
export interface TransitionColumns {
  readonly states: Int32Array;
  readonly actions: Int32Array;
  readonly successors: Int32Array;
  readonly weights: Float64Array;
  /** Absent when every reward on a transition is 0. */
  readonly rewards: Float64Array | undefined;
}

/**
 * The columns as compressed sparse rows: states, then actions, then successors ascend, transitions of weight 0 are left out,
 * and every pair's reward is 0. Time linear in the number of transitions and states.
 */
export const compressRows = (stateCount: number, columns: TransitionColumns): FiniteMdp => {
  const { states, actions, successors, weights, rewards } = columns;
  const order = [successors, actions, states].reduce(
    stableSort,
    states.map((_, i) => i),
  );
  const kept = weights.reduce((count, weight) => (weight > 0 ? count + 1 : count), 0);
  const pairOffsets = new Int32Array(stateCount + 1);
  const pairActions = new Column(length => new Int32Array(length));
  const transitionOffsets = new Column(length => new Int32Array(length));
  const rows = {
    successors: new Int32Array(kept),
    weights: new Float64Array(kept),
    ...(rewards && { transitionRewards: new Float64Array(kept) }),
  };
  let pairs = 0;
  let transitions = 0;
  let state = -1;
  let action = -1;
  for (let k = 0; k < order.length; k++) {
    const source = order[k];
    if (states[source] !== state || actions[source] !== action) {
      state = states[source];
      action = actions[source];
      pairOffsets[state + 1]++;
      pairActions.put(pairs++, action);
    }
    if (weights[source] > 0) {
      rows.successors[transitions] = successors[source];
      rows.weights[transitions] = weights[source];
      if (rewards) rows.transitionRewards![transitions] = rewards[source];
      transitions++;
    }
    transitionOffsets.put(pairs, transitions);
  }
  for (let s = 0; s < stateCount; s++) pairOffsets[s + 1] += pairOffsets[s];
  return {
    stateCount,
    pairOffsets,
    actions: pairActions.first(pairs).slice(),
    rewards: new Float64Array(pairs),
    transitionOffsets: transitionOffsets.first(pairs + 1).slice(),
    ...rows,
  };
};

/**
 * The same rewards $r(s, a)$ with those that all transitions of a pair share moved onto the pair, exactly: only where the pair's
 * own reward is 0, since $0 + c = c$ needs no rounding. Works on `mdp` in place and drops `transitionRewards` if none is left.
 */
export const moveSharedRewards = (mdp: FiniteMdp): FiniteMdp => {
  const { transitionRewards, ...rest } = mdp;
  if (transitionRewards === undefined) return mdp;
  for (let pair = 0; pair < mdp.actions.length; pair++) {
    const own = transitionRewards.subarray(mdp.transitionOffsets[pair], mdp.transitionOffsets[pair + 1]);
    if (mdp.rewards[pair] === 0 && own.length > 0 && own.every(reward => reward === own[0])) {
      mdp.rewards[pair] = own[0];
      own.fill(0);
    }
  }
  return transitionRewards.some(reward => reward !== 0) ? mdp : rest;
};
