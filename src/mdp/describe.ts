import type { FiniteMdp } from './finite-mdp.ts';
import { rowDeviation } from './row-sum.ts';

/** A model in a few numbers. */
export interface ModelSummary {
  readonly states: number;
  readonly pairs: number;
  readonly transitions: number;
  /** States without actions, whose value is 0. */
  readonly terminalStates: number;
  /** Fewest and most actions of a state that is not terminal; absent if every state is. */
  readonly actionsPerState?: Range;
  /** Transitions that end the episode. */
  readonly endingTransitions: number;
  /** States with actions that no transition enters (a loop enters): only starting there reaches them. */
  readonly unenteredStates: number;
  /** States that have actions, all of which stay: not terminal, and worth more than 0 when choice is worth something. */
  readonly absorbingStates: number;
  /** Where $|\sum_{s'} w - 1|$ is largest, with its sign; absent without pairs. */
  readonly largestRowDeviation?: { readonly state: number; readonly action: number; readonly deviation: number };
  /** Smallest and largest reward that a single transition pays; absent without pairs. */
  readonly rewards?: Range;
}

export interface Range {
  readonly least: number;
  readonly most: number;
}

/** What `mdp` holds, in time linear in its transitions. */
export const describe = (mdp: FiniteMdp): ModelSummary => {
  const actionsPerState = range(actionCounts(mdp));
  const rewards = range(paidRewards(mdp));
  const deviation = largestRowDeviation(mdp);
  return {
    states: mdp.stateCount,
    pairs: mdp.actions.length,
    transitions: mdp.successors.length,
    terminalStates: count(mdp.stateCount, state => isTerminal(mdp, state)),
    ...(actionsPerState && { actionsPerState }),
    endingTransitions: count(mdp.successors.length, t => mdp.successors[t] === mdp.stateCount),
    unenteredStates: unentered(mdp),
    absorbingStates: count(mdp.stateCount, state => stays(mdp, state)),
    ...(deviation && { largestRowDeviation: deviation }),
    ...(rewards && { rewards }),
  };
};

/** The row whose weights sum to a number farthest from 1, the first of several; `undefined` without pairs. */
export const largestRowDeviation = (mdp: FiniteMdp): ModelSummary['largestRowDeviation'] => {
  let largest: ModelSummary['largestRowDeviation'];
  for (let state = 0; state < mdp.stateCount; state++) {
    for (let pair = mdp.pairOffsets[state]; pair < mdp.pairOffsets[state + 1]; pair++) {
      const deviation = rowDeviation(mdp.weights, mdp.transitionOffsets[pair], mdp.transitionOffsets[pair + 1]);
      if (largest === undefined || Math.abs(deviation) > Math.abs(largest.deviation)) {
        largest = { state, action: mdp.actions[pair], deviation };
      }
    }
  }
  return largest;
};

function* actionCounts(mdp: FiniteMdp): Iterable<number> {
  for (let state = 0; state < mdp.stateCount; state++) {
    const actions = mdp.pairOffsets[state + 1] - mdp.pairOffsets[state];
    if (actions > 0) yield actions;
  }
}

function* paidRewards(mdp: FiniteMdp): Iterable<number> {
  for (let pair = 0; pair < mdp.actions.length; pair++) {
    for (let t = mdp.transitionOffsets[pair]; t < mdp.transitionOffsets[pair + 1]; t++) {
      yield mdp.rewards[pair] + (mdp.transitionRewards?.[t] ?? 0);
    }
  }
}

const unentered = (mdp: FiniteMdp): number => {
  const entered = new Uint8Array(mdp.stateCount + 1);
  for (const successor of mdp.successors) entered[successor] = 1;
  return count(mdp.stateCount, state => entered[state] === 0 && !isTerminal(mdp, state));
};

const isTerminal = (mdp: FiniteMdp, state: number): boolean => mdp.pairOffsets[state] === mdp.pairOffsets[state + 1];

const stays = (mdp: FiniteMdp, state: number): boolean => {
  const [from, to] = [mdp.pairOffsets[state], mdp.pairOffsets[state + 1]];
  return (
    from < to && mdp.successors.subarray(mdp.transitionOffsets[from], mdp.transitionOffsets[to]).every(s => s === state)
  );
};

const count = (length: number, holds: (index: number) => boolean): number => {
  let found = 0;
  for (let i = 0; i < length; i++) if (holds(i)) found++;
  return found;
};

const range = (values: Iterable<number>): Range | undefined => {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return least <= most ? { least, most } : undefined;
};
