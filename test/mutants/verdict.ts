import fc from 'fast-check';
import { isApplicable, type Law, type Subject } from '../../properties/index.ts';

/** What a law said about a subject on the cases of one seed. */
export interface Verdict {
  /** `inconclusive` if too many cases had to be set aside. */
  readonly kind: 'holds' | 'refuted' | 'inconclusive';
  /** Cases tried; the last one refutes, if any does. */
  readonly cases: number;
}

/** The verdict on up to `numRuns` cases, without shrinking. */
export const judge = (law: Law, subject: Subject, seed: number, numRuns: number): Verdict => {
  if (!isApplicable(law, subject)) throw new RangeError(`${subject.name} lacks what ${law.id} needs`);
  const run = fc.check(law.property(subject), { seed, numRuns, endOnFailure: true, maxSkipsPerRun: 1 });
  const kind = !run.failed ? 'holds' : run.counterexample === null ? 'inconclusive' : 'refuted';
  return { kind, cases: run.numRuns };
};
