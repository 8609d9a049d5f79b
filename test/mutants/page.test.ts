import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mutants } from './catalogue.ts';
import { defects } from './defects.ts';
import { areas, type Sight } from './matrix.ts';
import { page } from './page.ts';

/** The page without what was measured: matrices, cases, and the laws beside a wrong formula's own. */
const unmeasured = (text: string): readonly string[] =>
  text
    .replaceAll(/```text\n.*?\n```/gs, '')
    .split('\n')
    .map(line => line.replace(/^(\| \d+ \|.*?\]\(\.\.\/spec\/theorems\/[a-z-]+\.md\)) \|.*$/, '$1'));

const inOrder = areas.flatMap(area => area.mutants);

test('the areas are a partition of the catalogue', () => {
  expect(inOrder.length).toBe(mutants.length);
  expect(new Set(inOrder)).toEqual(new Set(mutants));
});

test('the page lists the catalogue as it is, with the law of each: npm run mutants -- --write', () => {
  const blind: Sight = { kind: 'blind' };
  const written = page(new Map(inOrder.map(mutant => [mutant, new Map([[mutant.killedBy, blind]])])));
  expect(unmeasured(readFileSync('docs/mutants.md', 'utf8'))).toEqual(unmeasured(written));
});

test('the page says of no wrong formula that it survives', () => {
  expect(readFileSync('docs/mutants.md', 'utf8').match(/^\| \d+ \|.*\| never \|/gm)).toBeNull();
});

test('a published defect is a repository, with an issue or a file', () => {
  const places = [...mutants.flatMap(({ like = [] }) => like), ...defects.flatMap(({ where }) => where)];
  expect(places.length).toBeGreaterThan(0);
  expect(places.filter(where => !/^[\w.-]+\/[\w.-]+(#\d+|:[^|]+)?$/.test(where))).toEqual([]);
});
