import type { MdpNames } from './finite-mdp.ts';

/**
 * A model that is refused. The message is one line: where it is wrong (state, action), what was found, what was expected,
 * and the usual cause in parentheses.
 */
export class ModelError extends Error {
  override readonly name: string = 'ModelError';
}

/** The error `where: what is found, expected expected (cause)`. */
export const refusal = (where: string, what: string, found: unknown, expected: string, cause = ''): ModelError =>
  new ModelError(`${where}: ${what} is ${show(found)}, expected ${expected}${cause && ` (${cause})`}`);

/** The {@link refusal} of something that should be a number, with the usual cause if it is none or not finite. */
export const numberRefusal = (where: string, what: string, found: unknown, expected: string, cause = ''): ModelError =>
  refusal(where, what, found, expected, causeOfNoNumber(found) || cause);

/** A value from outside on one line: short, quoted and free of control characters whatever it holds. */
export const show = (value: unknown): string => {
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value === undefined) return 'missing';
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return String(value);
  return `a${typeof value === 'object' ? 'n object' : ' function'}`;
};

/** State `s` as messages call it: its number and, where it has one, its name. */
export const stateLabel = (names: MdpNames | undefined, state: number): string =>
  `state ${state}${named(names?.states?.[state])}`;

/** The pair `(s, a)` as messages call it. */
export const pairLabel = (names: MdpNames | undefined, state: number, action: number): string =>
  `${stateLabel(names, state)}, action ${action}${named(names?.actions?.[action])}`;

/** Why a value that is no finite number may stand where one belongs. */
const causeOfNoNumber = (found: unknown): string => {
  if (found === null) return 'null is what JSON writers put for NaN';
  if (typeof found === 'string') return 'a number must not stand in quotes';
  if (Number.isNaN(found)) return '0/0 is the usual cause';
  if (found === Infinity || found === -Infinity) return 'a division by zero, or an exponent beyond 308';
  return '';
};

const named = (name: unknown): string => (name === undefined ? '' : ` ${show(name)}`);

const quote = (text: string): string => {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return JSON.stringify(short).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    control => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
};
