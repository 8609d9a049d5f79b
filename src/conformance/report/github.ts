import type { LawReport, Report } from './report.ts';
import { casesText, hypothesesText, isTried, marginText, skippedBecause, summary } from './words.ts';

/** GitHub shows no more annotations of one step. */
const MAX_ANNOTATIONS = 10;

/** Workflow commands: refuted laws as errors, inconclusive ones as warnings, the first ten of each. */
export const annotations = (report: Report, replayOf: (law: string) => string): string => {
  const lines = (verdict: LawReport['verdict'], level: string): readonly string[] =>
    report.laws
      .filter(law => law.verdict === verdict)
      .slice(0, MAX_ANNOTATIONS)
      .map(law => `::${level} title=${property(`${law.law} ${verdict}`)}::${data(told(law, replayOf(law.law)))}`);
  return [...lines('refuted', 'error'), ...lines('inconclusive', 'warning'), line(summary(report))].join('\n');
};

/** What refutes comes first. */
const ORDER: readonly LawReport['verdict'][] = ['refuted', 'inconclusive', 'holds', 'skipped'];

/** The page of the step: counterexamples, then a table of all laws. */
export const stepSummary = (report: Report, replayOf: (law: string) => string): string => {
  const rows = ORDER.flatMap(verdict => report.laws.filter(law => law.verdict === verdict));
  return [
    `### ${cell(summary(report))}`,
    '',
    ...report.laws.flatMap(law =>
      law.verdict === 'refuted'
        ? [`#### ${law.law}`, '', indented(told(law, replayOf(law.law))), '', `Theorem: ${theorem(law)}`, '']
        : [],
    ),
    '| law | verdict | cases | hypotheses | margin | |',
    '|---|---|---|---|---|---|',
    ...rows.map(law => `| ${[theorem(law), law.verdict, ...columns(law, report)].join(' | ')} |`),
    '',
  ].join('\n');
};

const columns = (law: LawReport, { subject }: Report): readonly string[] =>
  isTried(law)
    ? [casesText(law), hypothesesText(law.hypotheses), marginText(law, subject), detail(law)].map(cell)
    : ['', '', '', cell(skippedBecause(law))];

/** The name of a law, which leads to its theorem where that has an address. */
const theorem = ({ law, theorem }: LawReport): string =>
  /^https:\/\/[^\s()<>|]+$/.test(theorem) ? `[${law}](${theorem})` : `${law} (${cell(theorem)})`;

const detail = (law: LawReport): string => {
  switch (law.verdict) {
    case 'refuted':
      return law.counterexample.message;
    case 'inconclusive':
      return law.reason;
    case 'skipped':
      return skippedBecause(law);
    case 'holds':
      return '';
  }
};

const told = (law: LawReport, replay: string): string =>
  law.verdict === 'refuted'
    ? `${detail(law)}\n${law.counterexample.values}\ntheorem: ${law.theorem}\nrepeat: ${replay}`
    : detail(law);

/** A line that is no workflow command, whatever the implementation calls itself. */
const line = (text: string): string => text.replace(/[\r\n]/g, ' ');

const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');

const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

/** A block of Markdown that is shown as it is. */
const indented = (text: string): string => text.replace(/\r/g, ' ').replace(/^/gm, '    ');

const cell = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>|#&@]/g, character => `&#${character.charCodeAt(0)};`).replace(/[\r\n]/g, ' ');
