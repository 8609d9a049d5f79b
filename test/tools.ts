import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A program beside Node that some tests need. */
export interface Tool {
  readonly version: readonly [command: string, ...args: string[]];
  /** What is left out without it. */
  readonly checks: string;
  /** Debian's packages. */
  readonly packages: string;
}

export type ToolName = 'coq' | 'go' | 'python' | 'chromium';

export const tools: Readonly<Record<ToolName, Tool>> = {
  coq: {
    version: ['coqc', '-print-version'],
    checks: 'proofs (npm run prove) and check --coq',
    packages: readFileSync('spec/coq/packages.txt', 'utf8').trim().replaceAll('\n', ' '),
  },
  go: { version: ['go', 'version'], checks: 'the kit for Go', packages: 'golang-go' },
  python: { version: ['python3', '--version'], checks: 'the kit for Python', packages: 'python3' },
  chromium: { version: ['chromium', '--version'], checks: 'the learner in a browser', packages: 'chromium' },
};

/** Whether this machine has it. */
export const has = (name: ToolName): boolean => {
  const [command, ...args] = tools[name].version;
  return spawnSync(command, args).status === 0;
};

/** `SOFT_BELLMAN_REQUIRE=coq,go`: where one of these is missing the run fails, instead of leaving out what needs it. */
export const required: readonly string[] = (process.env.SOFT_BELLMAN_REQUIRE ?? '').split(',').filter(Boolean);
