import type { Patience } from '../conformance/process.ts';
import { numberOption, type Options, type Values } from './command.ts';

/** The options of every command that runs somebody's implementation. */
export const patienceOptions: Options = { 'start-time': { type: 'string' }, 'call-time': { type: 'string' } };

export const patienceHelp = `  --start-time S  wait so many seconds for the answer to start (default 30)
  --call-time S   wait so many seconds for every other answer (default 10)`;

export const patienceOf = (values: Values): Patience => {
  const seconds = (name: string, otherwise: number): number =>
    numberOption(values, name, 'a number of seconds from 0.1 to 1e6', x => x >= 0.1 && x <= 1e6, otherwise);
  return { start: seconds('start-time', 30), call: seconds('call-time', 10) };
};

/** Words as a POSIX shell takes them. */
export const shellWords = (words: readonly string[]): string =>
  words.map(word => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
