#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { type Command, EXIT, print, UsageError, type Values } from './command.ts';
import { Interrupted } from './interrupt.ts';

/** Each is loaded when it is called: the laws are slow to load, and most commands need none. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  certify: async () => (await import('./commands/certify.ts')).certifyCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
  validate: async () => (await import('./commands/validate.ts')).validateCommand,
  convert: async () => (await import('./commands/convert.ts')).convertCommand,
  laws: async () => (await import('./commands/laws.ts')).lawsCommand,
  explain: async () => (await import('./commands/explain.ts')).explainCommand,
  conform: async () => (await import('./commands/conform.ts')).conformCommand,
  replay: async () => (await import('./commands/replay.ts')).replayCommand,
  train: async () => (await import('./commands/train.ts')).trainCommand,
  evaluate: async () => (await import('./commands/evaluate.ts')).evaluateCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
};

const overview = async (): Promise<string> => {
  const summaries = Object.entries(commands).map(
    async ([name, load]) => `  ${name.padEnd(10)}${(await load()).summary}`,
  );
  return `soft-bellman COMMAND ...

${(await Promise.all(summaries)).join('\n')}

soft-bellman COMMAND --help tells the options and shows an example; --debug adds stack traces.
Exit codes: 0 holds, 1 refuted, 2 bad usage or input, 3 inconclusive.

Example:
  soft-bellman certify models/gymnasium/frozen-lake-8x8.json --discount 0.99 --temperature 0.1`;
};

const everywhere = { help: { type: 'boolean', short: 'h' }, debug: { type: 'boolean' } } as const;

const main = async (args: readonly string[]): Promise<number> => {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h') {
    print(await overview());
    return name === undefined ? EXIT.badInput : EXIT.holds;
  }
  if (!Object.hasOwn(commands, name))
    throw new UsageError(`no command ${name}, expected one of ${Object.keys(commands).join(', ')}`);
  const command = await commands[name]();
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

/** What the caller can mend, by name, since the classes come with the commands that throw them. */
const expected = [
  'UsageError',
  'ModelError',
  'CertificateError',
  'CaseError',
  'ReportError',
  'ProtocolError',
  'ProcessFault',
  'EnvironmentError',
  'TrainingError',
  'EngineError',
  'Interrupted',
];

/** Whoever reads may stop before the end, as `head` does. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const known = error instanceof Error && expected.includes(error.name);
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`soft-bellman: ${known ? '' : 'internal error: '}${message}\n`);
  if (process.argv.includes('--debug') && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = error instanceof Interrupted ? EXIT.inconclusive : EXIT.badInput;
}
