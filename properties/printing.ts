import fc from 'fast-check';
import type { FiniteMdp } from '../src/mdp/finite-mdp.ts';
import { isTerminal, pairsOf, statesOf } from './model.ts';
import type { Problem } from './subject.ts';

/** Larger models are named, not listed. */
const LISTED_STATES = 10;

/** The value as it was, which a counterexample prints as `text`. */
const printedAs = <T extends object>(value: T, text: () => string): T =>
  Object.defineProperty(value, fc.toStringMethod, { value: text, enumerable: false });

/** A problem that a counterexample prints as a table, one line for every state and action. */
export const printableProblem = (problem: Problem): Problem =>
  printedAs({ ...problem }, () => {
    const { mdp, discount, temperature } = problem;
    const head = `discount ${discount}, temperature ${temperature}, ${mdp.names?.title ?? 'states'} 0 to ${mdp.stateCount - 1}`;
    return [head, ...(mdp.stateCount > LISTED_STATES ? [] : statesOf(mdp).flatMap(s => stateRows(mdp, s)))].join(
      '\n  ',
    );
  });

/** Log-probabilities that a counterexample prints as the weights they came from, state by state. */
export const printableWeights = <T extends object>(logPolicy: T, weights: readonly (readonly number[])[]): T =>
  printedAs(logPolicy, () => `proportional to (${weights.map(row => row.join(' ') || 'terminal').join(' | ')})`);

const stateRows = (mdp: FiniteMdp, state: number): readonly string[] =>
  isTerminal(mdp, state)
    ? [`state ${state}: terminal`]
    : pairsOf(mdp, state).map(
        pair =>
          `state ${state}, action ${mdp.actions[pair]}: reward ${mdp.rewards[pair]}, then ${successors(mdp, pair)}`,
      );

const successors = (mdp: FiniteMdp, pair: number): string => {
  const begin = mdp.transitionOffsets[pair];
  const end = mdp.transitionOffsets[pair + 1];
  const weights = mdp.weights.subarray(begin, end);
  const mass = weights.reduce((a, b) => a + b, 0);
  return [...weights]
    .map((weight, i) => {
      const next = mdp.successors[begin + i];
      const reward = mdp.transitionRewards?.[begin + i] ?? 0;
      const chance = end - begin === 1 ? '' : ` ${weight}/${mass}`;
      return `${next === mdp.stateCount ? 'end' : `state ${next}`}${chance}${reward === 0 ? '' : ` (reward ${reward} more)`}`;
    })
    .join(', ');
};

/** Numbers and records of them as one text, in which $-0$ is 0. */
export const printed = (value: unknown): string => JSON.stringify(value);
