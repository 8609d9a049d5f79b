/** A report of `conform` as a person reads it, line by line and without colours. */
import { printable } from '../conformance/protocol.ts';
import type { LawReport, Report, SkippedLaw, TriedLaw } from '../conformance/report/report.ts';
import {
  casesText,
  evidenceOf,
  hypothesesText,
  isTried,
  marginText,
  percent,
  precision,
  restsOnClaims,
  skippedBecause,
  summary,
} from '../conformance/report/words.ts';
import { HARD_SPACE, wrap } from './prose.ts';

/** Longest answer that is shown whole. */
const MAX_RESULT = 200;

const WIDTH = 80;
const VERDICT_WIDTH = 13;
const LAW_WIDTH = 28;

/** A line of a block, its first words a label; other lines stand below the text. */
const labelled = (label: string, text: string): string =>
  wrap(text, WIDTH, `  ${label.padEnd(VERDICT_WIDTH - 2)}`, ' '.repeat(VERDICT_WIDTH));

/** The same with the text's own lines, whatever their length. */
const verbatim = (label: string, text: string): string =>
  text
    .split('\n')
    .map((line, i) => `  ${(i === 0 ? label : '').padEnd(VERDICT_WIDTH - 2)}${line}`)
    .join('\n');

const headed = (verdict: string, law: string, text: string): string =>
  wrap(text, WIDTH, `${verdict.padEnd(VERDICT_WIDTH)}${law.padEnd(LAW_WIDTH)}`, ' '.repeat(VERDICT_WIDTH));

/** Broken between classes alone. */
const unbroken = (hypotheses: string): string => hypotheses.replace(/(?<!,) /g, HARD_SPACE);

/** What a person reads about one law; `replay` is the command that repeats its counterexample. */
export const lawText = (law: LawReport, replay: string): string => {
  switch (law.verdict) {
    case 'skipped':
      return headed(law.verdict, law.law, skippedBecause(law));
    case 'holds': {
      const margin = law.margin ? `, used ${percent(law.margin.used)} of tolerance` : '';
      return headed(law.verdict, law.law, `${law.cases} cases${margin}`);
    }
    case 'inconclusive':
      return headed(law.verdict, law.law, `after ${law.cases} of ${law.asked} cases: ${law.reason}`);
    case 'refuted': {
      const { message, values, calls, shrinks } = law.counterexample;
      const times = `${shrinks} ${shrinks === 1 ? 'time' : 'times'}`;
      return [
        headed(law.verdict, law.law, `by case ${law.cases} of ${law.asked}, simplified ${times}`),
        labelled('found', message),
        verbatim('on', values),
        ...calls.map(({ operation, result }) => verbatim('answered', `${operation} ${brief(result)}`)),
        verbatim('theorem', law.theorem),
        verbatim('repeat', replay),
      ].join('\n');
    }
  }
};

/** What a verdict rests on. */
export const evidenceText = (law: TriedLaw, subject: Report['subject']): string =>
  [
    labelled(
      'cases',
      [casesText(law), unbroken(hypothesesText(law.hypotheses))].filter(text => text !== '').join('; '),
    ),
    ...(law.margin ? [labelled('margin', marginText(law, subject))] : []),
    ...(law.verdict === 'refuted' ? [] : [verbatim('theorem', law.theorem)]),
  ].join('\n');

const brief = (result: unknown): string => {
  const text = printable(JSON.stringify(result));
  return text.length > MAX_RESULT ? `${text.slice(0, MAX_RESULT)}…` : text;
};

const paragraph = (label: string, text: string): string =>
  wrap(text, WIDTH, label.padEnd(VERDICT_WIDTH), ' '.repeat(VERDICT_WIDTH));

/** What tolerances consist of, and which law used most of its own. */
const toleranceText = (report: Report): readonly string[] => {
  const most = (found: readonly TriedLaw[]): TriedLaw | undefined =>
    found.reduce<TriedLaw | undefined>(
      (a, b) => (b.margin && b.margin.used >= (a?.margin?.used ?? 0) ? b : a),
      undefined,
    );
  const held = report.laws.filter(isTried);
  const rounding = most(held.filter(law => !restsOnClaims(law)));
  const claimed = most(held.filter(restsOnClaims));
  return [
    ...(rounding ? [['rounding', `that ${precision(report.subject)} may commit`, rounding] as const] : []),
    ...(claimed ? [['claims', 'of solvers, and rounding', claimed] as const] : []),
  ].map(([label, what, law]) =>
    paragraph(label, `${what}: at most ${percent(law.margin!.used)} is used, by ${law.law}`),
  );
};

const laws = (n: number): string => `${n} ${n === 1 ? 'law' : 'laws'}`;

/** What stands below the laws: what was not tried and why, what the cases were, how near it came, and the verdict. */
export const reportText = (report: Report): string => {
  const skipped = report.laws.filter((law): law is SkippedLaw => !isTried(law));
  const lacking = skipped.filter(({ byRequest }) => !byRequest);
  const requested = skipped.filter(({ byRequest }) => byRequest).map(({ law }) => law);
  const lacks = [...new Set(lacking.flatMap(law => law.lacks))].join(', ');
  const { cases, hypotheses } = evidenceOf(report);
  return [
    ...(lacking.length > 0 ? [paragraph('skipped', `${laws(lacking.length)} for want of ${lacks}`)] : []),
    ...(requested.length > 0 ? [paragraph('skipped', `by request: ${requested.join(', ')}`)] : []),
    ...(cases > 0 ? [paragraph('cases', [`${cases}`, unbroken(hypothesesText(hypotheses))].join(', of them '))] : []),
    ...toleranceText(report),
    wrap(summary(report), WIDTH, '', '  '),
  ].join('\n');
};
