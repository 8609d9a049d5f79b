/** The files of test/vectors, from the cases: enclosures and tolerances computed, wrong values shown to be wrong, everything counted. */
import type { Operations } from '../../../properties/subject.ts';
import { isList, type Kind, SIGNATURES } from '../../../src/conformance/operations.ts';
import { encodeArguments } from '../../../src/conformance/protocol.ts';
import type { Interval } from '../../../src/interpretations/interval.ts';
import { toTagged } from '../../../src/numerics/index.ts';
import { correct } from '../../mutants/catalogue.ts';
import { accepts, type Encoded } from './accept.ts';
import * as agent from './agent.ts';
import { type Case, type Cases, type EnclosedOperation, SEED } from './cases.ts';
import { CONVENTIONS, DEFINITION, enclosures } from './enclosures.ts';
import { type Flag, flags as known } from './flags.ts';
import * as oneState from './one-state.ts';
import * as operators from './operators.ts';
import { tolerance } from './tolerance.ts';

export const FORMAT = 1;

export interface Vector {
  readonly id: number;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly expected: readonly { readonly convention: string; readonly lower: Encoded; readonly upper: Encoded }[];
  readonly tolerance: { readonly double: number; readonly single: number };
  readonly refuted: readonly { readonly flag: string; readonly value: Encoded }[];
}

export interface Group {
  readonly name: string;
  readonly comment: string;
  readonly tests: readonly Vector[];
}

export interface VectorFile {
  readonly format: typeof FORMAT;
  readonly operation: EnclosedOperation;
  readonly statement: string;
  readonly seed: number;
  readonly numberOfTests: number;
  readonly conventions: Readonly<Record<string, string>>;
  readonly notes: Readonly<Record<string, Omit<Flag, 'wrong'>>>;
  readonly groups: readonly Group[];
}

const GROUPS = {
  basic: 'the operation is offered, and the test is set up right',
  defects: 'each tells the right formula from the wrong ones that its flags name',
  edges: 'where numbers are hard',
  drawn: 'small multiples of 1/8, drawn',
} as const;

const isInterval = (x: unknown): x is Interval => typeof x === 'object' && x !== null && 'lower' in x && 'upper' in x;

/** One end of every interval. */
const end = (side: 'lower' | 'upper', x: unknown): Encoded => {
  if (isInterval(x)) return toTagged(x[side]);
  if (Array.isArray(x)) return x.map(y => end(side, y));
  return Object.fromEntries(Object.entries(x as object).map(([field, y]) => [field, end(side, y)]));
};

const encoded = (kind: Kind, x: unknown): Encoded => {
  if (kind === 'number') return toTagged(x as number);
  if (isList(kind)) return (x as readonly unknown[]).map(y => encoded(kind[0], y));
  const fields = x as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(kind).map(([field, part]) => [field, encoded(part, fields[field])]));
};

const SINGLE = 2 ** -24;

const vectorOf = <K extends EnclosedOperation>(
  operation: K,
  { comment, args, flags, formed }: Case<K>,
  id: number,
): Vector => {
  const expected = Object.entries(enclosures[operation](...args)).map(([convention, enclosure]) => ({
    convention,
    lower: end('lower', enclosure),
    upper: end('upper', enclosure),
  }));
  const allowed = {
    double: tolerance(operation, correct, args, formed),
    single: tolerance(operation, { ...correct, unitRoundoff: SINGLE }, args, formed),
  };
  const refuted = flags.map(flag => {
    const wrong: Partial<Operations> = known[flag].wrong;
    const formula = wrong[operation] as ((...args: Parameters<Operations[K]>) => unknown) | undefined;
    if (!formula) throw new RangeError(`${operation} ${id}: the flag ${flag} has no wrong formula`);
    const value = encoded(SIGNATURES[operation].gives, formula(...args));
    for (const { convention, lower, upper } of expected)
      if (accepts(lower, upper, value, allowed.single))
        throw new RangeError(
          `${operation} ${id} (${comment}): ${flag} gives ${JSON.stringify(value)}, right by ${convention}`,
        );
    return { flag, value };
  });
  return {
    id,
    comment,
    flags,
    arguments: JSON.parse(encodeArguments(operation, args)),
    expected,
    tolerance: allowed,
    refuted,
  };
};

const fileOf = <K extends EnclosedOperation>(cases: Cases<K>): VectorFile => {
  const { operation, statement } = cases;
  let id = 0;
  const groups = (Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map(name => ({
    name,
    comment: GROUPS[name],
    tests: cases[name].map(one => vectorOf(operation, one, ++id)),
  }));
  const used = [...new Set(groups.flatMap(({ tests }) => tests.flatMap(({ flags }) => flags)))].sort();
  const note = (flag: string): Omit<Flag, 'wrong'> => {
    const { bugType, description, effect, links } = known[flag];
    return { bugType, description, effect, links };
  };
  return {
    format: FORMAT,
    operation,
    statement,
    seed: SEED,
    numberOfTests: id,
    conventions: CONVENTIONS[operation] ?? DEFINITION,
    notes: Object.fromEntries(used.map(flag => [flag, note(flag)])),
    groups,
  };
};

/** Every file. */
export const vectorFiles = (): readonly VectorFile[] =>
  [...Object.values(oneState), ...Object.values(operators), ...Object.values(agent)]
    .filter(cases => typeof cases === 'object')
    .map(cases => fileOf(cases as Cases<EnclosedOperation>));

/** JSON with a line for every note and every vector. */
export const print = ({ notes, groups, ...head }: VectorFile): string => {
  const line = (x: unknown): string => JSON.stringify(x);
  const entries = Object.entries(head).map(([name, x]) => `  ${line(name)}: ${line(x)},\n`);
  const noted = Object.entries(notes).map(([flag, note]) => `    ${line(flag)}: ${line(note)}`);
  const grouped = groups.map(
    ({ name, comment, tests }) =>
      `    {"name": ${line(name)}, "comment": ${line(comment)}, "tests": [\n${tests.map(test => `      ${line(test)}`).join(',\n')}\n    ]}`,
  );
  return `{\n${entries.join('')}  "notes": {\n${noted.join(',\n')}\n  },\n  "groups": [\n${grouped.join(',\n')}\n  ]\n}\n`;
};
