import { printable } from '../protocol.ts';
import type { LawReport, Report } from './report.ts';

/** Longest answer that is shown whole. */
const MAX_RESULT = 200;

/** What a person reads about one law; `replay` is the command that repeats its counterexample. */
export const lawText = (law: LawReport, replay: string): string => {
  const head = `${law.verdict.padEnd(13)}${law.law.padEnd(26)}`;
  switch (law.verdict) {
    case 'holds':
      return `${head}${law.cases} cases`;
    case 'skipped':
      return `${head}lacks ${law.lacks.join(', ')}`;
    case 'inconclusive':
      return `${head}after ${law.cases} cases: ${law.reason}`;
    case 'refuted': {
      const { message, values, calls, shrinks } = law.counterexample;
      const answers = calls.map(({ operation, result }) => `${operation} answered ${brief(result)}`);
      return [
        `${head}after ${law.cases} ${law.cases === 1 ? 'case' : 'cases'}, simplified ${shrinks} times`,
        ...[message, ...values.split('\n'), ...answers, `repeat: ${replay}`].map(line => `  ${line}`),
      ].join('\n');
    }
  }
};

const brief = (result: unknown): string => {
  const text = printable(JSON.stringify(result));
  return text.length > MAX_RESULT ? `${text.slice(0, MAX_RESULT)}…` : text;
};

/** What could not be tried, if anything, and the operations that would be needed for it. */
export const skippedText = ({ laws }: Report): string => {
  const skipped = laws.filter(law => law.verdict === 'skipped');
  const lacks = [...new Set(skipped.flatMap(law => law.lacks))];
  const many = `${skipped.length} ${skipped.length === 1 ? 'law' : 'laws'}`;
  return skipped.length === 0 ? '' : `${'skipped'.padEnd(13)}${many} for want of ${lacks.join(', ')}\n`;
};

/** The last line: the verdict, and how to draw the same cases again. */
export const summary = ({ subject, seed, shard, verdict, laws }: Report): string => {
  const count = (verdict: LawReport['verdict']): number => laws.filter(law => law.verdict === verdict).length;
  const counts = (['holds', 'refuted', 'inconclusive', 'skipped'] as const).map(v => `${count(v)} ${v}`).join(', ');
  const part = shard.of === 1 ? '' : `, shard ${shard.part}/${shard.of}`;
  const none =
    laws.every(law => law.verdict === 'skipped') && verdict === 'inconclusive' ? ': no law could be tried' : '';
  return `${verdict}${none}: ${subject.name}, ${counts} (--seed ${seed}${part})`;
};
