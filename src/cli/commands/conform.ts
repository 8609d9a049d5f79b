import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { laws } from '../../../properties/index.ts';
import { writeCase } from '../../conformance/case.ts';
import { annotations, stepSummary } from '../../conformance/report/github.ts';
import { junit } from '../../conformance/report/junit.ts';
import { mergeReports, ReportError, readReport } from '../../conformance/report/merge.ts';
import type { LawReport, Report } from '../../conformance/report/report.ts';
import { isTried } from '../../conformance/report/words.ts';
import { conform } from '../../conformance/runner.ts';
import { readText } from '../../mdp/formats/io.ts';
import { show } from '../../mdp/model-error.ts';
import {
  type Command,
  choiceOption,
  EXIT,
  numberOption,
  print,
  printJson,
  UsageError,
  type Values,
  wholeOption,
} from '../command.ts';
import { writeWhole } from '../files.ts';
import { untilInterrupted } from '../interrupt.ts';
import { nearest } from '../nearest.ts';
import { progress } from '../progress.ts';
import { evidenceText, lawText, reportText } from '../report-text.ts';
import { shardOption } from '../shard.ts';
import { patienceHelp, patienceOf, patienceOptions, shellWords } from '../subject.ts';

const REPORTS = ['json', 'junit', 'github'] as const;

export const conformCommand: Command = {
  summary: 'hold an implementation in any language to the laws',
  help: `soft-bellman conform [OPTIONS] -- COMMAND... | conform --merge REPORT.json...

Starts COMMAND, asks it over its standard input and output (JSON lines: docs/protocol.md) and tries every law whose
operations it offers on random cases. A law holds, is refuted by a case as simple as can be found, is inconclusive (no
answer, an answer of the wrong shape, too little time), or is skipped for want of operations.

  --law ID        try this law alone; may be repeated
  --skip ID       leave this law out; may be repeated
  --seed N        draw the cases of an earlier run again
  --runs N        cases of each law (default 100)
  --max-time S    stop after S seconds; what is not done by then is inconclusive
  --shard I/N     try part I of N; the parts together try the very cases of the whole run, if --seed is the same
  --report R      print json, junit or github (workflow commands, and a table for the page of the step) instead
  --verbose       print for every law what its cases were, how near it came to being refuted, and where it is stated
  --merge         read JSON reports of all shards, given instead of the command, and report the whole run
  --out DIR       write every counterexample to DIR/LAW.json, for soft-bellman replay
${patienceHelp}

Exit code 0 all hold, 1 one is refuted, 3 none is but some are inconclusive or none could be tried, 2 refused (no such
command, or it does not begin as the protocol says). Ctrl-C reports what is done, with exit code 3 unless a law is refuted; a
second one ends at once.

Example:
  soft-bellman conform --out cases -- node kits/javascript/examples/one-state.mjs`,
  options: {
    law: { type: 'string', multiple: true },
    skip: { type: 'string', multiple: true },
    seed: { type: 'string' },
    runs: { type: 'string' },
    'max-time': { type: 'string' },
    shard: { type: 'string' },
    report: { type: 'string' },
    verbose: { type: 'boolean' },
    merge: { type: 'boolean' },
    out: { type: 'string' },
    ...patienceOptions,
  },
  positionals: [1, Number.POSITIVE_INFINITY],
  run: async (positionals, values) => {
    const kind = choiceOption(values, 'report', REPORTS);
    const { out } = values;
    const replayOf = (report: Pick<Report, 'command' | 'seed' | 'runs'>, law: string): string => {
      const command = shellWords(report.command);
      return typeof out === 'string'
        ? `soft-bellman replay ${shellWords([join(out, `${law}.json`)])} -- ${command}`
        : `soft-bellman conform --law ${law} --seed ${report.seed} --runs ${report.runs} -- ${command}`;
    };
    const report = values.merge
      ? mergedReport(positionals, values)
      : await untilInterrupted(signal => liveReport(positionals, values, kind === undefined, replayOf, signal));
    if (typeof out === 'string') writeCases(out, report);
    printReport(report, kind, law => replayOf(report, law), values);
    return EXIT[report.verdict];
  },
};

type ReplayOf = (report: Pick<Report, 'command' | 'seed' | 'runs'>, law: string) => string;

/** Tries the laws; `told` says whether each is printed as soon as it is done. */
const liveReport = async (
  command: readonly string[],
  values: Values,
  told: boolean,
  replayOf: ReplayOf,
  interrupted: AbortSignal,
): Promise<Report> => {
  const seed = wholeOption(values, 'seed', 0, 2 ** 31 - 1, Math.floor(Math.random() * 2 ** 31));
  const runs = wholeOption(values, 'runs', 1, 1e6, 100);
  const maxTime = numberOption(values, 'max-time', 'a number of seconds > 0', x => x > 0, Number.POSITIVE_INFINITY);
  const tried = values.law === undefined ? laws : laws.filter(({ id }) => lawsOption(values, 'law').includes(id));
  const skip = lawsOption(values, 'skip');
  const shard = shardOption(values.shard);
  const patience = patienceOf(values);
  const shown = progress();
  let done = 0;
  const onLaw = (law: LawReport): void => {
    done++;
    if (!told) shown.update(`${done} of ${tried.length} laws`);
    else if (!values.verbose) print(lawText(law, replayOf({ command, seed, runs }, law.law)));
  };
  try {
    const deadline = Date.now() + 1000 * maxTime;
    return await conform({ command, laws: tried, skip, seed, runs, shard, deadline, patience, interrupted, onLaw });
  } finally {
    shown.end();
  }
};

const mergedReport = (files: readonly string[], values: Values): Report => {
  const alone = ['law', 'skip', 'seed', 'runs', 'max-time', 'shard'].find(name => values[name] !== undefined);
  if (alone) throw new UsageError(`--${alone} belongs to a run, expected none beside --merge`);
  return mergeReports(
    files.map(file => {
      try {
        return readReport(readText(file));
      } catch (error) {
        throw error instanceof ReportError ? new ReportError(`${file}: ${error.message}`) : error;
      }
    }),
  );
};

/** The laws that an option names. */
const lawsOption = (values: Values, name: 'law' | 'skip'): readonly string[] => {
  const named = values[name];
  if (!Array.isArray(named)) return [];
  const ids = laws.map(({ id }) => id);
  const unknown = named.find(id => !ids.includes(id));
  if (unknown !== undefined)
    throw new UsageError(`no law is called ${show(unknown)}, nearest: ${nearest(unknown, ids).join(', ')}`);
  return named;
};

const writeCases = (folder: string, { subject, laws }: Report): void => {
  for (const law of laws)
    if (law.verdict === 'refuted')
      writeWhole(join(folder, `${law.law}.json`), writeCase(law.law, subject.name, law.counterexample));
};

const printReport = (
  report: Report,
  kind: (typeof REPORTS)[number] | undefined,
  replayOf: (law: string) => string,
  { merge, verbose }: Values,
): void => {
  if (kind === 'json') printJson(report);
  else if (kind === 'junit') print(junit(report, replayOf));
  else if (kind === 'github') printForGithub(report, replayOf);
  else {
    for (const law of report.laws.filter(isTried)) {
      if (merge || verbose) print(lawText(law, replayOf(law.law)));
      if (verbose) print(evidenceText(law, report.subject));
    }
    print(reportText(report));
  }
};

const printForGithub = (report: Report, replayOf: (law: string) => string): void => {
  print(annotations(report, replayOf));
  const page = process.env.GITHUB_STEP_SUMMARY;
  if (page) appendFileSync(page, stepSummary(report, replayOf));
};
