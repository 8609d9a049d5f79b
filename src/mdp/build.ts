import { MdpAssembler, type Successor } from './assembler.ts';
import type { FiniteMdp, MdpNames } from './finite-mdp.ts';
import type { RowOptions } from './validate.ts';

/**
 * A finite MDP as lists, in any order. The weights of a pair must sum to 1 as far as rounding lets them
 * (some units in the last place), unless `normalize` is chosen.
 */
export interface MdpInput {
  readonly stateCount: number;
  /** A pair `(state, action)` exists if a transition names it. A successor may stand twice: the weights add up. */
  readonly transitions: Iterable<
    readonly [state: number, action: number, next: Successor, weight: number, reward?: number | undefined]
  >;
  /** At most one a pair; a pair that is not listed pays 0. */
  readonly rewards?: Iterable<readonly [state: number, action: number, reward: number]>;
  /** The states without actions. */
  readonly terminal?: Iterable<number>;
  readonly names?: MdpNames;
}

/**
 * The {@link FiniteMdp} that `input` lists.
 * @throws {@link ModelError} naming the state and action at fault.
 */
export const buildMdp = (input: MdpInput, options: RowOptions = {}): FiniteMdp => {
  const assembler = new MdpAssembler(input.stateCount, input.names);
  for (const [state, action, next, weight, reward] of input.transitions) {
    assembler.transition(state, action, next, weight, reward);
  }
  for (const [state, action, reward] of input.rewards ?? []) assembler.reward(state, action, reward);
  for (const state of input.terminal ?? []) assembler.terminal(state);
  return assembler.finish(options);
};
