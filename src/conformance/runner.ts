import type { Law } from '../../properties/index.ts';
import type { Verdict } from './judge.ts';
import { type JudgingThread, judgingThread } from './judging-thread.ts';
import { type Assignment, assignments, lacking, type Shard } from './plan.ts';
import { type Patience, ProcessFault, type SubjectProcess, startSubject } from './process.ts';
import { ProtocolError } from './protocol.ts';
import { FORMAT, type LawReport, type Report, verdictOf } from './report/report.ts';

export interface Run {
  readonly command: readonly string[];
  /** The laws to try, in the order of the report. */
  readonly laws: readonly Law[];
  readonly seed: number;
  /** Cases of each law. */
  readonly runs: number;
  readonly shard: Shard;
  /** When to stop, in milliseconds since 1970. */
  readonly deadline: number;
  readonly patience: Patience;
  /** Hears of every law that is done. */
  onLaw?(law: LawReport): void;
}

/** So many laws are tried at once: while one thinks, another's call is on its way. */
const THREADS = 4;

/** A process that fails so many laws in a row, each with a fresh start, is not started again. */
const MAX_FAULTS_IN_A_ROW = 3;

type Inconclusive = Extract<Verdict, { kind: 'inconclusive' }>;
type Judged = Verdict & { readonly block: number };

/**
 * Holds an implementation to laws. Several laws are tried at once until the process fails for the first time; as nobody can tell whose fault
 * that was, the laws that it hit and those still to come are then tried one by one, and what fails alone is inconclusive.
 * @throws {@link ProtocolError} or {@link ProcessFault} if the implementation does not start as it should.
 */
export const conform = async (run: Run): Promise<Report> => {
  const begin = performance.now();
  let subject = await startSubject(run.command, run.patience);
  const { introduction } = subject;
  const threads: JudgingThread[] = [];
  const thread = (): JudgingThread => {
    const started = judgingThread(introduction, () => subject);
    threads.push(started);
    return started;
  };
  const restart = async (): Promise<void> => {
    if (subject.alive) return;
    subject = await restarted(run, subject);
  };

  const lacks = (law: Law): readonly string[] => lacking(law, introduction);
  const applicable = run.laws.filter(law => lacks(law).length === 0);
  const queue = [...assignments(applicable, run.seed, run.runs, run.shard)];
  const reports = new Map<string, LawReport>();
  const tell = (law: LawReport): void => {
    reports.set(law.law, law);
    run.onLaw?.(law);
  };
  for (const law of run.laws)
    if (lacks(law).length > 0) tell({ law: law.id, verdict: 'skipped', cases: 0, lacks: lacks(law) });

  try {
    const hit: Assignment[] = [];
    const judgeFromQueue = async (): Promise<void> => {
      const own = thread();
      while (hit.length === 0 && queue.length > 0) {
        const assignment = queue.shift()!;
        const judged = await judgeLaw(own, assignment, run.deadline);
        if (isProcessFault(judged)) hit.push(assignment);
        else tell(lawReport(assignment, judged));
      }
    };
    await Promise.all(Array.from({ length: Math.min(THREADS, queue.length) }, judgeFromQueue));

    let faults = 0;
    let reason = '';
    for (const assignment of [...hit, ...queue]) {
      const judged =
        faults === MAX_FAULTS_IN_A_ROW
          ? notTried(`not tried, as the process failed ${faults} laws in a row: ${reason}`)
          : await judgeAlone(restart, threads[0], assignment, run.deadline);
      if (isProcessFault(judged)) {
        faults++;
        reason = judged.reason;
      } else if (faults < MAX_FAULTS_IN_A_ROW) faults = 0;
      tell(lawReport(assignment, judged));
    }
  } finally {
    await Promise.all(threads.map(t => t.end()));
    await subject.stop();
  }

  const laws = run.laws.flatMap(law => reports.get(law.id) ?? []);
  const { command, seed, runs, shard } = run;
  const seconds = (performance.now() - begin) / 1000;
  const verdict = verdictOf(laws, applicable.length > 0);
  return { format: FORMAT, command, subject: introduction, seed, runs, shard, verdict, seconds, laws };
};

/** The implementation once more, after it has failed. */
const restarted = async (run: Run, failed: SubjectProcess): Promise<SubjectProcess> => {
  await failed.stop();
  return startSubject(run.command, run.patience);
};

const notTried = (reason: string): Judged => ({
  kind: 'inconclusive',
  cases: 0,
  reason,
  processFault: false,
  block: 0,
});

const isProcessFault = (verdict: Verdict): verdict is Inconclusive =>
  verdict.kind === 'inconclusive' && verdict.processFault;

/** Blocks one after the other, until one refutes or the process fails; a refutation outweighs what was inconclusive before it. */
const judgeLaw = async (thread: JudgingThread, { law, blocks }: Assignment, deadline: number): Promise<Judged> => {
  let judged: Judged = { kind: 'holds', cases: 0, block: 0 };
  for (const { index: block, seed, runs } of blocks) {
    const verdict: Verdict = await thread.judge(law.id, { seed, runs, deadline });
    const cases: number = judged.cases + verdict.cases;
    const outweighs: boolean = judged.kind === 'holds' || verdict.kind === 'refuted';
    judged = { ...(outweighs ? { ...verdict, block } : judged), cases };
    if (verdict.kind === 'refuted' || isProcessFault(verdict)) break;
  }
  return judged;
};

const judgeAlone = async (
  restart: () => Promise<void>,
  thread: JudgingThread,
  assignment: Assignment,
  deadline: number,
): Promise<Judged> => {
  try {
    await restart();
  } catch (error) {
    if (!(error instanceof ProcessFault || error instanceof ProtocolError)) throw error;
    const reason = `the process does not start again: ${error.message}`;
    return { kind: 'inconclusive', cases: 0, reason, processFault: true, block: 0 };
  }
  return judgeLaw(thread, assignment, deadline);
};

const lawReport = ({ law: { id: law } }: Assignment, judged: Judged): LawReport => {
  const { cases, block } = judged;
  if (judged.kind === 'holds') return { law, verdict: 'holds', cases };
  if (judged.kind === 'inconclusive') return { law, verdict: 'inconclusive', cases, reason: judged.reason };
  return { law, verdict: 'refuted', cases, counterexample: { ...judged.counterexample, block } };
};
