import { readFileSync } from 'node:fs';
import { hasCoq, requiresCoq } from './coq.ts';

/** Debian's packages for the proofs; those of check --coq are among them. */
const PACKAGES = readFileSync('spec/coq/packages.txt', 'utf8').trim().replaceAll('\n', ' ');

/** Says once what this machine cannot check. */
export const setup = (): void => {
  if (hasCoq) return;
  const unchecked = 'proofs (npm run prove) and check --coq are not checked here: no coqc';
  if (requiresCoq) throw new Error(`SOFT_BELLMAN_REQUIRE=coq: ${unchecked} (Debian: apt-get install ${PACKAGES})`);
  console.log(`${unchecked} (Debian: apt-get install ${PACKAGES})`);
};
