import { readFileSync } from 'node:fs';
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { TheoremError, theorem, theorems } from '../../src/theorems/index.ts';
import { parseTheorem } from '../../src/theorems/theorem.ts';

const all = theorems();
const ids = all.map(t => t.id);

test('there are theorems, each id once', () => {
  expect(ids.length).toBeGreaterThan(0);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(all.map(t => [t.id, t] as const))('%s', (_, t) => {
  test('it refutes something, under stated hypotheses', () => {
    expect(t.refutes.length).toBeGreaterThan(0);
    expect(t.hypotheses.length).toBeGreaterThan(0);
  });

  test('its formulas are KaTeX, none of which a Markdown reader would mangle', () => {
    const text = [t.statement, t.why, t.trap, t.byHand].join('\n\n');
    const formulas = [...text.matchAll(/\$+([^$]+)\$+/g)].map(([, tex]) => tex);
    for (const tex of formulas) katex.renderToString(tex, { throwOnError: true, strict: 'error' });
    expect(formulas.filter(tex => /\\[^a-zA-Z]/.test(tex))).toEqual([]);
    expect(text.replace(/\$\$[^$]+\$\$|\$[^$]+\$/g, '')).not.toMatch(/[\\$_]/);
  });
});

test('a theorem is found by its id, and by nothing else', () => {
  expect(theorem('gibbs-identity').title).toContain('softmax');
  expect(() => theorem('../gibbs-identity')).toThrow(
    new TheoremError('no theorem is called "../gibbs-identity" ("soft-bellman laws" lists them)'),
  );
});

describe('a malformed file is refused in one line', () => {
  const file = 'spec/theorems/gibbs-identity.md';
  const good = readFileSync(file, 'utf8');
  const keys = 'id, title, status, property, source, hypotheses, refutes, related, definitions, coq';
  const headings = 'Statement, Why, Trap, Check by hand';

  test('a good one is not, whatever its line ends', () => {
    expect(parseTheorem(file, good)).toEqual(theorem('gibbs-identity'));
    expect(parseTheorem(file, good.replaceAll('\n', '\r\n'))).toEqual(theorem('gibbs-identity'));
  });

  test.each([
    ['no header', '', 'no header, expected "key: value" lines between two lines "---" at the top'],
    ['no pair', good.replace(/^title.*/m, 'title Gibbs'), '"title Gibbs", expected a line "key: value"'],
    ['a key missing', good.replace(/^status.*\n/m, ''), `the keys ${keys.replace('status, ', '')}, expected ${keys}`],
    ['a key twice', good.replace('title', 'id'), `the keys ${keys.replace('title', 'id')}, expected ${keys}`],
    ['another id', good.replace('id: gibbs-identity', 'id: gibbs'), 'the id "gibbs", expected the name of the file'],
    ['an unknown status', good.replace('proved', 'sure'), 'the status "sure", expected checked, proved or literature'],
    [
      'proved by nothing',
      good.replace(/^coq: .*/m, 'coq: []'),
      'the status "proved" and 0 Coq theorems, expected at least one if it is proved, none if it is not',
    ],
    [
      'a proof of what is not proved',
      good.replace('status: proved', 'status: checked'),
      'the status "checked" and 1 Coq theorems, expected at least one if it is proved, none if it is not',
    ],
    [
      'a proof from elsewhere',
      good.replace('Theorems.', 'Entropy.'),
      'the Coq theorem "Entropy.gibbs_identity", expected Theorems.<name>',
    ],
    ['no list', good.replace(/\[finite.*\]/, 'finite'), '"finite", expected a list [a, b]'],
    [
      'another section',
      good.replace('## Why', '## How'),
      `the sections ${headings.replace('Why', 'How')}, expected ${headings} with nothing before them`,
    ],
    [
      'text before the sections',
      good.replace('## Statement', 'Hello\n\n## Statement'),
      `the sections ${headings}, expected ${headings} with nothing before them`,
    ],
    ['an empty section', good.replace(/## Why\n[^#]*##/, '## Why\n\n##'), 'nothing under "Why", expected text'],
  ])('%s', (_, text, message) => {
    expect(() => parseTheorem(file, text)).toThrow(new TheoremError(`${file}: ${message}`));
  });
});
