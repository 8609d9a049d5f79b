import fc from 'fast-check';
import { seed } from '../laws/seed.ts';

/** The same cases for every mutant, and no search for a smaller counterexample: that there is one is enough. */
fc.configureGlobal({ seed, endOnFailure: true });
