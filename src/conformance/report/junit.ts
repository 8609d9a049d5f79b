import { count, type LawReport, type Report } from './report.ts';
import { casesText, hypothesesText, isTried, marginText, skippedBecause } from './words.ts';

/** The report as JUnit XML: a test case for every law; what is inconclusive is an error. */
export const junit = (report: Report, replayOf: (law: string) => string): string => {
  const { subject, seconds, seed, laws } = report;
  const numbers = [
    `tests="${laws.length}"`,
    `failures="${count(report, 'refuted')}"`,
    `errors="${count(report, 'inconclusive')}"`,
    `skipped="${count(report, 'skipped')}"`,
    `time="${seconds.toFixed(3)}"`,
  ].join(' ');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${numbers}>`,
    `  <testsuite name="${escaped(`soft-bellman conform: ${subject.name}`)}" ${numbers}>`,
    `    <properties>${property('seed', `${seed}`)}${property('unitRoundoff', `${subject.unitRoundoff}`)}</properties>`,
    ...laws.map(law => testCase(law, report, replayOf(law.law))),
    '  </testsuite>',
    '</testsuites>',
  ].join('\n');
};

const property = (name: string, value: string): string =>
  `<property name="${escaped(name)}" value="${escaped(value)}"/>`;

/** A law takes no time of its own: several share one process. */
const testCase = (law: LawReport, { subject }: Report, replay: string): string => {
  const evidence: readonly (readonly [string, string])[] = isTried(law)
    ? [
        ['cases', casesText(law)],
        ['hypotheses', hypothesesText(law.hypotheses)],
        ['margin', marginText(law, subject)],
      ]
    : [];
  const properties = [['theorem', law.theorem] as const, ...evidence].filter(([, value]) => value !== '');
  return [
    `    <testcase classname="soft-bellman" name="${law.law}" time="0">`,
    `      <properties>${properties.map(([name, value]) => property(name, value)).join('')}</properties>`,
    ...outcome(law, replay).map(element => `      ${element}`),
    '    </testcase>',
  ].join('\n');
};

const outcome = (law: LawReport, replay: string): readonly string[] => {
  switch (law.verdict) {
    case 'holds':
      return [];
    case 'skipped':
      return [`<skipped message="${escaped(skippedBecause(law))}"/>`];
    case 'inconclusive':
      return [`<error message="${escaped(law.reason)}" type="inconclusive"/>`];
    case 'refuted': {
      const { message, values } = law.counterexample;
      const text = escaped(`${message}\n${values}\ntheorem: ${law.theorem}\nrepeat: ${replay}`);
      return [`<failure message="${escaped(message)}" type="refuted">${text}</failure>`];
    }
  }
};

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 has no control characters, and no halves of surrogate pairs, but tab and line feed. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"]/g, character => ENTITIES[character]);
