import { closeSync, openSync, writeSync } from 'node:fs';
import { type DiscountedMdp, discounted } from '../src/kernels/index.ts';
import type { FiniteMdp } from '../src/mdp/index.ts';

/**
 * Writes a model for the peers: int32 states, pairs, transitions, 0; float64 rewards and probabilities; int32 pairOffsets,
 * transitionOffsets, successors. Little-endian, without padding.
 */
export const writeModel = (path: string, mdp: FiniteMdp): void => {
  const { stateCount, rewards, probabilities, pairOffsets, transitionOffsets, successors }: DiscountedMdp = discounted(
    mdp,
    1,
  );
  const head = Int32Array.of(stateCount, rewards.length, successors.length, 0);
  const file = openSync(path, 'w');
  for (const column of [head, rewards, probabilities, pairOffsets, transitionOffsets, successors])
    writeSync(file, new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  closeSync(file);
};
