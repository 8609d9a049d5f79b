import fc from 'fast-check';
import type { Law, Subject } from '../../properties/index.ts';
import { type Call, Fault, Skipped } from './remote.ts';

/** A case that refutes a law, as simple as shrinking could make it. */
export interface Counterexample {
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

/** What one law says of one implementation on the cases of one seed. */
export type Verdict =
  | { readonly kind: 'holds'; readonly cases: number }
  | { readonly kind: 'refuted'; readonly cases: number; readonly counterexample: Counterexample }
  | { readonly kind: 'inconclusive'; readonly cases: number; readonly reason: string; readonly processFault: boolean };

export interface Trial {
  readonly seed: number;
  readonly runs: number;
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

/**
 * Tries a law, and shrinks what refutes it. Once the implementation faults or time is up nothing more is asked of it: what was refuted before
 * stays refuted, all else is inconclusive.
 */
export const judge = (law: Law, { subject, takeCalls }: Recorder, { seed, runs, deadline, only }: Trial): Verdict => {
  const property = law.property(subject as Parameters<Law['property']>[0]);
  const asked = only ? 1 : runs;
  let cases = 0;
  let setAside = 0;
  let why = 'answers too vague to decide';
  let stop: { readonly reason: string; readonly processFault: boolean } | undefined;
  let refuting: { readonly values: string; readonly calls: readonly Call[] } | undefined;

  const run = (value: unknown[]): Outcome => {
    if (only && fc.stringify(value) !== only.values) {
      stop = {
        reason: `${OTHER_VERSION} leads to other values`,
        processFault: false,
      };
      return null;
    }
    if (Date.now() > deadline) {
      stop = { reason: `--max-time is over after ${cases} of ${asked} cases`, processFault: false };
      return null;
    }
    takeCalls();
    const outcome = property.run(value) as Outcome;
    if (fc.PreconditionFailure.isFailure(outcome)) {
      if (!refuting) setAside++;
      if (outcome instanceof Skipped) why = `skipped by the implementation, ${outcome.reason}`;
      return outcome;
    }
    if (outcome?.error instanceof Fault) {
      stop = { reason: outcome.error.message, processFault: outcome.error.whole };
      return null;
    }
    // Laws fail with a plain Error; any other is a defect of this program, and no verdict on the implementation.
    if (outcome && (outcome.error as Error | undefined)?.name !== 'Error') {
      stop = { reason: `internal error: ${outcome.error}`, processFault: false };
      return null;
    }
    if (!refuting) cases++;
    if (outcome) refuting = { values: fc.stringify(value), calls: takeCalls() };
    return outcome;
  };

  const watched: fc.IProperty<unknown[]> = {
    isAsync: () => false,
    generate: (random, runId) => property.generate(random, runId),
    shrink: value => property.shrink(value),
    runBeforeEach: () => undefined,
    runAfterEach: () => undefined,
    run: value => (stop || (only && cases + setAside > 0) ? null : run(value)),
  };
  const more = only ? { path: only.path, endOnFailure: true } : {};
  const details = fc.check(watched, { seed, numRuns: runs, maxSkipsPerRun: 1, ...more });
  if (refuting) {
    const error = details.errorInstance;
    const message = error instanceof Error ? error.message : String(error);
    const counterexample = {
      seed,
      path: details.counterexamplePath!,
      shrinks: details.numShrinks,
      message,
      ...refuting,
    };
    return { kind: 'refuted', cases, counterexample };
  }
  if (stop) return { kind: 'inconclusive', cases, ...stop };
  if (only && setAside === 0 && cases === 0)
    return { kind: 'inconclusive', cases, reason: `${OTHER_VERSION} leads nowhere`, processFault: false };
  if (details.failed || cases < asked)
    return { kind: 'inconclusive', cases, reason: `${setAside} cases were set aside: ${why}`, processFault: false };
  return { kind: 'holds', cases };
};

const OTHER_VERSION = 'the case was made by another version, as its path';

type Outcome = fc.PropertyFailure | fc.PreconditionFailure | null;
