import type { Law } from '../../properties/index.ts';
import { nothing } from './evidence.ts';
import { type JudgingThread, judgingThread } from './judging-thread.ts';
import { type Assignment, assignments, lacking, type Shard } from './plan.ts';
import { type Patience, ProcessFault, startSubject } from './process.ts';
import { ProtocolError } from './protocol.ts';
import { FORMAT, type LawReport, type Report, verdictOf } from './report/report.ts';
import { theoremOf } from './report/theorem.ts';
import { together, type Verdict } from './verdict.ts';

export interface Run {
  readonly command: readonly string[];
  /** The laws of the report, in its order. */
  readonly laws: readonly Law[];
  /** Those of them that are left out by request. */
  readonly skip: readonly string[];
  readonly seed: number;
  /** Cases of each law. */
  readonly runs: number;
  readonly shard: Shard;
  /** When to stop, in milliseconds since 1970. */
  readonly deadline: number;
  readonly patience: Patience;
  /** Ends the run at once; what is not done by then is inconclusive. */
  readonly interrupted: AbortSignal;
  /** Hears of every law that is done. */
  onLaw?(law: LawReport): void;
}

/** So many laws are tried at once: while one thinks, another's call is on its way. */
const THREADS = 4;

/** A process that fails so many laws in a row, each with a fresh start, is not started again. */
const MAX_FAULTS_IN_A_ROW = 3;

type Inconclusive = Extract<Verdict, { verdict: 'inconclusive' }>;

/**
 * Holds an implementation to laws. Several laws are tried at once until the process fails for the first time; as nobody can tell whose fault
 * that was, the laws that it hit and those still to come are then tried one by one, and what fails alone is inconclusive.
 * @throws {@link ProtocolError} or {@link ProcessFault} if the implementation does not start as it should.
 */
export const conform = async (run: Run): Promise<Report> => {
  const begin = performance.now();
  let subject = await startSubject(run.command, run.patience, run.interrupted);
  const { introduction } = subject;
  const threads: JudgingThread[] = [];
  const thread = (): JudgingThread => {
    const started = judgingThread(introduction, () => subject);
    threads.push(started);
    return started;
  };
  const restart = async (): Promise<void> => {
    if (subject.alive) return;
    await subject.stop();
    subject = await startSubject(run.command, run.patience, run.interrupted);
  };

  const applicable = run.laws.filter(law => !run.skip.includes(law.id) && lacking(law, introduction).length === 0);
  const queue = [...assignments(applicable, run.seed, run.runs, run.shard)];
  const reports = new Map<string, LawReport>();
  const tell = (law: Law, verdict: Verdict): void => {
    const report = { law: law.id, theorem: theoremOf(law.id), ...verdict };
    reports.set(law.id, report);
    run.onLaw?.(report);
  };
  for (const law of run.laws)
    if (!applicable.includes(law))
      reports.set(law.id, {
        law: law.id,
        theorem: theoremOf(law.id),
        verdict: 'skipped',
        byRequest: run.skip.includes(law.id),
        lacks: lacking(law, introduction),
      });

  try {
    const hit: Assignment[] = [];
    const judgeFromQueue = async (): Promise<void> => {
      const own = thread();
      while (hit.length === 0 && queue.length > 0 && !run.interrupted.aborted) {
        const assignment = queue.shift()!;
        const verdict = await judgeLaw(own, assignment, run.deadline);
        if (isProcessFault(verdict) && !run.interrupted.aborted) hit.push(assignment);
        else tell(assignment.law, verdict);
      }
    };
    await Promise.all(Array.from({ length: Math.min(THREADS, queue.length) }, judgeFromQueue));

    let faults = 0;
    let reason = '';
    for (const assignment of [...hit, ...queue]) {
      const verdict = run.interrupted.aborted
        ? notTried(assignment, 'interrupted')
        : faults === MAX_FAULTS_IN_A_ROW
          ? notTried(assignment, `not tried, as the process failed ${faults} laws in a row: ${reason}`)
          : await judgeAlone(restart, threads[0], assignment, run.deadline);
      if (isProcessFault(verdict)) {
        faults++;
        reason = verdict.reason;
      } else if (faults < MAX_FAULTS_IN_A_ROW) faults = 0;
      tell(assignment.law, verdict);
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

const isProcessFault = (verdict: Verdict): verdict is Inconclusive =>
  verdict.verdict === 'inconclusive' && verdict.processFault === true;

/** The blocks that are not tried, for one reason. */
const notTried = ({ blocks }: Assignment, reason: string): Inconclusive => {
  const asked = blocks.reduce((total, { runs }) => total + runs, 0);
  return { verdict: 'inconclusive', asked, ...nothing, block: blocks[0].index, reason };
};

/** Blocks one after the other, until one refutes or the process fails. */
const judgeLaw = async (thread: JudgingThread, assignment: Assignment, deadline: number): Promise<Verdict> => {
  const { law, blocks } = assignment;
  let whole: Verdict | undefined;
  for (const [i, block] of blocks.entries()) {
    const verdict = await thread.judge(law.id, { ...block, deadline });
    whole = whole ? together(whole, verdict) : verdict;
    if (verdict.verdict === 'refuted') break;
    const rest = blocks.slice(i + 1);
    if (isProcessFault(verdict))
      return rest.length === 0 ? whole : together(whole, notTried({ law, blocks: rest }, verdict.reason));
  }
  return whole!;
};

const judgeAlone = async (
  restart: () => Promise<void>,
  thread: JudgingThread,
  assignment: Assignment,
  deadline: number,
): Promise<Verdict> => {
  try {
    await restart();
  } catch (error) {
    if (!(error instanceof ProcessFault || error instanceof ProtocolError)) throw error;
    return { ...notTried(assignment, `the process does not start again: ${error.message}`), processFault: true };
  }
  return judgeLaw(thread, assignment, deadline);
};
