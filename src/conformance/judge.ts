import fc from 'fast-check';
import { type Comparison, overhearing } from '../../properties/approximation.ts';
import type { Law, Subject } from '../../properties/index.ts';
import { difference } from './determinism.ts';
import { nothing, oneCase, oneDiscarded, sum } from './evidence.ts';
import type { Block } from './plan.ts';
import { type Call, Fault, Skipped } from './remote.ts';
import type { Verdict } from './verdict.ts';

export interface Trial extends Block {
  /** When to stop, in milliseconds since 1970. */
  readonly deadline: number;
  /** Only the case at this path, which must print as `values`. */
  readonly only?: { readonly path: string; readonly values: string };
}

/** An implementation, and the calls that it answered since the last time. */
export interface Recorder {
  readonly subject: Subject;
  takeCalls(): readonly Call[];
}

/** A refutation must come back so many times before it is one. */
const REPETITIONS = 3;

/**
 * Tries a law, and shrinks what refutes it. Once the implementation faults or time is up nothing more is asked of it: what was refuted before
 * stays refuted, all else is inconclusive. (fast-check would call an interrupted run a success, or with `markInterruptAsFailure` a failure; it is
 * neither, so fast-check is given no time limit and hears of no interruption.)
 *
 * A law is about functions. A refutation that does not come back on the same case, and an answer to the first case that changes when it is asked
 * again after all others, are inconclusive.
 */
export const judge = (law: Law, { subject, takeCalls }: Recorder, trial: Trial): Verdict => {
  const { index: block, seed, runs, deadline, only } = trial;
  const property = law.property(subject as Parameters<Law['property']>[0]);
  const asked = only ? 1 : runs;
  let evidence = nothing;
  let why = 'answers too vague to decide';
  let stop: Stop | undefined;
  let first: Attempt | undefined;
  let refuting: Attempt | undefined;

  const attempt = (value: unknown[]): Attempt => {
    takeCalls();
    const comparisons: Comparison[] = [];
    const outcome = overhearing(
      comparison => comparisons.push(comparison),
      () => property.run(value) as Outcome,
    );
    return { value, outcome, calls: takeCalls(), comparisons };
  };

  const run = (value: unknown[]): Outcome => {
    if (only && fc.stringify(value) !== only.values) stop = { reason: `${OTHER_VERSION} leads to other values` };
    else if (Date.now() > deadline) stop = { reason: '--max-time is over' };
    if (stop) return null;
    const tried = attempt(value);
    const { outcome, calls, comparisons } = tried;
    if (fc.PreconditionFailure.isFailure(outcome)) {
      if (!refuting) evidence = sum(evidence, oneDiscarded);
      if (outcome instanceof Skipped) why = `skipped by the implementation, ${outcome.reason}`;
      return outcome;
    }
    stop = stopped(outcome);
    if (stop) return null;
    if (!refuting) evidence = sum(evidence, oneCase(calls, comparisons));
    first ??= tried;
    if (outcome) refuting = tried;
    return outcome;
  };

  const watched: fc.IProperty<unknown[]> = {
    isAsync: () => false,
    generate: (random, runId) => property.generate(random, runId),
    shrink: value => property.shrink(value),
    runBeforeEach: () => undefined,
    runAfterEach: () => undefined,
    run: value => (stop || (only && evidence !== nothing) ? null : run(value)),
  };
  const more = only ? { path: only.path, endOnFailure: true } : {};
  const details = fc.check(watched, { seed, numRuns: runs, maxSkipsPerRun: 1, ...more });

  const inconclusive = (ended: Stop): Verdict => ({ verdict: 'inconclusive', asked, ...evidence, block, ...ended });
  if (refuting) {
    const unlike = unrepeated(refuting, attempt);
    if (unlike) return inconclusive({ reason: `not deterministic: ${unlike}` });
    const error = details.errorInstance;
    const counterexample = {
      block,
      seed,
      path: details.counterexamplePath!,
      shrinks: details.numShrinks,
      message: error instanceof Error ? error.message : String(error),
      values: fc.stringify(refuting.value),
      calls: refuting.calls,
    };
    const { cases, discarded, hypotheses } = evidence;
    return { verdict: 'refuted', asked, cases, discarded, hypotheses, counterexample };
  }
  if (stop) return inconclusive(stop);
  if (only && evidence === nothing) return inconclusive({ reason: `${OTHER_VERSION} leads nowhere` });
  if (details.failed || evidence.cases < asked)
    return inconclusive({ reason: `${evidence.discarded} cases were set aside: ${why}` });
  const again = attempt(first!.value);
  const unlike = difference(first!.calls, again.calls);
  const ended = unlike === undefined ? stopped(again.outcome) : { reason: `not deterministic: ${unlike}` };
  return ended ? inconclusive(ended) : { verdict: 'holds', asked, ...evidence };
};

const OTHER_VERSION = 'the case was made by another version, as its path';

type Outcome = fc.PropertyFailure | fc.PreconditionFailure | null;

/** Why nothing more is tried. */
interface Stop {
  readonly reason: string;
  readonly processFault?: true;
}

/** One case, tried once. */
interface Attempt {
  readonly value: unknown[];
  readonly outcome: Outcome;
  readonly calls: readonly Call[];
  readonly comparisons: readonly Comparison[];
}

/** Laws fail with a plain Error. A fault of the implementation, or any other error, a defect of this program, is no verdict on a law. */
const stopped = (outcome: Outcome): Stop | undefined => {
  if (outcome === null || fc.PreconditionFailure.isFailure(outcome)) return undefined;
  const { error } = outcome;
  if (error instanceof Fault) return { reason: error.message, ...(error.whole && { processFault: true }) };
  return (error as Error | undefined)?.name === 'Error' ? undefined : { reason: `internal error: ${error}` };
};

/** What differs when a refuting case is tried again, if it does not refute each time; a fault then takes nothing back. */
const unrepeated = (refuting: Attempt, attempt: (value: unknown[]) => Attempt): string | undefined => {
  for (let i = 0; i < REPETITIONS; i++) {
    const again = attempt(refuting.value);
    if (stopped(again.outcome)) return undefined;
    if (again.outcome === null || fc.PreconditionFailure.isFailure(again.outcome)) {
      const unlike = difference(refuting.calls, again.calls);
      return `a case refuted it once, then no more${unlike ? `, as ${unlike}` : ''}`;
    }
  }
  return undefined;
};
