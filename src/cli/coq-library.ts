import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from './command.ts';
import { COMPILE, coqc, HOW_TO_GET_COQ } from './coqc.ts';
import { progress } from './progress.ts';

/** The proofs, seen from `src/cli` and from `dist/src/cli`. */
const SOURCES = ['../../', '../../../']
  .map(root => fileURLToPath(new URL(`${root}spec/coq/SoftBellman`, import.meta.url)))
  .find(existsSync)!;

const CHECKERS = ['CheckerFloat', 'CheckerBigint'];

/** Longest time that one file of the library may take; a second or two is usual. */
const FILE_SECONDS = 300;

/** The options that let coqc find the compiled checkers in a folder. */
export const libraryOptions = (folder: string): readonly string[] => ['-Q', folder, 'SoftBellman'];

/**
 * The folder that holds the compiled checkers: that of the sources if `npm run prove` has built them, else one in the user's cache,
 * which is built now if need be (some 20 s, once for a version of Coq and of the sources).
 * @throws {@link UsageError} if they do not compile, or the cache cannot be written.
 */
export const coqLibrary = async (version: string): Promise<string> => {
  const files = sourcesInOrder();
  if ([...files.keys()].every(isBuilt)) return SOURCES;
  const hash = createHash('sha256').update(version);
  for (const [name, text] of files) hash.update(`\0${name}\0${text}`);
  const cache = resolve(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'soft-bellman');
  const folder = join(cache, `coq-${hash.digest('hex').slice(0, 16)}`);
  if (!existsSync(folder)) await build(files, version, cache, folder);
  return folder;
};

/** The checkers and all that they require, each after what it requires: name and text. */
const sourcesInOrder = (): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    const text = readFileSync(join(SOURCES, `${name}.v`), 'utf8');
    for (const [, required] of text.matchAll(/^From SoftBellman Require(?: Import| Export)? ([\w\s]+)\./gm))
      required.split(/\s+/).forEach(visit);
    found.set(name, text);
  };
  CHECKERS.forEach(visit);
  return found;
};

const isBuilt = (name: string): boolean => {
  const [source, compiled] = ['.v', '.vo'].map(suffix => join(SOURCES, name + suffix));
  return existsSync(compiled) && statSync(compiled).mtimeMs >= statSync(source).mtimeMs;
};

/** Compiles the files in a folder of their own, which is moved into place when it is complete. */
const build = async (
  files: ReadonlyMap<string, string>,
  version: string,
  cache: string,
  folder: string,
): Promise<void> => {
  const draft = writing(cache, () => {
    mkdirSync(cache, { recursive: true });
    return mkdtempSync(`${folder}-`);
  });
  const shown = progress();
  try {
    let done = 0;
    for (const [name, text] of files) {
      shown.update(`compiling the checkers of spec/coq, once: ${++done} of ${files.size}, ${name}.v`);
      writing(cache, () => writeFileSync(join(draft, `${name}.v`), text));
      const ended = await coqc([...COMPILE, ...libraryOptions('.'), `${name}.v`], draft, FILE_SECONDS);
      if (ended.kind === 'accepted') continue;
      if (ended.kind === 'stopped')
        throw new UsageError(`--coq: ${name}.v of spec/coq is not compiled: ${ended.reason}`);
      const refused = `Coq ${version} does not compile ${name}.v: ${ended.message}`;
      throw new UsageError(`--coq needs ${HOW_TO_GET_COQ}: ${refused}`);
    }
    writing(cache, () => moveUnlessThere(draft, folder));
  } finally {
    shown.end();
    rmSync(draft, { recursive: true, force: true });
  }
};

/** Another process may have been faster; what it has built is as good. */
const moveUnlessThere = (draft: string, folder: string): void => {
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
};

const writing = <T>(cache: string, action: () => T): T => {
  try {
    return action();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`cannot write ${cache} (${code}): set XDG_CACHE_HOME to a folder for the compiled checkers`);
  }
};
