/** Records within records, told apart by a tree of shapes: where that has a shape, others have a tensor or its numbers. */
import type { Shape } from './tensor.ts';

/** A tree that is made like `S`, with a `T` for each shape. */
export type Filled<S, T> = S extends Shape ? T : { readonly [K in keyof S]: Filled<S[K], T> };

type Path = readonly string[];

const isShape = (tree: unknown): tree is Shape => Array.isArray(tree);

const filled = <T>(shapes: object, f: (path: Path, shape: Shape) => T, path: Path = []): object =>
  Object.fromEntries(
    Object.entries(shapes).map(([key, below]) => {
      const here = [...path, key];
      return [key, isShape(below) ? f(here, below) : filled(below, f, here)];
    }),
  );

const name = (path: Path): string => path.join('.');

/** The shapes themselves, by their paths. */
export const namedShapes = (shapes: object): Readonly<Record<string, Shape>> => {
  const named: Record<string, Shape> = {};
  filled(shapes, (path, shape) => {
    named[name(path)] = shape;
  });
  return named;
};

/** What stands in a tree, by its path: `state.targets`. */
export const flatten = <S extends object, T>(shapes: S, tree: Filled<S, T>): Readonly<Record<string, T>> => {
  const named: Record<string, T> = {};
  filled(shapes, path => {
    named[name(path)] = path.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], tree) as T;
  });
  return named;
};

/** The tree of what {@link flatten} named. */
export const unflatten = <S extends object, T>(shapes: S, named: Readonly<Record<string, T>>): Filled<S, T> =>
  filled(shapes, path => named[name(path)]) as Filled<S, T>;
