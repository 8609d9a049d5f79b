import type { FiniteMdp } from './finite-mdp.ts';
import { ModelError, numberRefusal, pairLabel, stateLabel } from './model-error.ts';
import { roundingBound, rowDeviation } from './row-sum.ts';

/** The largest number of states: a successor, the end of the episode included, is a 32-bit integer. */
export const MAX_STATES = 0x7fffffff;

/** How a model's rows are judged. */
export interface RowOptions {
  /**
   * Accept rows whose weights do not sum to 1. Nothing is computed: a {@link FiniteMdp} denotes $w / \sum w$, exactly, in any case;
   * whoever asks for this owes the reader of the result that sentence.
   */
  readonly normalize?: boolean;
}

/**
 * Returns `mdp` if it keeps every promise of {@link FiniteMdp}: lengths, offsets, successors in $0 \dots n$, distinct actions,
 * finite numbers, weights non-negative with a row sum that rounding explains unless `normalize`.
 * Time linear in the number of transitions.
 * @throws {@link ModelError} naming the first promise broken.
 */
export const validateMdp = (mdp: FiniteMdp, options: RowOptions = {}): FiniteMdp => {
  checkStateCount(mdp.stateCount);
  checkShape(mdp);
  checkNames(mdp);
  for (let state = 0; state < mdp.stateCount; state++) {
    checkActions(mdp, state);
    for (let pair = mdp.pairOffsets[state]; pair < mdp.pairOffsets[state + 1]; pair++) {
      checkPair(mdp, state, pair, options);
    }
  }
  return mdp;
};

/** @throws {@link ModelError} unless `count` is a number of states: whole, at least 1, at most {@link MAX_STATES}. */
export const checkStateCount = (count: number): void => {
  if (!isIndex(count) || count === 0) {
    throw numberRefusal('model', 'the number of states', count, `a whole number from 1 to ${MAX_STATES}`);
  }
};

/** @throws {@link ModelError} unless the row `weights[from … to - 1]` has non-negative weights whose sum rounding explains (or `normalize`). */
export const checkRow = (
  weights: ArrayLike<number>,
  from: number,
  to: number,
  where: () => string,
  options: RowOptions,
): void => {
  let positive = 0;
  for (let i = from; i < to; i++) {
    if (!isWeight(weights[i])) throw numberRefusal(where(), 'a probability', weights[i], WEIGHT);
    if (weights[i] > 0) positive++;
  }
  if (positive === 0) {
    throw new ModelError(
      `${where()}: no successor has a positive probability, expected probabilities that sum to 1 (an action that is not available must not be listed)`,
    );
  }
  const deviation = rowDeviation(weights, from, to);
  if (!Number.isFinite(deviation)) {
    throw new ModelError(`${where()}: the probabilities sum to more than a double can hold, expected 1`);
  }
  const bound = roundingBound(positive);
  if (!options.normalize && Math.abs(deviation) > bound) {
    throw new ModelError(
      `${where()}: the probabilities sum to ${1 + deviation}, expected 1; off by ${brief(deviation)} where rounding explains ${brief(bound)}` +
        ' (a missing successor, or too few digits printed; --normalize or `normalize: true` divides by the sum)',
    );
  }
};

/** What {@link isWeight} asks for, in words. */
export const WEIGHT = 'a finite number of at least 0';

/** Whether `value` may weigh a transition. */
export const isWeight = (value: unknown): value is number => Number.isFinite(value) && (value as number) >= 0;

/** Whether `value` is a whole number from 0 to {@link MAX_STATES}, as states, actions and successors are. */
export const isIndex = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_STATES;

const checkShape = (mdp: FiniteMdp): void => {
  const pairs = mdp.actions.length;
  const transitions = mdp.successors.length;
  checkLength('pairOffsets', mdp.pairOffsets.length, mdp.stateCount + 1);
  checkLength('rewards', mdp.rewards.length, pairs);
  checkLength('transitionOffsets', mdp.transitionOffsets.length, pairs + 1);
  checkLength('weights', mdp.weights.length, transitions);
  if (mdp.transitionRewards) checkLength('transitionRewards', mdp.transitionRewards.length, transitions);
  checkOffsets('pairOffsets', mdp.pairOffsets, pairs);
  checkOffsets('transitionOffsets', mdp.transitionOffsets, transitions);
};

const checkNames = ({ names, stateCount, actions }: FiniteMdp): void => {
  if (names?.states !== undefined && names.states.length !== stateCount) {
    throw numberRefusal('names', 'the number of state names', names.states.length, `${stateCount}, one for each state`);
  }
  const last = actions.reduce((a, b) => Math.max(a, b), -1);
  if (names?.actions !== undefined && names.actions.length <= last) {
    const expected = `at least ${last + 1}, one for each action from 0 to ${last}`;
    throw numberRefusal('names', 'the number of action names', names.actions.length, expected);
  }
};

const checkLength = (array: string, found: number, expected: number): void => {
  if (found !== expected) throw numberRefusal('model', `the length of ${array}`, found, `${expected}`);
};

const checkOffsets = (array: string, offsets: Int32Array, total: number): void => {
  const ordered = offsets.every((offset, i) => i === 0 || offset >= offsets[i - 1]);
  if (offsets[0] !== 0 || offsets[offsets.length - 1] !== total || !ordered) {
    throw new ModelError(`model: ${array} must ascend from 0 to ${total}`);
  }
};

const checkActions = (mdp: FiniteMdp, state: number): void => {
  const actions = mdp.actions.subarray(mdp.pairOffsets[state], mdp.pairOffsets[state + 1]);
  const seen = new Set<number>();
  for (const action of actions) {
    if (action < 0)
      throw numberRefusal(stateLabel(mdp.names, state), 'an action', action, 'a whole number of at least 0');
    if (seen.has(action))
      throw new ModelError(`${pairLabel(mdp.names, state, action)}: the pair stands twice, expected once`);
    seen.add(action);
  }
};

const checkPair = (mdp: FiniteMdp, state: number, pair: number, options: RowOptions): void => {
  const where = () => pairLabel(mdp.names, state, mdp.actions[pair]);
  if (!Number.isFinite(mdp.rewards[pair]))
    throw numberRefusal(where(), 'the reward', mdp.rewards[pair], 'a finite number');
  const [from, to] = [mdp.transitionOffsets[pair], mdp.transitionOffsets[pair + 1]];
  for (let t = from; t < to; t++) {
    const successor = mdp.successors[t];
    if (successor < 0 || successor > mdp.stateCount) {
      throw numberRefusal(where(), 'a successor', successor, `0 to ${mdp.stateCount} (the end of the episode)`);
    }
    if (mdp.transitionRewards && !Number.isFinite(mdp.transitionRewards[t])) {
      throw numberRefusal(where(), 'the reward of a transition', mdp.transitionRewards[t], 'a finite number');
    }
  }
  checkRow(mdp.weights, from, to, where, options);
};

/** A deviation in three significant digits. */
const brief = (deviation: number): string => deviation.toPrecision(3);
