import { laws as known } from '../../../properties/index.ts';
import { parseJson } from '../../mdp/formats/json-text.ts';
import { show } from '../../mdp/model-error.ts';
import { FORMAT, type LawReport, type Report, verdictOf } from './report.ts';

/** Reports that are refused: not such files, or not the shards of one run. One line. */
export class ReportError extends Error {
  override readonly name: string = 'ReportError';
}

/**
 * The report in a JSON text, as `conform --report json` prints it. It is trusted to be what it says it is: whoever may write it decides the
 * verdict.
 * @throws {@link ReportError}
 */
export const readReport = (text: string): Report => {
  const report = parseJson(text) as Report | null;
  if (typeof report !== 'object' || report?.format !== FORMAT)
    throw new ReportError(
      `no report, expected an object with "format": "${FORMAT}" (conform --report json prints one)`,
    );
  const { shard, laws } = report;
  if (!Number.isInteger(shard?.part) || !Number.isInteger(shard?.of))
    throw new ReportError(`shard is ${show(shard)}, expected part and of`);
  const wrong = Array.isArray(laws) ? laws.find(law => !isLawReport(law)) : laws;
  if (!Array.isArray(laws) || wrong !== undefined)
    throw new ReportError(`laws hold ${show(wrong)}, expected a law, its verdict, and what belongs to it`);
  return report;
};

/** Whether what the verdicts and their printing rest on is there. */
const isLawReport = (law: Partial<Record<string, unknown>> | null): boolean => {
  if (!known.some(({ id }) => id === law?.law) || !Number.isInteger(law?.cases)) return false;
  switch (law?.verdict) {
    case 'holds':
      return true;
    case 'skipped':
      return Array.isArray(law.lacks);
    case 'inconclusive':
      return typeof law.reason === 'string';
    case 'refuted': {
      const { block, message, values, calls } = (law.counterexample ?? {}) as Partial<Record<string, unknown>>;
      return Number.isInteger(block) && [message, values].every(x => typeof x === 'string') && Array.isArray(calls);
    }
    default:
      return false;
  }
};

/**
 * The report of the whole run from those of its shards. A law holds if it does in all of them; the counterexample is that of the first block
 * that has one, as it would have been without shards.
 * @throws {@link ReportError} unless the reports are all shards of one run.
 */
export const mergeReports = (reports: readonly Report[]): Report => {
  const [first] = reports;
  const { format, command, subject, seed, runs, shard } = first;
  const same = (report: Report): boolean =>
    [command, subject, seed, runs, shard.of].every(
      (value, i) =>
        JSON.stringify(value) ===
        JSON.stringify([report.command, report.subject, report.seed, report.runs, report.shard.of][i]),
    );
  const stranger = reports.findIndex(report => !same(report));
  if (stranger >= 0)
    throw new ReportError(
      `report ${stranger + 1} is of another run: expected the same command, --seed, --runs and shards`,
    );
  for (let part = 1; part <= shard.of; part++) {
    const found = reports.filter(report => report.shard.part === part).length;
    if (found !== 1) throw new ReportError(`shard ${part}/${shard.of} is there ${found} times, expected once`);
  }
  const laws = known.flatMap(({ id }) => {
    const parts = reports.flatMap(report => report.laws.filter(({ law }) => law === id));
    return parts.length === 0 ? [] : parts.reduce(mergeLaw);
  });
  const seconds = reports.reduce((sum, report) => sum + report.seconds, 0);
  const verdict = verdictOf(laws);
  return { format, command, subject, seed, runs, shard: { part: 1, of: 1 }, verdict, seconds, laws };
};

const GRAVITY: Readonly<Record<LawReport['verdict'], number>> = { skipped: 0, holds: 1, inconclusive: 2, refuted: 3 };

/** The graver verdict, of two refutations the earlier; the cases of both. */
const mergeLaw = (a: LawReport, b: LawReport): LawReport => {
  const later = a.verdict === 'refuted' && b.verdict === 'refuted' && b.counterexample.block > a.counterexample.block;
  const graver = GRAVITY[b.verdict] < GRAVITY[a.verdict] || later ? a : b;
  return graver.verdict === 'skipped' ? graver : { ...graver, cases: a.cases + b.cases };
};
