import type { Counterexample } from '../judge.ts';
import type { Shard } from '../plan.ts';
import type { Introduction } from '../protocol.ts';

export const FORMAT = 'soft-bellman-conformance/1';

/** A counterexample and the block of cases that it was found in. */
export interface FoundCounterexample extends Counterexample {
  readonly block: number;
}

/** What a run says about one law. */
export type LawReport =
  | { readonly law: string; readonly verdict: 'holds'; readonly cases: number }
  | {
      readonly law: string;
      readonly verdict: 'refuted';
      readonly cases: number;
      readonly counterexample: FoundCounterexample;
    }
  | { readonly law: string; readonly verdict: 'inconclusive'; readonly cases: number; readonly reason: string }
  /** The implementation lacks operations that the law needs. */
  | { readonly law: string; readonly verdict: 'skipped'; readonly cases: 0; readonly lacks: readonly string[] };

export type RunVerdict = 'holds' | 'refuted' | 'inconclusive';

/** What a run, or a shard of one, says about an implementation. */
export interface Report {
  readonly format: typeof FORMAT;
  /** What was started. */
  readonly command: readonly string[];
  readonly subject: Introduction;
  readonly seed: number;
  /** Cases asked for, of each law, in all shards together. */
  readonly runs: number;
  readonly shard: Shard;
  readonly verdict: RunVerdict;
  readonly seconds: number;
  readonly laws: readonly LawReport[];
}

/** Refuted if any law is; inconclusive if any is, or if none could be tried; holds otherwise. */
export const verdictOf = (laws: readonly LawReport[], triedElsewhere = false): RunVerdict => {
  const found = (verdict: LawReport['verdict']): boolean => laws.some(law => law.verdict === verdict);
  if (found('refuted')) return 'refuted';
  if (found('inconclusive')) return 'inconclusive';
  return found('holds') || triedElsewhere ? 'holds' : 'inconclusive';
};
