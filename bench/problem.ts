import { closeSync, openSync, writeSync } from 'node:fs';
import { discounted } from '../src/kernels/index.ts';
import type { FiniteMdp } from '../src/mdp/index.ts';

/** What every measurement is about: one model, in memory and in a file that the peers read. */
export interface Problem {
  readonly mdp: FiniteMdp;
  readonly discount: number;
  readonly temperature: number;
  /** Wanted width of the enclosure of $V^*$. */
  readonly width: number;
  /** Written by {@link writeModel}. */
  readonly path: string;
}

/**
 * Writes a model for the peers: int32 states, pairs, transitions, 0; float64 rewards and probabilities; int32 pairOffsets,
 * transitionOffsets, successors. In the machine's byte order, without padding.
 */
export const writeModel = (path: string, mdp: FiniteMdp): void => {
  const { stateCount, rewards, probabilities, pairOffsets, transitionOffsets, successors } = discounted(mdp, 1);
  const head = Int32Array.of(stateCount, rewards.length, successors.length, 0);
  const file = openSync(path, 'w');
  for (const column of [head, rewards, probabilities, pairOffsets, transitionOffsets, successors])
    writeSync(file, column);
  closeSync(file);
};
