import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What some tests need beside Node and what npm ci installs. */
export interface Tool {
  /** A command that succeeds where it is there. */
  readonly version: readonly [command: string, ...args: string[]];
  /** What is left out without it. */
  readonly checks: string;
  /** How to get it. */
  readonly help: string;
}

export type ToolName = 'coq' | 'go' | 'python' | 'onnx' | 'tfjs-node' | 'chromium';

const debian = (packages: string): string => `Debian: apt-get install ${packages}`;

const tfjsNode = `${process.env.SOFT_BELLMAN_TFJS_NODE ?? '.'}/node_modules/@tensorflow/tfjs-node`;

export const tools: Readonly<Record<ToolName, Tool>> = {
  coq: {
    version: ['coqc', '-print-version'],
    checks: 'proofs (npm run prove) and check --coq',
    help: debian(readFileSync('spec/coq/packages.txt', 'utf8').trim().replaceAll('\n', ' ')),
  },
  go: { version: ['go', 'version'], checks: 'the kit for Go', help: debian('golang-go') },
  python: { version: ['python3', '--version'], checks: 'the kit for Python', help: debian('python3') },
  onnx: {
    version: [process.execPath, '-e', 'require("onnxruntime-node")'],
    checks: 'the compiled engine',
    help: 'npm install onnxruntime-node',
  },
  'tfjs-node': {
    version: [process.execPath, 'scripts/check-tfjs-node.mjs', tfjsNode],
    checks: 'the eager engine on its native library',
    help: 'node scripts/build-tfjs-node.mjs FOLDER, then SOFT_BELLMAN_TFJS_NODE=FOLDER',
  },
  chromium: { version: ['chromium', '--version'], checks: 'the learner in a browser', help: debian('chromium') },
};

/** Whether this machine has it. */
export const has = (name: ToolName): boolean => {
  const [command, ...args] = tools[name].version;
  return spawnSync(command, args).status === 0;
};

/** `SOFT_BELLMAN_REQUIRE=coq,go`: where one of these is missing the run fails, instead of leaving out what needs it. */
export const required: readonly string[] = (process.env.SOFT_BELLMAN_REQUIRE ?? '').split(',').filter(Boolean);
