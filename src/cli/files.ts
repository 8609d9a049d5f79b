import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from './command.ts';

/** Writes a file whole or not at all: beside it first, then moved into place. */
export const writeWhole = (path: string, text: string | Iterable<string>): void => {
  const draft = `${path}.${process.pid}.part`;
  let drafted = false;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(draft, 'w');
    drafted = true;
    try {
      for (const chunk of typeof text === 'string' ? [text] : text) writeSync(file, chunk);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    if (drafted) rmSync(draft, { force: true });
    throw new UsageError(`cannot write ${path}: ${(error as NodeJS.ErrnoException).code ?? error}`);
  }
};
