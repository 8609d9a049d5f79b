import { HOW_TO_GET_COQ } from '../src/cli/coqc.ts';
import { hasCoq, requiresCoq } from './coq.ts';

/** Says once what this machine cannot check. */
export const setup = (): void => {
  if (hasCoq) return;
  const unchecked = 'proofs (npm run prove) and check --coq are not checked here: they need';
  if (requiresCoq) throw new Error(`SOFT_BELLMAN_REQUIRE=coq: ${unchecked} ${HOW_TO_GET_COQ}`);
  console.log(`${unchecked} ${HOW_TO_GET_COQ}`);
};
