import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from './command.ts';

/** Writes a file whole or not at all: beside it first, then moved into place. */
export const writeWhole = (path: string, content: string | Iterable<string | Uint8Array>): void => {
  const draft = `${path}.${process.pid}.part`;
  let drafted = false;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(draft, 'w');
    drafted = true;
    try {
      for (const chunk of typeof content === 'string' ? [content] : content) writeFileSync(file, chunk);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    if (drafted) rmSync(draft, { force: true });
    throw new UsageError(`cannot write ${path}: ${(error as NodeJS.ErrnoException).code ?? error}`);
  }
};
