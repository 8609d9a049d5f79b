/**
 * What travels between the runner and an implementation under test: one JSON object a line, numbers as JSON numbers or, where JSON has none,
 * as the strings "NaN", "Infinity", "-Infinity" and "-0". Described in docs/protocol.md, as schemas in spec/protocol.
 */
import type { Operations, Policy, Problem, Solution } from '../../properties/subject.ts';
import type { FiniteMdp } from '../mdp/finite-mdp.ts';
import { parseJson } from '../mdp/formats/json-text.ts';
import { show } from '../mdp/model-error.ts';
import { fromTagged, type Tagged, toTagged } from '../numerics/index.ts';

export const VERSION = 1;

export type OperationName = keyof Operations;

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

/** What an argument or a result is. */
interface Kinds {
  readonly number: number;
  readonly vector: readonly number[];
  readonly policy: Policy;
  readonly problem: Problem;
  readonly solution: Solution;
}

interface Signature {
  /** The arguments by name, in the order of {@link Operations}. */
  readonly takes: Readonly<Record<string, keyof Kinds>>;
  readonly gives: Exclude<keyof Kinds, 'problem'>;
}

/** How every operation is called. */
export const SIGNATURES: Readonly<Record<OperationName, Signature>> = {
  logSumExp: { takes: { q: 'vector', temperature: 'number' }, gives: 'number' },
  softmax: { takes: { q: 'vector', temperature: 'number' }, gives: 'vector' },
  entropy: { takes: { logPolicy: 'vector' }, gives: 'number' },
  stateValue: { takes: { logPolicy: 'vector', q: 'vector', temperature: 'number' }, gives: 'number' },
  klObjective: { takes: { logPolicy: 'vector', q: 'vector', temperature: 'number' }, gives: 'number' },
  optimalBackup: { takes: { problem: 'problem', values: 'vector' }, gives: 'vector' },
  policyBackup: { takes: { problem: 'problem', policy: 'policy', values: 'vector' }, gives: 'vector' },
  softmaxPolicy: { takes: { problem: 'problem', values: 'vector' }, gives: 'policy' },
  optimalValues: { takes: { problem: 'problem' }, gives: 'solution' },
  policyValues: { takes: { problem: 'problem', policy: 'policy' }, gives: 'solution' },
  movingAverage: { takes: { tau: 'number', online: 'number', target: 'number' }, gives: 'number' },
};

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

/** The arguments of a call as one JSON object. */
export const encodeArguments = (operation: OperationName, args: readonly unknown[]): string => {
  const names = Object.entries(SIGNATURES[operation].takes);
  return JSON.stringify(Object.fromEntries(names.map(([name, kind], i) => [name, encode(kind, args[i])])));
};

const encode = (kind: keyof Kinds, value: unknown): unknown => {
  switch (kind) {
    case 'number':
      return toTagged(value as number);
    case 'vector':
      return (value as readonly number[]).map(toTagged);
    case 'policy':
      return (value as Policy).map(row => row.map(toTagged));
    case 'problem':
      return encodeProblem(value as Problem);
    case 'solution':
      throw new TypeError('no operation takes a solution');
  }
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
export const decodeResult = (operation: OperationName, result: unknown): unknown => {
  switch (SIGNATURES[operation].gives) {
    case 'number':
      return number(result, operation);
    case 'vector':
      return vector(result, operation);
    case 'policy':
      return list(result, operation).map((row, s) => vector(row, `${operation}[${s}]`));
    case 'solution': {
      const { values, error } = (result ?? {}) as Readonly<Record<string, unknown>>;
      return { values: vector(values, `values of ${operation}`), error: number(error, `error of ${operation}`) };
    }
  }
};

const number = (value: unknown, what: string): number =>
  fromTagged(value) ?? refuse(`the result ${what}`, value, 'a number, "NaN", "Infinity", "-Infinity" or "-0"');

const list = (value: unknown, what: string): readonly unknown[] =>
  Array.isArray(value) ? value : refuse(`the result ${what}`, value, 'a list');

const vector = (value: unknown, what: string): readonly number[] =>
  list(value, what).map((x, i) => number(x, `${what}[${i}]`));
