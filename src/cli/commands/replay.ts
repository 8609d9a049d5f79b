import { CaseError, readCase } from '../../conformance/case.ts';
import { replay } from '../../conformance/replay.ts';
import type { TriedLaw } from '../../conformance/report/report.ts';
import { theoremOf } from '../../conformance/report/theorem.ts';
import { readText } from '../../mdp/formats/io.ts';
import { ModelError } from '../../mdp/index.ts';
import { type Command, EXIT, print, printJson } from '../command.ts';
import { untilInterrupted } from '../interrupt.ts';
import { lawText } from '../report-text.ts';
import { patienceHelp, patienceOf, patienceOptions, shellWords } from '../subject.ts';

export const replayCommand: Command = {
  summary: 'try an implementation on a counterexample again',
  help: `soft-bellman replay CASE.json -- COMMAND...

Tries the one case of a file that conform --out has written.

  --json          print one JSON object: file, and what a report of conform says about the law
${patienceHelp}

Exit code 0 it holds now, 1 it is refuted as before, 3 inconclusive (no answer, not deterministic, a case of another
version), 2 refused (no such file or command, a file that was edited).

Example:
  soft-bellman replay cases/gibbs-identity.json -- node kits/javascript/examples/one-state.mjs`,
  options: { json: { type: 'boolean' }, ...patienceOptions },
  positionals: [2, Number.POSITIVE_INFINITY],
  run: async ([file, ...command], values) => {
    const recorded = loadCase(file);
    const { law } = recorded;
    const verdict = await untilInterrupted(signal => replay(recorded, command, patienceOf(values), signal));
    const report: TriedLaw = { law, theorem: theoremOf(law), ...verdict };
    if (values.json) printJson({ file, ...report });
    else if (report.verdict === 'holds') print(`fixed        ${law}: the case of ${file} no longer refutes it`);
    else print(lawText(report, `soft-bellman replay ${shellWords([file])} -- ${shellWords(command)}`));
    return EXIT[report.verdict];
  },
};

const loadCase = (path: string): ReturnType<typeof readCase> => {
  try {
    return readCase(readText(path));
  } catch (error) {
    if (error instanceof CaseError || (error instanceof ModelError && !error.message.startsWith(path)))
      throw new CaseError(`${path}: ${error.message}`);
    throw error;
  }
};
