import { spawnSync } from 'node:child_process';

export const hasCoq: boolean = spawnSync('coqc', ['-print-version']).status === 0;

/** `SOFT_BELLMAN_REQUIRE=coq`: where Coq is missing the run fails, instead of leaving out what needs it. */
export const requiresCoq: boolean = process.env.SOFT_BELLMAN_REQUIRE === 'coq';
