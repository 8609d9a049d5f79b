import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Operations, Subject } from '../../properties/subject.ts';
import { certify, check } from '../../src/certify/index.ts';
import { isList, type Kind, SIGNATURES } from '../../src/conformance/operations.ts';
import { agentSubject } from '../../src/conformance/subjects/agent.ts';
import { definitionsSubject, double } from '../../src/conformance/subjects/definitions.ts';
import { kernelsSubject } from '../../src/conformance/subjects/kernels.ts';
import { fromTagged, toTagged } from '../../src/numerics/index.ts';
import { valid } from '../conformance/schemas.ts';
import { conventions } from '../laws/conventions.ts';
import { single } from '../laws/single.ts';
import { accepts, type Encoded } from './source/accept.ts';
import type { EnclosedOperation } from './source/cases.ts';
import { enclosures } from './source/enclosures.ts';
import { print, type Vector, type VectorFile, vectorFiles } from './source/files.ts';
import { BUG_TYPES, flags } from './source/flags.ts';
import { type EncodedProblem, problemOf } from './source/models.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const folder = join(root, 'test/vectors');
const text = (operation: string): string => readFileSync(join(folder, `${operation}.json`), 'utf8');
const operations = Object.keys(enclosures) as EnclosedOperation[];
const files: readonly VectorFile[] = operations.map(operation => JSON.parse(text(operation)));
const vectorsOf = (file: VectorFile): readonly Vector[] => file.groups.flatMap(({ tests }) => tests);

const decoded = (kind: Kind, x: unknown): unknown => {
  if (kind === 'number') return fromTagged(x);
  if (kind === 'problem') return problemOf(x as EncodedProblem);
  return isList(kind) ? (x as readonly unknown[]).map(y => decoded(kind[0], y)) : x;
};

const tagged = (x: unknown): Encoded => {
  if (typeof x === 'number') return toTagged(x);
  if (Array.isArray(x)) return x.map(tagged);
  return Object.fromEntries(Object.entries(x as object).map(([field, y]) => [field, tagged(y)]));
};

/** What a subject answers to a vector, as a program would print it. */
const answer = (subject: Subject, operation: EnclosedOperation, vector: Vector): Encoded => {
  const { takes, isBatch } = SIGNATURES[operation];
  const named = Object.entries(takes).map(([name, kind]) => [name, decoded(kind, vector.arguments[name])] as const);
  const args = isBatch ? [Object.fromEntries(named)] : named.map(([, value]) => value);
  return tagged((subject[operation] as (...args: readonly unknown[]) => unknown)(...args));
};

/** How far the ends of every enclosure are apart; infinite ends have to be equal. */
const widths = (lower: Encoded, upper: Encoded): readonly number[] => {
  if (typeof lower !== 'object') return [lower === upper ? 0 : fromTagged(upper)! - fromTagged(lower)!];
  return Object.entries(lower).flatMap(([name, low]) =>
    name === 'error' ? [] : widths(low, (upper as Readonly<Record<string, Encoded>>)[name]),
  );
};

/** For every convention of a file the vectors that a subject fails. */
const failed = (
  file: VectorFile,
  subject: Subject,
  precision: 'double' | 'single',
): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(
    Object.keys(file.conventions).map(name => [
      name,
      vectorsOf(file)
        .filter(vector => {
          const { lower, upper } = vector.expected.find(({ convention }) => convention === name)!;
          return !accepts(lower, upper, answer(subject, file.operation, vector), vector.tolerance[precision]);
        })
        .map(({ id }) => id),
    ]),
  );

const subjects: readonly {
  readonly name: string;
  readonly subject: Subject;
  readonly precision: 'double' | 'single';
}[] = [
  { name: 'the definitions', subject: definitionsSubject(), precision: 'double' },
  { name: 'the kernels', subject: kernelsSubject(), precision: 'double' },
  { name: 'the formulas of an agent', subject: agentSubject(), precision: 'double' },
  { name: 'the definitions in single precision', subject: definitionsSubject({}, single), precision: 'single' },
  { name: 'the formulas of an agent in single precision', subject: agentSubject({}, single), precision: 'single' },
];

test('there is a file for every operation, as `npm run vectors` prints it', () => {
  const present = readdirSync(folder).filter(name => name.endsWith('.json'));
  expect(present.sort()).toEqual(operations.map(operation => `${operation}.json`).sort());
  for (const file of vectorFiles()) expect(print(file) === text(file.operation), file.operation).toBe(true);
});

describe.each(files)('$operation', file => {
  const { operation } = file;
  const vectors = vectorsOf(file);

  test('is as the schema says', () => {
    expect(valid(file, 'vectors.schema.json')).toBe(true);
  });

  test('is numbered and counted, basic vectors first', () => {
    expect(vectors.map(({ id }) => id)).toEqual(vectors.map((_, i) => i + 1));
    expect(file.numberOfTests).toBe(vectors.length);
    expect(file.groups[0].name).toBe('basic');
    for (const { tests } of file.groups) expect(tests.length).toBeGreaterThan(1);
    for (const { expected } of vectors)
      expect(expected.map(({ convention }) => convention)).toEqual(Object.keys(file.conventions));
  });

  test('explains the flags that it uses, and no others', () => {
    const used = new Set(vectors.flatMap(vector => vector.flags));
    expect(Object.keys(file.notes)).toEqual([...used].sort());
    for (const { bugType, links } of Object.values(file.notes)) {
      expect(BUG_TYPES).toContain(bugType);
      for (const link of links) expect(link).toMatch(/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/(issues|pull)\/\d+$/);
    }
  });

  test('says of every flag what it gives: a value outside of every enclosure, in single precision too', () => {
    for (const { flags, refuted, expected, tolerance } of vectors) {
      expect(refuted.map(({ flag }) => flag)).toEqual(flags);
      for (const { value } of refuted)
        for (const { lower, upper } of expected) expect(accepts(lower, upper, value, tolerance.single)).toBe(false);
    }
  });

  test('encloses more closely than doubles compute, or a solver in single precision', () => {
    for (const { expected, tolerance } of vectors)
      for (const { lower, upper } of expected) {
        const claim = fromTagged((upper as { readonly error?: Encoded }).error) ?? 0;
        for (const width of widths(lower, upper))
          expect(width).toBeLessThanOrEqual(tolerance.double + claim * 2 ** -24);
      }
  });

  test('rejects the wrong formula of every flag, whatever the convention', () => {
    for (const flag of Object.keys(file.notes)) {
      const wrong: Partial<Operations> = flags[flag].wrong;
      const subject = { name: flag, unitRoundoff: 2 ** -53, ...wrong };
      for (const ids of Object.values(failed(file, subject, 'single'))) expect(ids.length, flag).toBeGreaterThan(0);
    }
  });

  test.each(subjects.filter(({ subject }) => subject[operation]))('is what $name answer', ({ subject, precision }) => {
    const [convention] = Object.keys(file.conventions);
    expect(failed(file, subject, precision)[convention]).toEqual([]);
  });
});

describe.each(['double', 'single'] as const)('in %s precision', precision => {
  test.each(conventions)('passes: $name', ({ operations: different, except = [] }) => {
    const arithmetic = precision === 'single' ? single : double;
    const subject: Subject = { ...agentSubject({}, arithmetic), ...different(arithmetic) };
    for (const file of files.filter(({ operation }) => subject[operation])) {
      const ids = Object.values(failed(file, subject, precision));
      const fewest = ids.find(({ length }) => length === Math.min(...ids.map(list => list.length)))!;
      const far = vectorsOf(file).filter(({ flags }) => flags.includes('ConstantAgainstLogarithmOfZero'));
      if (except.length === 0) expect(fewest).toEqual([]);
      else expect(far.map(({ id }) => id)).toEqual(expect.arrayContaining([...fewest]));
    }
  });
});

test('the enclosures of V* meet those of a checked certificate', () => {
  const file = files.find(({ operation }) => operation === 'optimalValues')!;
  for (const { arguments: args, expected } of vectorsOf(file)) {
    const { mdp, discount, temperature } = problemOf(args.problem as EncodedProblem);
    const { certificate } = certify(mdp, { discount, temperature, tolerance: 1e-9 });
    expect(check(mdp, certificate).verdict).toBe('holds');
    const [{ lower, upper }] = expected as unknown as readonly Record<
      'lower' | 'upper',
      { values: readonly number[] }
    >[];
    for (const s of lower.values.keys()) {
      expect(lower.values[s]).toBeLessThanOrEqual(certificate.upper[s]);
      expect(upper.values[s]).toBeGreaterThanOrEqual(certificate.lower[s]);
    }
  }
});

test('there are enough vectors, and not too many bytes', () => {
  const count = files.reduce((total, { numberOfTests }) => total + numberOfTests, 0);
  const bytes = operations.reduce((total, operation) => total + text(operation).length, 0);
  expect(count).toBeGreaterThan(150);
  expect(bytes).toBeLessThan(400_000);
});
