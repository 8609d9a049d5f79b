import { buildMdp, type FiniteMdp } from '../../src/mdp/index.ts';

/** Two actions with two successors and one, an action that ends the episode, and a terminal state. */
export const small: FiniteMdp = buildMdp({
  stateCount: 3,
  transitions: [
    [0, 0, 0, 0.75],
    [0, 0, 1, 0.25],
    [0, 1, 2, 1],
    [1, 0, 'end', 1],
  ],
  rewards: [
    [0, 0, -0.1],
    [0, 1, 2],
  ],
  terminal: [2],
});
