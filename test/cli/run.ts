import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** The repository's root, where the tests are run from. */
export const root: string = process.cwd();

const built = join(root, 'dist/.tsbuildinfo');
const newest = ['src', 'properties']
  .flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(f => join(root, folder, f)),
  )
  .filter(file => file.endsWith('.ts'))
  .reduce((latest, file) => Math.max(latest, statSync(file).mtimeMs), 0);
if (!existsSync(built) || statSync(built).mtimeMs < newest)
  throw new Error('dist/ is older than the sources that these tests run from it: npm run build');

/** What a program did. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const BUFFER_BYTES = 1 << 28;

/** Without what makes Node colour its output, or warn that it does not. */
const env = { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined };

/** Runs a built program of `src/cli` under Node, with more variables in its environment. */
export const runNode = (args: readonly string[], cwd: string, more: NodeJS.ProcessEnv = {}): Promise<Outcome> =>
  new Promise(resolve => {
    const options = { cwd, env: { ...env, ...more }, maxBuffer: BUFFER_BYTES };
    execFile(process.execPath, args, options, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? Number.NaN : 0, stdout, stderr }),
    );
  });

export const main: string = join(root, 'dist/src/cli/main.js');

/** `soft-bellman ARGS` in a folder. */
export const run = (args: readonly string[], cwd: string = root): Promise<Outcome> => runNode([main, ...args], cwd);

/** An empty folder that lasts as long as the tests of a file; `models` and `kits` lead to the repository's. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'soft-bellman-'));
  for (const shared of ['models', 'kits']) symlinkSync(join(root, shared), join(folder, shared));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
