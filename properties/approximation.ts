import fc from 'fast-check';
import { exp as expDouble, log as logDouble, UNIT_ROUNDOFF } from '../src/numerics/index.ts';

/**
 * A real number that is known to lie within `error` of `value`. The functions of this file return such a pair for the exact
 * result on any numbers in their arguments: a running error analysis (Higham, Accuracy and Stability of Numerical Algorithms,
 * section 3.3), to first order in $u = 2^{-53}$.
 */
export interface Approximation {
  readonly value: number;
  readonly error: number;
}

/** One number for every state. */
export type Values = readonly Approximation[];

/** Relative error of exp and log, in units of $u$: both are good to 0.51 units in the last place. */
const ELEMENTARY = 1.02;

export const approximately = (value: number, error: number): Approximation => ({ value, error });

/** The same, less sure by `error`. */
export const loosen = (a: Approximation, error: number): Approximation => approximately(a.value, a.error + error);

/** Exactly this double. */
export const exact = (value: number): Approximation => ({ value, error: 0 });

export const zero: Approximation = exact(0);

const rounded = (value: number, error: number, roundoffs = 1): Approximation => ({
  value,
  error: error + roundoffs * UNIT_ROUNDOFF * Math.abs(value),
});

export const add = (a: Approximation, b: Approximation): Approximation => rounded(a.value + b.value, a.error + b.error);

export const sub = (a: Approximation, b: Approximation): Approximation => rounded(a.value - b.value, a.error + b.error);

export const mul = (a: Approximation, b: Approximation): Approximation =>
  rounded(a.value * b.value, Math.abs(a.value) * b.error + Math.abs(b.value) * a.error + a.error * b.error);

/** $a / b$ for $b$ away from 0. */
export const div = (a: Approximation, b: Approximation): Approximation => {
  const quotient = a.value / b.value;
  return rounded(quotient, (a.error + Math.abs(quotient) * b.error) / (Math.abs(b.value) - b.error));
};

/** $|e^{x + \delta} - e^x| \le e^{x + |\delta|} - e^x$, where rounding $y = x + |\delta|$ costs $u |y| e^y$ more. */
export const exp = (a: Approximation): Approximation => {
  const y = a.value + a.error;
  const upper = expDouble(y);
  if (upper === 0) return zero;
  const value = expDouble(a.value);
  return rounded(value, upper - value + (ELEMENTARY + Math.abs(y)) * UNIT_ROUNDOFF * upper, ELEMENTARY);
};

/** $\log a$ for $a$ away from 0. */
export const log = (a: Approximation): Approximation =>
  rounded(logDouble(a.value), a.error / (a.value - a.error), ELEMENTARY);

export const abs = (a: Approximation): Approximation => ({ value: Math.abs(a.value), error: a.error });

export const sum = (terms: Values): Approximation => terms.reduce(add, zero);

/** The largest of a non-empty list; it moves by no more than its entries do. */
export const maximum = (terms: Values): Approximation => ({
  value: Math.max(...terms.map(t => t.value)),
  error: Math.max(...terms.map(t => t.error)),
});

/** The smallest of a non-empty list. */
export const minimum = (terms: Values): Approximation => ({
  value: Math.min(...terms.map(t => t.value)),
  error: Math.max(...terms.map(t => t.error)),
});

/** $\log \sum_i e^{x_i}$ of a non-empty list; it moves by no more than its entries do. */
export const logSumExp = (terms: Values): Approximation => {
  const top = exact(maximum(terms).value);
  const shifted = terms.map(t => exp(sub(exact(t.value), top)));
  return loosen(add(top, log(sum(shifted))), maximum(terms).error);
};

/** The largest less the smallest of a non-empty list. */
export const range = (terms: Values): Approximation => sub(maximum(terms), minimum(terms));

/** Two lists of one length, entry by entry. */
export const zip = <A, B, C>(a: readonly A[], b: readonly B[], f: (a: A, b: B) => C): readonly C[] => {
  if (a.length !== b.length) throw new RangeError(`lists of ${a.length} and ${b.length} entries do not pair up`);
  return a.map((x, i) => f(x, b[i]));
};

/** Every entry less sure by `error`. */
export const loosenEverywhere = (values: Values, error: number): Values => values.map(v => loosen(v, error));

/** $a - b$ entry by entry. */
export const difference = (a: Values, b: Values): Values => zip(a, b, sub);

/** $\sum_i a_i b_i$. */
export const dot = (a: Values, b: Values): Approximation => sum(zip(a, b, mul));

/** $\max_s |a_s - b_s|$. */
export const distance = (a: Values, b: Values): Approximation => maximum(difference(a, b).map(abs));

/** A comparison of $a$ with $b$ that held: $\mathrm{gap} \le \mathrm{allowance}$. */
export interface Comparison {
  readonly relation: '<=' | '=';
  /** $a - b$ for $a \le b$, which is negative where there is room; $|a - b|$ for $a = b$. */
  readonly gap: number;
  /** What rounding and claimed errors explain. */
  readonly allowance: number;
}

type Listener = (comparison: Comparison) => void;

let heard: Listener = () => undefined;

/** What `work` returns; `listener` hears of every comparison that holds meanwhile. Laws are synchronous, so no other work is overheard. */
export const overhearing = <T>(listener: Listener, work: () => T): T => {
  const before = heard;
  heard = listener;
  try {
    return work();
  } finally {
    heard = before;
  }
};

/** Fails unless $a \le b$ can be true; `statement` says what that means. */
export const atMost = (a: Approximation, b: Approximation, statement: string): void =>
  judge('<=', a.value - b.value, a.error + b.error, () => `${statement} fails: ${a.value} exceeds ${b.value}`);

/** Fails unless $a = b$ can be true. */
export const equal = (a: Approximation, b: Approximation, statement: string): void => {
  const gap = a.value === b.value ? 0 : Math.abs(a.value - b.value);
  judge('=', gap, a.error + b.error, () => `${statement} fails: ${a.value} differs from ${b.value}`);
};

/** {@link atMost} at every state. */
export const atMostEverywhere = (a: Values, b: Values, statement: string): void => {
  pairs(a, b).forEach(([x, y], s) => {
    atMost(x, y, `${statement} at state ${s}`);
  });
};

/** {@link equal} at every state. */
export const equalEverywhere = (a: Values, b: Values, statement: string): void => {
  pairs(a, b).forEach(([x, y], s) => {
    equal(x, y, `${statement} at state ${s}`);
  });
};

/** {@link equal} for every action of one state. */
export const equalActions = (a: Values, b: Values, statement: string): void => {
  pairs(a, b).forEach(([x, y], action) => {
    equal(x, y, `${statement} for action ${action}`);
  });
};

/** {@link equal} at every state for every action. */
export const equalPolicies = (a: readonly Values[], b: readonly Values[], statement: string): void => {
  pairs(a, b).forEach(([x, y], s) => {
    equalActions(x, y, `${statement} at state ${s}`);
  });
};

const pairs = <A>(a: readonly A[], b: readonly A[]): readonly (readonly [A, A])[] =>
  zip(a, b, (x, y) => [x, y] as const);

/** The errors are themselves computed with some dozens of roundings; who claims a bound may attain it exactly. */
const ERROR_OF_ERRORS = 2 ** -46;

/** An allowance without bound decides nothing: such a case is set aside, and a run of too many is no verdict. */
const judge = (relation: Comparison['relation'], gap: number, error: number, message: () => string): void => {
  const allowance = error * (1 + ERROR_OF_ERRORS);
  fc.pre(allowance < Number.POSITIVE_INFINITY);
  if (gap <= allowance) {
    heard({ relation, gap, allowance });
    return;
  }
  throw new Error(`${message()} by ${brief(gap)}, rounding and claimed errors explain ${brief(allowance)}`);
};

const brief = (x: number): string => `${Number(x.toPrecision(3))}`;
