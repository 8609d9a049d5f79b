import { expect, test } from 'vitest';
import { buildMdp, describe as describeMdp } from '../../src/mdp/index.ts';

test('counts what is there', () => {
  const mdp = buildMdp(
    {
      stateCount: 6,
      transitions: [
        [0, 0, 1, 0.5, 2],
        [0, 0, 'end', 0.5, -1],
        [0, 3, 0, 0.75],
        [0, 4, 1, 1],
        // Stays under every action, and is not terminal.
        [1, 0, 1, 1],
        [1, 1, 1, 1],
        // Nothing leads to state 2; state 5 only loops under one of its actions.
        [2, 0, 4, 1],
        [5, 0, 5, 1.125],
        [5, 1, 'end', 1],
      ],
      rewards: [
        [0, 0, 10],
        [2, 0, -5],
      ],
      terminal: [3, 4],
    },
    { normalize: true },
  );
  expect(describeMdp(mdp)).toEqual({
    states: 6,
    pairs: 8,
    transitions: 9,
    terminalStates: 2,
    actionsPerState: { least: 1, most: 3 },
    endingTransitions: 2,
    unenteredStates: 1,
    absorbingStates: 1,
    largestRowDeviation: { state: 0, action: 3, deviation: -0.25 },
    rewards: { least: -5, most: 12 },
  });
});

test('leaves out what a model of terminal states does not have', () => {
  expect(describeMdp(buildMdp({ stateCount: 2, transitions: [], terminal: [0, 1] }))).toEqual({
    states: 2,
    pairs: 0,
    transitions: 0,
    terminalStates: 2,
    endingTransitions: 0,
    unenteredStates: 0,
    absorbingStates: 0,
  });
});
