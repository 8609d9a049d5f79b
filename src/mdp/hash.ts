import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import type { FiniteMdp } from './finite-mdp.ts';

/**
 * `sha256:` and 64 hexadecimal digits that stand for the numbers of `mdp`; names do not enter.
 *
 * Hashed, little-endian and without padding: the ASCII text `soft-bellman-mdp/1` and a zero byte; four unsigned 32-bit counts
 * (states, pairs, transitions, and 1 if there are rewards on transitions, else 0); then `pairOffsets`, `actions`, `rewards`,
 * `transitionOffsets`, `successors`, `weights` and, where there are, `transitionRewards`: 32-bit integers and IEEE doubles.
 */
export const modelHash = (mdp: FiniteMdp): string => {
  const hash = createHash('sha256').update('soft-bellman-mdp/1\0');
  const { transitionRewards } = mdp;
  const counts = [mdp.stateCount, mdp.actions.length, mdp.successors.length, transitionRewards ? 1 : 0];
  const arrays = [
    Int32Array.from(counts),
    mdp.pairOffsets,
    mdp.actions,
    mdp.rewards,
    mdp.transitionOffsets,
    mdp.successors,
    mdp.weights,
    ...(transitionRewards ? [transitionRewards] : []),
  ];
  for (const array of arrays) hash.update(littleEndian(array));
  return `sha256:${hash.digest('hex')}`;
};

const littleEndian = (array: Int32Array | Float64Array): Uint8Array => {
  const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  if (endianness() === 'LE') return bytes;
  return array.BYTES_PER_ELEMENT === 4 ? Buffer.from(bytes).swap32() : Buffer.from(bytes).swap64();
};
