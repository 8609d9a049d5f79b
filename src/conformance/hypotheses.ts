import type { Call } from './remote.ts';

/** In how many cases a class of hypotheses occurred, by its name. */
export type Hypotheses = Readonly<Record<string, number>>;

/** Arguments as they travel (docs/protocol.md), those of a problem beside the others. */
interface Arguments {
  readonly temperature: number;
  readonly discount: number;
  readonly actions: readonly (readonly { readonly transitions: readonly (readonly unknown[])[] }[])[];
  readonly q: readonly number[];
  readonly logPolicy: readonly unknown[];
  readonly policy: readonly (readonly unknown[])[];
  readonly logProb: readonly number[];
  readonly nextLogProb: readonly number[] | readonly (readonly number[])[];
  readonly terminated: readonly boolean[] | readonly (readonly boolean[])[];
  readonly truncated: readonly boolean[] | readonly (readonly boolean[])[];
}

interface Class {
  readonly name: string;
  readonly argument: keyof Arguments;
  readonly occurs: (value: never) => boolean;
}

const where = <K extends keyof Arguments>(
  argument: K,
  name: string,
  occurs: (value: Arguments[K]) => boolean,
): Class => ({ name, argument, occurs });

const transitionsOf = (actions: Arguments['actions']): readonly (readonly (readonly unknown[])[])[] =>
  actions.flatMap(row => row.map(({ transitions }) => transitions));

const someTransition = (actions: Arguments['actions'], test: (transition: readonly unknown[]) => boolean): boolean =>
  transitionsOf(actions).some(row => row.some(test));

const isTied = (q: readonly number[]): boolean => q.filter(x => x === Math.max(...q)).length > 1;

const isImpossible = (logProbability: unknown): boolean => logProbability === '-Infinity';

const someDense = (logProb: Arguments['nextLogProb']): boolean => logProb.flat().some(l => l > 0);

/** What defects hide behind: a report tells how often it was tried. */
const CLASSES: readonly Class[] = [
  where('temperature', 'temperature 0', t => t === 0),
  where('temperature', 'temperature < 1/4', t => t > 0 && t < 1 / 4),
  where('temperature', 'temperature > 100', t => t > 100),
  where('discount', 'discount >= 0.9', discount => discount >= 0.9),
  where('actions', 'terminal states', actions => actions.some(row => row.length === 0)),
  where('actions', 'transitions that end', actions => someTransition(actions, ([next]) => next === null)),
  where('actions', 'stochastic transitions', actions => transitionsOf(actions).some(row => row.length > 1)),
  where('actions', 'rewards by successor', actions => someTransition(actions, ({ length }) => length > 2)),
  where('q', 'ties', isTied),
  where('q', 'spreads > 500', q => Math.max(...q) - Math.min(...q) > 500),
  where('logPolicy', 'probability 0', logPolicy => logPolicy.some(isImpossible)),
  where('policy', 'probability 0', policy => policy.flat().some(isImpossible)),
  where('logProb', 'density > 1', someDense),
  where('nextLogProb', 'density > 1', someDense),
  where('terminated', 'terminated rows', rows => rows.flat().includes(true)),
  where('truncated', 'truncated rows', rows => rows.flat().includes(true)),
];

const NAMES: readonly string[] = [...new Set(CLASSES.map(({ name }) => name))];

/** The same names in the order of the report, with new counts. */
export const inOrder = (named: Hypotheses, count: (name: string) => number): Hypotheses =>
  Object.fromEntries(NAMES.filter(name => Object.hasOwn(named, name)).map(name => [name, count(name)]));

/** The classes that can occur in a case with these calls: 1 where one does, and 0. */
export const hypothesesOf = (calls: readonly Call[]): Hypotheses => {
  const found: Record<string, number> = {};
  for (const call of calls) {
    const { problem, ...others } = call.arguments as Partial<Arguments> & { problem?: object };
    const asked: Partial<Arguments> = { ...others, ...problem };
    for (const { name, argument, occurs } of CLASSES)
      if (asked[argument] !== undefined)
        found[name] = Math.max(found[name] ?? 0, Number(occurs(asked[argument] as never)));
  }
  return inOrder(found, name => found[name]);
};
