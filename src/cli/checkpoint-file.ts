import { readFileSync } from 'node:fs';
import type { Arrays } from '../sac/arrays.ts';
import { type Identity, readCheckpoint, writeCheckpoint } from '../sac/checkpoint.ts';
import { TrainingError } from '../sac/training-error.ts';
import { UsageError } from './command.ts';
import { writeWhole } from './files.ts';

/** Writes a checkpoint whole or not at all; an older one stays until then. */
export const saveCheckpoint = (path: string, identity: Identity, arrays: Arrays): void =>
  writeWhole(path, writeCheckpoint(identity, arrays));

/** @throws {@link UsageError} naming the file, if it cannot be read or is none of this identity. */
export const loadCheckpoint = (path: string, identity: Identity): Arrays => {
  try {
    return readCheckpoint(readFileSync(path), identity);
  } catch (error) {
    const reason = error instanceof TrainingError ? error.message : (error as NodeJS.ErrnoException).code;
    if (reason === undefined) throw error;
    throw new UsageError(`${path}: ${reason}`);
  }
};
