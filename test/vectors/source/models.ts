import type { Problem } from '../../../properties/subject.ts';
import { buildMdp } from '../../../src/mdp/index.ts';

/** A problem as it travels (docs/protocol.md), with plain numbers. */
export interface EncodedProblem {
  readonly states: number;
  readonly discount: number;
  readonly temperature: number;
  readonly actions: readonly (readonly {
    readonly reward: number;
    readonly transitions: readonly (readonly [next: number | null, probability: number, reward?: number])[];
  }[])[];
}

export const problemOf = ({ states, discount, temperature, actions }: EncodedProblem): Problem => {
  const pairs = actions.flatMap((row, state) => row.map((action, number) => ({ state, number, ...action })));
  const mdp = buildMdp({
    stateCount: states,
    transitions: pairs.flatMap(({ state, number, transitions }) =>
      transitions.map(([next, probability, reward]) => [state, number, next ?? 'end', probability, reward] as const),
    ),
    rewards: pairs.map(({ state, number, reward }) => [state, number, reward] as const),
    terminal: [...actions.keys()].filter(state => actions[state].length === 0),
  });
  return { mdp, discount, temperature };
};
