import type { ParseArgsConfig } from 'node:util';

/** The verdicts' exit codes, everywhere. */
export const EXIT = { holds: 0, refuted: 1, badInput: 2, inconclusive: 3 } as const;

export type Options = NonNullable<ParseArgsConfig['options']>;
export type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** One subcommand: what it is called with and what it does. */
export interface Command {
  /** One line for the overview. */
  readonly summary: string;
  /** The whole `--help` text, with an example. */
  readonly help: string;
  readonly options: Options;
  /** How many positional arguments, at least and at most. */
  readonly positionals: readonly [least: number, most: number];
  /** Returns the exit code. */
  run(positionals: readonly string[], values: Values): number | Promise<number>;
}

/** A call that cannot be carried out as it was written: exit code 2. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}

/** The number after an option, within its domain. */
export const numberOption = (
  values: Values,
  name: string,
  domain: string,
  accepts: (x: number) => boolean,
  otherwise?: number,
): number => {
  const text = values[name];
  if (text === undefined && otherwise !== undefined) return otherwise;
  if (text === undefined) throw new UsageError(`--${name} is missing, expected ${domain}`);
  const x = typeof text === 'string' && text.trim() !== '' ? Number(text) : Number.NaN;
  if (!accepts(x)) throw new UsageError(`--${name} is ${text}, expected ${domain}`);
  return x;
};

/** A whole number from `least` to `most`. */
export const wholeOption = (values: Values, name: string, least: number, most: number, otherwise: number): number =>
  numberOption(
    values,
    name,
    `a whole number from ${least} to ${most}`,
    x => Number.isInteger(x) && x >= least && x <= most,
    otherwise,
  );

/** A value that is one of a few words. */
export const choiceOption = <T extends string>(values: Values, name: string, choices: readonly T[]): T | undefined => {
  const text = values[name];
  if (text === undefined) return undefined;
  const choice = choices.find(c => c === text);
  if (choice === undefined) throw new UsageError(`--${name} is ${text}, expected ${choices.join(' or ')}`);
  return choice;
};

export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

export const printJson = (value: unknown): void => print(JSON.stringify(value));
