#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { CertificateError } from '../certify/index.ts';
import { CaseError } from '../conformance/case.ts';
import { ProcessFault } from '../conformance/process.ts';
import { ProtocolError } from '../conformance/protocol.ts';
import { ReportError } from '../conformance/report/merge.ts';
import { ModelError } from '../mdp/index.ts';
import { type Command, EXIT, print, UsageError, type Values } from './command.ts';
import { certifyCommand } from './commands/certify.ts';
import { checkCommand } from './commands/check.ts';
import { conformCommand } from './commands/conform.ts';
import { convertCommand } from './commands/convert.ts';
import { explainCommand } from './commands/explain.ts';
import { lawsCommand } from './commands/laws.ts';
import { replayCommand } from './commands/replay.ts';
import { validateCommand } from './commands/validate.ts';
import { Interrupted } from './interrupt.ts';

const commands: Readonly<Record<string, Command>> = {
  certify: certifyCommand,
  check: checkCommand,
  validate: validateCommand,
  convert: convertCommand,
  laws: lawsCommand,
  explain: explainCommand,
  conform: conformCommand,
  replay: replayCommand,
};

const overview = `soft-bellman COMMAND ...

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`)
  .join('\n')}

soft-bellman COMMAND --help tells the options and shows an example; --debug adds stack traces.
Exit codes: 0 holds, 1 refuted, 2 bad usage or input, 3 inconclusive.

Example:
  soft-bellman certify models/gymnasium/frozen-lake-8x8.json --discount 0.99 --temperature 0.1`;

const everywhere = { help: { type: 'boolean', short: 'h' }, debug: { type: 'boolean' } } as const;

const main = (args: readonly string[]): number | Promise<number> => {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h') {
    print(overview);
    return name === undefined ? EXIT.badInput : EXIT.holds;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(`no command ${name}, expected one of ${Object.keys(commands).join(', ')}`);
  const { values, positionals } = parse(name, command, rest);
  if (values.help) {
    print(command.help);
    return EXIT.holds;
  }
  const [least, most] = command.positionals;
  if (positionals.length < least || positionals.length > most)
    throw new UsageError(`${positionals.length} arguments, expected: ${command.help.split('\n', 1)[0]}`);
  return command.run(positionals, values as Values);
};

const isNegative = (arg: string | undefined): boolean => /^-\.?\d/.test(arg ?? '');

/** `--option -1` as `--option=-1`, which is how Node wants a value that begins with a dash; what follows `--` is left as it is. */
const joinNegatives = (args: readonly string[]): string[] => {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const joined = args.slice(0, end).flatMap((arg, i) => {
    if (arg.startsWith('--') && isNegative(args[i + 1])) return [`${arg}=${args[i + 1]}`];
    return isNegative(arg) && args[i - 1]?.startsWith('--') ? [] : [arg];
  });
  return [...joined, ...args.slice(end)];
};

const parse = (name: string, command: Command, args: readonly string[]) => {
  try {
    return parseArgs({
      args: joinNegatives(args),
      options: { ...command.options, ...everywhere },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(/\.\s/)[0]} (soft-bellman ${name} --help)`);
  }
};

const expected = [
  UsageError,
  ModelError,
  CertificateError,
  CaseError,
  ReportError,
  ProtocolError,
  ProcessFault,
  Interrupted,
];

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const known = expected.some(kind => error instanceof kind);
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`soft-bellman: ${known ? '' : 'internal error: '}${message}\n`);
  if (process.argv.includes('--debug') && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = error instanceof Interrupted ? EXIT.inconclusive : EXIT.badInput;
}
