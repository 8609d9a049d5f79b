import { MdpAssembler } from '../assembler.ts';
import type { FiniteMdp } from '../finite-mdp.ts';
import { ModelError, numberRefusal, pairLabel, refusal, show, stateLabel } from '../model-error.ts';
import { checkRow, isIndex, type RowOptions } from '../validate.ts';
import { isJsonObject } from './json-shape.ts';

/** $(p, s', r, \mathrm{terminated})$; probability and reward are not yet checked. */
type Outcome = readonly [probability: number, next: number, reward: number, terminated: boolean];

/** The actions of a state with their outcomes. */
type Choices = readonly { readonly action: number; readonly outcomes: readonly Outcome[] }[];

/** Whether a JSON value looks like Gymnasium's table: an object with a number among its names. */
export const isGymnasium = (value: unknown): boolean => isJsonObject(value) && Object.keys(value).some(isWholeNumber);

/**
 * The model in `json.dumps(env.unwrapped.P)`, that is `{"state": {"action": [[p, next, reward, terminated], …]}}`.
 *
 * - A terminated outcome ends the episode, whatever state it names.
 * - A state is terminal if all its possible outcomes are terminated loops to itself with reward 0: Gymnasium's way to write one. Any other
 *   state keeps its actions, even where the episode is never continued from it (CliffWalking's goal, Taxi's passenger delivered).
 * - A successor may be listed twice (FrozenLake's walls): the weights add up.
 * @throws {@link ModelError} naming the state and action at fault.
 */
export const readGymnasium = (table: unknown, options: RowOptions = {}): FiniteMdp => {
  const states = numbered(table, 'table', 'state');
  states.forEach(({ number }, index) => {
    if (number !== index) {
      const last = states.at(-1)!.number;
      throw new ModelError(
        `${stateLabel(undefined, index)}: missing from the table, expected states 0 to ${last} without gaps`,
      );
    }
  });
  const assembler = new MdpAssembler(states.length);
  for (const { number: state, value } of states) {
    const choices = readChoices(value, state, states.length);
    if (choices.every(({ outcomes }) => outcomes.every(outcome => isTerminalLoop(outcome, state)))) {
      for (const { action, outcomes } of choices) {
        const weights = outcomes.map(([probability]) => probability);
        checkRow(weights, 0, weights.length, () => pairLabel(undefined, state, action), options);
      }
      assembler.terminal(state);
    } else {
      for (const { action, outcomes } of choices) {
        for (const [probability, next, reward, terminated] of outcomes) {
          assembler.transition(state, action, terminated ? 'end' : next, probability, reward);
        }
      }
    }
  }
  return assembler.finish(options);
};

const readChoices = (value: unknown, state: number, stateCount: number): Choices => {
  const actions = numbered(value, stateLabel(undefined, state), 'action');
  if (actions.length === 0) {
    throw new ModelError(
      `${stateLabel(undefined, state)}: no action, expected at least one (a terminal state loops to itself: [[1.0, ${state}, 0, true]])`,
    );
  }
  return actions.map(({ number: action, value: outcomes }) => {
    const where = pairLabel(undefined, state, action);
    if (!Array.isArray(outcomes) || outcomes.length === 0) {
      throw refusal(where, 'the value', outcomes, OUTCOMES, 'an action that is not available must not be listed');
    }
    for (const outcome of outcomes) checkOutcome(outcome, where, stateCount);
    return { action, outcomes };
  });
};

const OUTCOMES = 'a list [[probability, next state, reward, terminated], ...]';

const checkOutcome = (outcome: unknown, where: string, stateCount: number): void => {
  if (!Array.isArray(outcome) || outcome.length !== 4) {
    throw refusal(where, 'an outcome', outcome, '[probability, next state, reward, terminated]');
  }
  const [, next, , terminated] = outcome;
  if (!isIndex(next) || next >= stateCount) {
    throw numberRefusal(where, 'a successor', next, `a state, 0 to ${stateCount - 1}`);
  }
  if (typeof terminated !== 'boolean') throw refusal(where, '"terminated"', terminated, 'true or false');
};

const isTerminalLoop = ([probability, next, reward, terminated]: Outcome, state: number): boolean =>
  probability === 0 || (terminated && next === state && reward === 0);

/** The entries of an object whose names are whole numbers, in ascending order, as JavaScript keeps them. */
const numbered = (value: unknown, where: string, what: string): { number: number; value: unknown }[] => {
  if (!isJsonObject(value)) throw refusal(where, 'the value', value, `an object with a number for each ${what}`);
  return Object.entries(value).map(([name, entry]) => {
    const number = Number(name);
    if (!isWholeNumber(name) || !isIndex(number)) {
      throw new ModelError(`${where}: the ${what} is called ${show(name)}, expected a whole number from 0`);
    }
    return { number, value: entry };
  });
};

const isWholeNumber = (name: string): boolean => /^(?:0|[1-9]\d*)$/.test(name);
