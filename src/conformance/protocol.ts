/**
 * What travels between the runner and an implementation under test: one JSON object a line, numbers as JSON numbers or, where JSON has none,
 * as the strings "NaN", "Infinity", "-Infinity" and "-0". Described in docs/protocol.md, as schemas in spec/protocol.
 */
import type { Problem } from '../../properties/subject.ts';
import type { FiniteMdp } from '../mdp/finite-mdp.ts';
import { parseJson } from '../mdp/formats/json-text.ts';
import { show } from '../mdp/model-error.ts';
import { fromTagged, type Tagged, toTagged } from '../numerics/index.ts';
import { isList, type Kind, type OperationName, SIGNATURES } from './operations.ts';

export const VERSION = 1;

/** Doubles that sloppy printing or reading damages: signs, subnormals, 17 digits, powers of ten that round hard. */
export const HARD_NUMBERS: readonly number[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -0,
  0,
  1,
  5e-324,
  2.2250738585072014e-308,
  2.225073858507201e-308,
  1.7976931348623157e308,
  0.1,
  0.30000000000000004,
  1 / 3,
  2 ** 53 + 2,
  1e20,
  1e23,
  -1.2345678901234566e-7,
];

/** An implementation as it introduces itself. */
export interface Introduction {
  readonly name: string;
  readonly unitRoundoff: number;
  readonly operations: readonly OperationName[];
}

/** An answer to one call; the result is still unchecked. */
export type Answer = { readonly result: unknown } | { readonly skipped: string } | { readonly errored: string };

/** A message that is not what the protocol says. One line: what was found, what was expected, the usual cause. */
export class ProtocolError extends Error {
  override readonly name: string = 'ProtocolError';
}

const refuse = (what: string, found: unknown, expected: string): never => {
  const cause = found === null ? ' (null is what JSON writers put for NaN; write "NaN")' : '';
  throw new ProtocolError(`${what} is ${show(found)}, expected ${expected}${cause}`);
};

/** The object on a line. */
export const readLine = (line: string): Readonly<Record<string, unknown>> => {
  let value: unknown;
  try {
    value = parseJson(line);
  } catch (error) {
    const where = (error as Error).message.replace(/^line 1, /, '');
    throw new ProtocolError(
      `standard output has the line ${show(line)}, which is not JSON: ${where}; only answers belong there, logs go to standard error`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('a line', value, 'an object');
  return value as Readonly<Record<string, unknown>>;
};

export const startMessage = (): string =>
  JSON.stringify({ cmd: 'start', version: VERSION, echo: HARD_NUMBERS.map(toTagged) });

export const stopMessage = (): string => JSON.stringify({ cmd: 'stop' });

/** `encoded` is what {@link encodeArguments} returned. */
export const callMessage = (seq: number, operation: OperationName, encoded: string): string =>
  `{"cmd":"call","seq":${seq},"operation":"${operation}","arguments":${encoded}}`;

/** Coarser arithmetic than this would let any law pass: bfloat16 has $2^{-8}$. */
const COARSEST = 2 ** -8;

const NAME_LENGTH = 100;

/**
 * The answer to `start`, with its numbers come back bit by bit.
 * @throws {@link ProtocolError}
 */
export const readIntroduction = (line: string): Introduction => {
  const { version, name, unitRoundoff, operations, echo } = readLine(line);
  if (version !== VERSION) refuse('the version in the answer to start', version, String(VERSION));
  if (typeof name !== 'string' || !/\S/.test(name) || name.length > NAME_LENGTH)
    return refuse('the name in the answer to start', name, `a text of at most ${NAME_LENGTH} characters`);
  const u = fromTagged(unitRoundoff);
  if (u === undefined || !(u >= 2 ** -53 && u <= COARSEST))
    return refuse('unitRoundoff', unitRoundoff, '2^-53 for doubles, 2^-24 for single precision, 2^-8 at most');
  if (!Array.isArray(operations)) return refuse('operations', operations, 'a list of names');
  for (const operation of operations)
    if (typeof operation !== 'string' || !Object.hasOwn(SIGNATURES, operation))
      refuse('one of the operations', operation, `one of ${Object.keys(SIGNATURES).join(', ')}`);
  if (!Array.isArray(echo) || echo.length !== HARD_NUMBERS.length)
    return refuse('echo', echo, `the list of ${HARD_NUMBERS.length} numbers that start sent`);
  for (const [i, sent] of HARD_NUMBERS.entries())
    if (!Object.is(fromTagged(echo[i]), sent))
      refuse(
        `echo[${i}]`,
        echo[i],
        `${JSON.stringify(toTagged(sent))} as it was sent: numbers must be read and printed with all their digits`,
      );
  return { name: printable(name), unitRoundoff: u, operations: operations as OperationName[] };
};

/**
 * The answer to a call.
 * @throws {@link ProtocolError}
 */
export const readAnswer = (line: string): { readonly seq: unknown; readonly answer: Answer } => {
  const message = readLine(line);
  const { seq, skipped, errored } = message;
  const kinds = ['result', 'skipped', 'errored'].filter(kind => Object.hasOwn(message, kind));
  if (kinds.length !== 1) refuse('an answer', message, 'a seq and one of result, skipped, errored');
  if (kinds[0] === 'result') return { seq, answer: { result: message.result } };
  const said = kinds[0] === 'skipped' ? skipped : errored;
  if (typeof said !== 'string') return refuse(kinds[0], said, 'a text that says why');
  return { seq, answer: kinds[0] === 'skipped' ? { skipped: printable(said) } : { errored: printable(said) } };
};

const MAX_MESSAGE = 500;

/** A text from outside on one line, short, without control characters. */
export const printable = (text: string): string =>
  text
    .slice(0, MAX_MESSAGE)
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim();

/** The arguments of a call as one JSON object, in the order of its signature. */
export const encodeArguments = (operation: OperationName, args: readonly unknown[]): string => {
  const { takes, isBatch } = SIGNATURES[operation];
  const named = isBatch ? (args[0] as Readonly<Record<string, unknown>>) : undefined;
  const values = Object.entries(takes).map(([name, kind], i) => [name, encode(kind, named ? named[name] : args[i])]);
  return JSON.stringify(Object.fromEntries(values));
};

const encode = (kind: Kind, value: unknown): unknown => {
  if (kind === 'number' || kind === 'handle') return toTagged(value as number);
  if (kind === 'flag') return value;
  if (kind === 'problem') return encodeProblem(value as Problem);
  if (isList(kind)) return (value as readonly unknown[]).map(x => encode(kind[0], x));
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(kind).map(([name, part]) => [name, encode(part, fields[name])]));
};

/** `[next, probability]`, or with a reward as third; `next` is null where the episode ends. */
type Transition = readonly [next: number | null, probability: Tagged, reward?: Tagged];

interface Action {
  readonly reward: Tagged;
  readonly transitions: readonly Transition[];
}

/** Every state's actions in order; none where it is terminal. */
const encodeProblem = ({ mdp, discount, temperature }: Problem): object => ({
  states: mdp.stateCount,
  discount: toTagged(discount),
  temperature: toTagged(temperature),
  actions: Array.from({ length: mdp.stateCount }, (_, s) =>
    range(mdp.pairOffsets[s], mdp.pairOffsets[s + 1]).map(
      (pair): Action => ({ reward: toTagged(mdp.rewards[pair]), transitions: transitionsOf(mdp, pair) }),
    ),
  ),
});

const transitionsOf = (mdp: FiniteMdp, pair: number): readonly Transition[] => {
  const transitions = range(mdp.transitionOffsets[pair], mdp.transitionOffsets[pair + 1]);
  const mass = transitions.reduce((sum, t) => sum + mdp.weights[t], 0);
  return transitions.map(t => {
    const next = mdp.successors[t] === mdp.stateCount ? null : mdp.successors[t];
    const probability = toTagged(mdp.weights[t] / mass);
    return mdp.transitionRewards === undefined
      ? [next, probability]
      : [next, probability, toTagged(mdp.transitionRewards[t])];
  });
};

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i);

/**
 * What an operation returned.
 * @throws {@link ProtocolError} unless it has the shape that the operation gives.
 */
export const decodeResult = (operation: OperationName, result: unknown): unknown =>
  decode(SIGNATURES[operation].gives, result, operation);

const decode = (kind: Kind, value: unknown, what: string): unknown => {
  if (kind === 'number' || kind === 'handle')
    return fromTagged(value) ?? refuse(`the result ${what}`, value, 'a number, "NaN", "Infinity", "-Infinity" or "-0"');
  if (kind === 'flag') return typeof value === 'boolean' ? value : refuse(`the result ${what}`, value, 'true or false');
  if (kind === 'problem') throw new TypeError('no operation gives a problem');
  if (isList(kind)) {
    if (!Array.isArray(value)) return refuse(`the result ${what}`, value, 'a list');
    return value.map((x, i) => decode(kind[0], x, `${what}[${i}]`));
  }
  if (typeof value !== 'object' || value === null)
    return refuse(`the result ${what}`, value, `an object with ${Object.keys(kind).join(', ')}`);
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(kind).map(([name, part]) => [name, decode(part, fields[name], `${name} of ${what}`)]),
  );
};
