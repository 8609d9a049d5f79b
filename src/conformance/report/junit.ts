import type { LawReport, Report } from './report.ts';

/** The report as JUnit XML: a test case for every law; what is inconclusive is an error. */
export const junit = ({ subject, seconds, laws }: Report, replayOf: (law: string) => string): string => {
  const count = (verdict: LawReport['verdict']): number => laws.filter(law => law.verdict === verdict).length;
  const numbers = `tests="${laws.length}" failures="${count('refuted')}" errors="${count('inconclusive')}" skipped="${count('skipped')}" time="${seconds.toFixed(3)}"`;
  const suite = escaped(`soft-bellman conform: ${subject.name}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${numbers}>`,
    `  <testsuite name="${suite}" ${numbers}>`,
    ...laws.map(law => testCase(law, replayOf(law.law))),
    '  </testsuite>',
    '</testsuites>',
  ].join('\n');
};

const testCase = (law: LawReport, replay: string): string => {
  const open = `    <testcase classname="soft-bellman" name="${law.law}"`;
  const body = outcome(law, replay);
  return body === '' ? `${open}/>` : `${open}>${body}</testcase>`;
};

const outcome = (law: LawReport, replay: string): string => {
  switch (law.verdict) {
    case 'holds':
      return '';
    case 'skipped':
      return `<skipped message="${escaped(`lacks ${law.lacks.join(', ')}`)}"/>`;
    case 'inconclusive':
      return `<error message="${escaped(law.reason)}"/>`;
    case 'refuted': {
      const { message, values } = law.counterexample;
      return `<failure message="${escaped(message)}">${escaped(`${values}\nrepeat: ${replay}`)}</failure>`;
    }
  }
};

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 has no control characters, and no halves of surrogate pairs, but tab and line feed. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"]/g, character => ENTITIES[character]);
