import { Column } from './column.ts';
import { compressRows, moveSharedRewards } from './compress.ts';
import type { FiniteMdp, MdpNames } from './finite-mdp.ts';
import { ModelError, numberRefusal, pairLabel, stateLabel } from './model-error.ts';
import { checkStateCount, isIndex, isWeight, MAX_STATES, type RowOptions, validateMdp, WEIGHT } from './validate.ts';

/** Where a transition leads: a state, or the end of the episode. */
export type Successor = number | 'end';

/**
 * Collects the transitions of a model in any order, a call each, and sorts them into a {@link FiniteMdp}.
 * Holds 24 bytes a transition (32 with rewards on transitions); every reader of a file format ends here.
 *
 * The result is canonical: actions ascend within a state and successors within a pair, transitions of weight 0 are gone
 * (every number is finite, so they add exactly 0 to every sum), a reward that all transitions of a pair share is the reward of
 * the pair (exactly: only where the pair's own reward is 0), and -0 is 0.
 */
export class MdpAssembler {
  readonly stateCount: number;
  readonly #names: MdpNames | undefined;

  #count = 0;
  readonly #states = new Column(length => new Int32Array(length));
  readonly #actions = new Column(length => new Int32Array(length));
  readonly #successors = new Column(length => new Int32Array(length));
  readonly #weights = new Column(length => new Float64Array(length));
  #transitionRewards: Column<Float64Array> | undefined;

  #rewardCount = 0;
  readonly #rewardStates = new Column(length => new Int32Array(length));
  readonly #rewardActions = new Column(length => new Int32Array(length));
  readonly #rewards = new Column(length => new Float64Array(length));

  readonly #terminal = new Set<number>();

  /** @throws {@link ModelError} unless `stateCount` is a whole number of at least 1. */
  constructor(stateCount: number, names?: MdpNames) {
    checkStateCount(stateCount);
    this.stateCount = stateCount;
    this.#names = names;
  }

  /**
   * $P(\mathrm{next} \mid s, a)$ grows by `weight`, and `reward` is what this transition pays.
   * @throws {@link ModelError} if a number is out of range.
   */
  transition(state: number, action: number, next: Successor, weight: number, reward = 0): void {
    this.#checkPair('transition', this.#count, state, action);
    if (next !== 'end' && !this.#isState(next)) {
      const cause = next === this.stateCount ? 'states count from 0; the end of the episode is written "end"' : '';
      throw numberRefusal(this.#pair(state, action), 'a successor', next, `${this.#range()} or "end"`, cause);
    }
    if (!isWeight(weight)) {
      throw numberRefusal(this.#pair(state, action), `the probability of successor ${next}`, weight, WEIGHT);
    }
    if (!Number.isFinite(reward)) {
      throw numberRefusal(this.#pair(state, action), `the reward of successor ${next}`, reward, 'a finite number');
    }
    const t = this.#count++;
    this.#states.put(t, state);
    this.#actions.put(t, action);
    this.#successors.put(t, next === 'end' ? this.stateCount : next);
    this.#weights.put(t, weight);
    if (reward !== 0) {
      this.#transitionRewards ??= new Column(length => new Float64Array(length));
      this.#transitionRewards.put(t, reward);
    }
  }

  /**
   * The pair `(state, action)` pays `reward`, whatever the successor; a pair without a call pays 0.
   * @throws {@link ModelError} if a number is out of range.
   */
  reward(state: number, action: number, reward: number): void {
    this.#checkPair('reward', this.#rewardCount, state, action);
    if (!Number.isFinite(reward))
      throw numberRefusal(this.#pair(state, action), 'the reward', reward, 'a finite number');
    const r = this.#rewardCount++;
    this.#rewardStates.put(r, state);
    this.#rewardActions.put(r, action);
    this.#rewards.put(r, reward + 0);
  }

  /**
   * Declares that nothing is chosen in `state`.
   * @throws {@link ModelError} if there is no such state.
   */
  terminal(state: number): void {
    if (!this.#isState(state)) throw numberRefusal('terminal states', 'a state', state, this.#range());
    this.#terminal.add(state);
  }

  /**
   * The model, sorted, validated and frozen (its typed arrays cannot be: whoever writes to them breaks the contract).
   * Time linear in the number of transitions.
   * @throws {@link ModelError} if a state has neither actions nor a declaration, or both; if a reward names a pair twice, or one
   * without transitions; if there are names, but not for every state and action; if a row does not sum to 1.
   */
  finish(options: RowOptions = {}): FiniteMdp {
    this.#checkNoStateMissing();
    const count = this.#count;
    const rows = compressRows(this.stateCount, {
      states: this.#states.first(count),
      actions: this.#actions.first(count),
      successors: this.#successors.first(count),
      weights: this.#weights.first(count),
      rewards: this.#transitionRewards?.first(count),
    });
    this.#checkTerminalStates(rows);
    this.#placeRewards(rows);
    const mdp = { ...moveSharedRewards(rows), ...(this.#names && { names: frozenNames(this.#names) }) };
    return Object.freeze(validateMdp(mdp, options));
  }

  /** Before anything of length `stateCount` is allocated: the number may be a mistake of nine digits. */
  #checkNoStateMissing(): void {
    if (this.stateCount <= this.#count + this.#terminal.size) return;
    const named = new Set(this.#states.first(this.#count));
    let state = 0;
    while (named.has(state) || this.#terminal.has(state)) state++;
    throw this.#neitherActionNorTerminal(state);
  }

  #checkTerminalStates(rows: FiniteMdp): void {
    for (let state = 0; state < this.stateCount; state++) {
      const pair = rows.pairOffsets[state];
      const hasActions = pair < rows.pairOffsets[state + 1];
      if (!hasActions && !this.#terminal.has(state)) throw this.#neitherActionNorTerminal(state);
      if (hasActions && this.#terminal.has(state)) {
        throw new ModelError(
          `${this.#pair(state, rows.actions[pair])}: the state is declared terminal but this action has transitions, expected none (nothing is chosen in a terminal state; an absorbing state is not terminal)`,
        );
      }
    }
  }

  #placeRewards(rows: FiniteMdp): void {
    const placed = new Uint8Array(rows.actions.length);
    const states = this.#rewardStates.first(this.#rewardCount);
    const actions = this.#rewardActions.first(this.#rewardCount);
    this.#rewards.first(this.#rewardCount).forEach((reward, r) => {
      const pair = findPair(rows, states[r], actions[r]);
      if (pair === undefined) {
        throw new ModelError(
          `${this.#pair(states[r], actions[r])}: a reward for a pair without transitions, expected the pair among the transitions (the state is terminal, or states or actions are numbered differently)`,
        );
      }
      if (placed[pair]) {
        throw new ModelError(
          `${this.#pair(states[r], actions[r])}: a second reward, ${reward} after ${rows.rewards[pair]}, expected one`,
        );
      }
      placed[pair] = 1;
      rows.rewards[pair] = reward;
    });
  }

  #checkPair(list: string, index: number, state: number, action: number): void {
    if (!this.#isState(state)) {
      const cause = state === this.stateCount ? 'states count from 0' : '';
      throw numberRefusal(`${list} ${index + 1} (counted from 1)`, 'the state', state, this.#range(), cause);
    }
    if (!isIndex(action)) {
      throw numberRefusal(
        stateLabel(this.#names, state),
        'an action',
        action,
        `a whole number from 0 to ${MAX_STATES}`,
      );
    }
  }

  #isState(value: unknown): value is number {
    return isIndex(value) && value < this.stateCount;
  }

  #range(): string {
    return `a state, 0 to ${this.stateCount - 1}`;
  }

  #pair(state: number, action: number): string {
    return pairLabel(this.#names, state, action);
  }

  #neitherActionNorTerminal(state: number): ModelError {
    return new ModelError(
      `${stateLabel(this.#names, state)}: no action and not declared terminal, expected either (its transitions are missing, or the number of states is too large)`,
    );
  }
}

/** The index of the pair `(state, action)` in rows whose actions ascend within a state, by bisection. */
const findPair = (rows: FiniteMdp, state: number, action: number): number | undefined => {
  let low = rows.pairOffsets[state];
  let high = rows.pairOffsets[state + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows.actions[middle] < action) low = middle + 1;
    else high = middle;
  }
  return low < rows.pairOffsets[state + 1] && rows.actions[low] === action ? low : undefined;
};

const frozenNames = (names: MdpNames): MdpNames =>
  Object.freeze({
    ...names,
    ...(names.states && { states: Object.freeze([...names.states]) }),
    ...(names.actions && { actions: Object.freeze([...names.actions]) }),
  });
