import { SIGNATURES } from './operations.ts';
import { printable } from './protocol.ts';
import type { Call } from './remote.ts';

/**
 * What differs between the calls of one case that was tried twice: the first number that changed though what was asked had not. Undefined if
 * none did; calls that only one of the two has are no difference of answers, nor are the names of learners, which are used once.
 */
export const difference = (first: readonly Call[], again: readonly Call[]): string | undefined => {
  const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const changed = first.findIndex((call, i) => i >= again.length || !isSame(nameless(call), nameless(again[i])));
  if (changed < 0 || changed >= again.length) return undefined;
  const [before, after] = [nameless(first[changed]), nameless(again[changed])];
  if (before.operation !== after.operation || !isSame(before.arguments, after.arguments)) return undefined;
  const [place, was, is] = change(before.result, after.result, '');
  return `${before.operation} answered ${brief(was)}, then ${brief(is)}${place && ` at ${place}`} to the same arguments`;
};

/** A call without the handles that it takes and gives. */
const nameless = ({ operation, arguments: args, result }: Call): Call => {
  const { takes, gives } = SIGNATURES[operation];
  const others = Object.entries(args as object).filter(([name]) => takes[name] !== 'handle');
  return { operation, arguments: Object.fromEntries(others), result: gives === 'handle' ? null : result };
};

/** The first place where two answers differ, and what stands there. */
const change = (a: unknown, b: unknown, place: string): readonly [place: string, was: unknown, is: unknown] => {
  const [before, after] = [partsOf(a), partsOf(b)];
  const name = Object.keys(before).find(key => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  if (name === undefined || Object.keys(before).length !== Object.keys(after).length) return [place, a, b];
  return change(before[name], after[name], `${place}[${name}]`);
};

const partsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const MAX_ANSWER = 60;

const brief = (answer: unknown): string => {
  const text = printable(JSON.stringify(answer));
  return text.length > MAX_ANSWER ? `${text.slice(0, MAX_ANSWER)}…` : text;
};
