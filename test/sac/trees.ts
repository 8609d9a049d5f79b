/** Numbers, enclosures and variables in lists and fields. */
import type { Interval } from '../../src/interpretations/interval.ts';
import type { Variable } from './tape.ts';

export type Numbers = number | readonly Numbers[] | { readonly [name: string]: Numbers };

export type Enclosures = Interval | readonly Enclosures[] | { readonly [name: string]: Enclosures };

/** The same tree of other numbers. */
type Mapped<T, N, M> = T extends N ? M : { readonly [K in keyof T]: Mapped<T[K], N, M> };

export const map = <T, N, M>(tree: T, is: (x: unknown) => x is N, f: (x: N) => M): Mapped<T, N, M> => {
  if (is(tree)) return f(tree) as Mapped<T, N, M>;
  if (Array.isArray(tree)) return tree.map(x => map(x, is, f)) as Mapped<T, N, M>;
  const entries = Object.entries(tree as object).map(([name, x]) => [name, map(x, is, f)]);
  return Object.fromEntries(entries) as Mapped<T, N, M>;
};

/** Two trees of the same shape, number by number. */
export const zip = (a: Numbers, b: Numbers, f: (x: number, y: number, at: string) => Interval, at = ''): Enclosures => {
  if (typeof a === 'number') return f(a, b as number, at);
  const entries = Object.keys(a).map(
    name => [name, zip(a[name as never], b[name as never], f, `${at}.${name}`)] as const,
  );
  return Array.isArray(a) ? entries.map(([, x]) => x) : Object.fromEntries(entries);
};

/** Every number with its place. */
export const leaves = (x: unknown, at = ''): readonly (readonly [place: string, number: number])[] => {
  if (typeof x === 'number') return [[at, x]];
  if (typeof x !== 'object' || x === null) return [];
  return Object.entries(x).flatMap(([name, y]) => leaves(y, `${at}.${name}`));
};

export const isNumber = (x: unknown): x is number => typeof x === 'number';
export const isVariable = (x: unknown): x is Variable => typeof x === 'object' && x !== null && 'inputs' in x;
export const isInterval = (x: Enclosures): x is Interval => 'lower' in x;
