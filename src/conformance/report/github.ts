import type { LawReport, Report } from './report.ts';
import { summary } from './terminal.ts';

/** GitHub shows no more annotations of one step. */
const MAX_ANNOTATIONS = 10;

/** Workflow commands: refuted laws as errors, inconclusive ones as warnings, the first ten of each. */
export const annotations = (report: Report, replayOf: (law: string) => string): string => {
  const lines = (verdict: LawReport['verdict'], level: string): readonly string[] =>
    report.laws
      .filter(law => law.verdict === verdict)
      .slice(0, MAX_ANNOTATIONS)
      .map(law => `::${level} title=${property(`${law.law} ${verdict}`)}::${data(told(law, replayOf(law.law)))}`);
  return [...lines('refuted', 'error'), ...lines('inconclusive', 'warning'), summary(report)].join('\n');
};

/** The table for the page of the step. */
export const stepSummary = (report: Report): string =>
  [
    `### ${cell(summary(report))}`,
    '',
    '| law | verdict | cases | |',
    '|---|---|---|---|',
    ...report.laws.map(law => `| ${law.law} | ${law.verdict} | ${law.cases} | ${cell(detail(law))} |`),
    '',
  ].join('\n');

const detail = (law: LawReport): string => {
  if (law.verdict === 'refuted') return law.counterexample.message;
  if (law.verdict === 'inconclusive') return law.reason;
  return law.verdict === 'skipped' ? `lacks ${law.lacks.join(', ')}` : '';
};

const told = (law: LawReport, replay: string): string =>
  law.verdict === 'refuted' ? `${detail(law)}\n${law.counterexample.values}\nrepeat: ${replay}` : detail(law);

const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');

const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

const cell = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>|#]/g, character => `&#${character.charCodeAt(0)};`).replace(/\n/g, ' ');
