import { spawnSync } from 'node:child_process';
import { describe } from 'vitest';
import { HOW_TO_GET_COQ } from '../src/cli/coqc.ts';

const hasCoq = spawnSync('coqc', ['-print-version']).status === 0;

/** `SOFT_BELLMAN_REQUIRE=coq`: what lacks Coq fails instead of being skipped. */
const required = (process.env.SOFT_BELLMAN_REQUIRE ?? '').split(',').includes('coq');

/** `describe` where there is Coq; elsewhere one line that says what is not checked, or a failure if Coq is required. */
export const describeWithCoq = (what: string, tests: () => void): void => {
  if (!hasCoq && required) throw new Error(`SOFT_BELLMAN_REQUIRE=coq: ${what} needs ${HOW_TO_GET_COQ}`);
  if (!hasCoq) console.warn(`not checked: ${what}; it needs ${HOW_TO_GET_COQ}`);
  describe.skipIf(!hasCoq)(what, tests);
};
