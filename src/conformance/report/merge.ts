import { laws as known } from '../../../properties/index.ts';
import { parseJson } from '../../mdp/formats/json-text.ts';
import { show } from '../../mdp/model-error.ts';
import { together } from '../verdict.ts';
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

type Fields = Readonly<Partial<Record<string, unknown>>>;

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

const isCount = (x: unknown): boolean => Number.isSafeInteger(x) && Number(x) >= 0;

/** Whether what the verdicts and their printing rest on is there. */
const isLawReport = (value: unknown): boolean => {
  const law = fieldsOf(value);
  if (!known.some(({ id }) => id === law.law) || typeof law.theorem !== 'string') return false;
  const { block, message, values, calls } = fieldsOf(law.counterexample);
  switch (law.verdict) {
    case 'skipped':
      return Array.isArray(law.lacks) && typeof law.byRequest === 'boolean';
    case 'holds':
      return hasEvidence(law);
    case 'inconclusive':
      return hasEvidence(law) && typeof law.reason === 'string' && isCount(law.block);
    case 'refuted':
      return (
        hasEvidence(law) &&
        isCount(block) &&
        [message, values].every(x => typeof x === 'string') &&
        Array.isArray(calls)
      );
    default:
      return false;
  }
};

const hasEvidence = ({ asked, cases, discarded, hypotheses, margin }: Fields): boolean => {
  const { used, slack } = fieldsOf(margin);
  return (
    [asked, cases, discarded].every(isCount) &&
    typeof hypotheses === 'object' &&
    Object.values(fieldsOf(hypotheses)).every(isCount) &&
    (margin === undefined || Number.isFinite(used)) &&
    (slack === undefined || Number.isFinite(slack))
  );
};

/**
 * The report of the whole run from those of its shards.
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

/** A law is skipped in every shard or in none, unless the shards were not all told to skip it. */
const mergeLaw = (a: LawReport, b: LawReport): LawReport => {
  const { law, theorem } = a;
  if (a.verdict === 'skipped' && b.verdict === 'skipped') return a;
  if (a.verdict === 'skipped' || b.verdict === 'skipped')
    throw new ReportError(`${law} is skipped in one shard and tried in another: expected the same --skip`);
  return { law, theorem, ...together(a, b) };
};
