import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { laws } from '../../properties/index.ts';
import { theorems } from '../../src/theorems/index.ts';
import { mutants } from '../mutants/catalogue.ts';

const all = theorems();
const ids = all.map(t => t.id);
const proved = all.filter(t => t.status === 'proved');

const matches = (file: string, pattern: RegExp): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name]) => name);

const doubles = (names: readonly string[]): readonly string[] => names.filter((name, i) => names.indexOf(name) < i);

describe('a law and its neighbours', () => {
  test.each(all.map(t => [t.id, t.related] as const))('%s', (id, related) => {
    expect(related.filter(other => !ids.includes(other) || other === id)).toEqual([]);
  });
});

test('the README lists every law', () => {
  expect([...matches('spec/README.md', /\(theorems\/(.+?)\.md\)/g)].sort()).toEqual([...ids].sort());
});

describe('a law and its proof', () => {
  const folder = 'spec/coq/SoftBellman';
  const claims = matches(`${folder}/Statements.v`, /^Definition (\w+)/gm);
  const proofs = matches(`${folder}/Theorems.v`, /^Theorem (\w+)/gm);

  test('the proved laws are the claims', () => {
    expect(doubles(claims)).toEqual([]);
    expect(claims.map(name => name.replaceAll('_', '-')).sort()).toEqual(proved.map(t => t.id));
    expect(matches(`${folder}/Statements.v`, /^Definition (\w+) : Prop :=/gm)).toEqual(claims);
  });

  test('every claim is proved, as it is stated and to the end, and nothing else is', () => {
    expect(proofs).toEqual(claims);
    expect(matches(`${folder}/Theorems.v`, /^Theorem (\w+) : Statements\.\1(?: [Am])?\.\nProof\./gm)).toEqual(proofs);
    expect(readFileSync(`${folder}/Theorems.v`, 'utf8').match(/\bQed\./g)).toHaveLength(proofs.length);
  });

  test.each(proved.map(t => [t.id, t.coq] as const))('%s names its own proof, and others that exist', (id, coq) => {
    expect(coq[0]).toBe(`Theorems.${id.replaceAll('-', '_')}`);
    expect(doubles(coq)).toEqual([]);
    expect(coq.filter(name => !proofs.includes(name.replace('Theorems.', '')))).toEqual([]);
  });
});

describe('a law and its property', () => {
  const file = (id: string): string => `properties/laws/${id}.ts`;
  const properties = laws.map(law => law.id);

  test.each(all.map(t => [t.id, t.property] as const))(
    '%s is tested by an exported property or by a test',
    (id, property) => {
      if (property === file(id)) expect(properties).toContain(id);
      else expect(property).toMatch(/^test\/.*\.test\.ts$/);
      expect(existsSync(property), property).toBe(true);
    },
  );

  test('every property is exported once, from the file of its law', () => {
    expect(readdirSync('properties/laws').map(name => `properties/laws/${name}`)).toEqual(properties.map(file).sort());
    expect(all.map(t => t.property).filter(property => property.startsWith('properties/'))).toEqual(
      properties.map(file).sort(),
    );
    for (const id of properties) expect(matches(file(id), /^ {2}id: '(.+)',$/gm)).toEqual([id]);
  });
});

test('a law names the definitions whose comments name the law, and no others', () => {
  const source = readFileSync('src/definitions/index.ts', 'utf8');
  const tagged = [...source.matchAll(/\/\*\*((?:(?!\*\/).)*)\*\/\nexport const (\w+) =/gs)].flatMap(
    ([, comment, definition]) =>
      [...comment.matchAll(/@laws ([a-z\s*-]+)/g)].flatMap(([, list]) =>
        list.match(/[a-z-]+/g)!.map(id => `${id}: ${definition}`),
      ),
  );
  expect(tagged.length).toBeGreaterThan(0);
  expect(all.flatMap(t => t.definitions.map(name => `${t.id}: ${name}`)).sort()).toEqual(tagged.sort());
});

describe('a law and the wrong formulas it refutes', () => {
  test('every law refutes one', () => {
    const refuting = new Set(mutants.map(mutant => mutant.killedBy));
    expect(laws.filter(law => !refuting.has(law)).map(law => law.id)).toEqual([]);
  });

  test('every one is refuted by a law', () => {
    expect(mutants.filter(({ killedBy }) => !laws.includes(killedBy)).map(({ name }) => name)).toEqual([]);
    expect(doubles(mutants.map(({ name }) => name))).toEqual([]);
  });
});
