import type { Shard } from '../plan.ts';
import type { Introduction } from '../protocol.ts';
import type { Verdict } from '../verdict.ts';

export const FORMAT = 'soft-bellman-conformance/1';

/** A law that was tried. */
export type TriedLaw = {
  readonly law: string;
  /** Where it is stated: an address, or the command that prints it. */
  readonly theorem: string;
} & Verdict;

/** A law that was not. */
export interface SkippedLaw {
  readonly law: string;
  readonly theorem: string;
  readonly verdict: 'skipped';
  /** Asked for by `--skip`; otherwise the implementation lacks operations. */
  readonly byRequest: boolean;
  /** The operations that the law needs and the implementation does not offer. */
  readonly lacks: readonly string[];
}

/** What a run says about one law. */
export type LawReport = TriedLaw | SkippedLaw;

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

/** The verdicts in the order in which they are counted. */
export const VERDICTS = ['holds', 'refuted', 'inconclusive', 'skipped'] as const;

export const count = ({ laws }: Pick<Report, 'laws'>, verdict: LawReport['verdict']): number =>
  laws.filter(law => law.verdict === verdict).length;

/** Refuted if any law is; inconclusive if any is, or if none could be tried; holds otherwise. */
export const verdictOf = (laws: readonly LawReport[], triedElsewhere = false): RunVerdict => {
  const found = (verdict: LawReport['verdict']): boolean => laws.some(law => law.verdict === verdict);
  if (found('refuted')) return 'refuted';
  if (found('inconclusive')) return 'inconclusive';
  return found('holds') || triedElsewhere ? 'holds' : 'inconclusive';
};
