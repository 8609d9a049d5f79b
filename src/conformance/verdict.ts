import { type Evidence, sum } from './evidence.ts';
import type { Call } from './remote.ts';

/** A case that refutes a law, as simple as shrinking could make it. */
export interface Counterexample {
  /** The block of cases that it was found in. */
  readonly block: number;
  /** Repeat it: the seed of its block, and fast-check's path to it. */
  readonly seed: number;
  readonly path: string;
  /** How many simplifications led to it. */
  readonly shrinks: number;
  /** What fails, with both sides in plain numbers. */
  readonly message: string;
  /** What was drawn, as a person reads it. */
  readonly values: string;
  /** What the implementation was asked and what it answered. */
  readonly calls: readonly Call[];
}

/** What one law says of one implementation on some of its blocks of cases. */
export type Verdict = Evidence & {
  /** Cases that there should have been. */
  readonly asked: number;
} & (
    | { readonly verdict: 'holds' }
    /** The evidence is that of the block of the counterexample, whose message tells how far it is beyond any margin. */
    | { readonly verdict: 'refuted'; readonly counterexample: Counterexample }
    | {
        readonly verdict: 'inconclusive';
        /** The first block that was. */
        readonly block: number;
        readonly reason: string;
        /** The process failed, not this law alone. */
        readonly processFault?: true;
      }
  );

/**
 * What two sets of blocks say together, in whatever order they were tried and wherever: the refutation of the earliest block, or else the reason
 * of the earliest inconclusive one, on the evidence of both.
 */
export const together = (a: Verdict, b: Verdict): Verdict => {
  if (a.verdict === 'refuted' && b.verdict === 'refuted')
    return b.counterexample.block < a.counterexample.block ? b : a;
  if (a.verdict === 'refuted') return a;
  if (b.verdict === 'refuted') return b;
  const bothInconclusive = a.verdict === 'inconclusive' && b.verdict === 'inconclusive';
  const graver = bothInconclusive ? (b.block < a.block ? b : a) : a.verdict === 'inconclusive' ? a : b;
  return { ...graver, asked: a.asked + b.asked, ...sum(a, b) };
};
