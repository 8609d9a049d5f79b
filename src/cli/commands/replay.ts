import { CaseError, readCase } from '../../conformance/case.ts';
import { replay } from '../../conformance/replay.ts';
import { lawText } from '../../conformance/report/terminal.ts';
import { readText } from '../../mdp/formats/io.ts';
import { ModelError } from '../../mdp/index.ts';
import { type Command, EXIT, print } from '../command.ts';
import { patienceHelp, patienceOf, patienceOptions, shellWords } from '../subject.ts';

export const replayCommand: Command = {
  summary: 'try an implementation on a counterexample again',
  help: `soft-bellman replay CASE.json -- COMMAND...

Tries the one case of a file that conform --out has written.

${patienceHelp}

Exit code 0 it holds now, 1 it is refuted as before, 3 inconclusive, 2 refused.

Example:
  soft-bellman replay cases/gibbs-identity.json -- node kits/javascript/examples/one-state.mjs`,
  options: patienceOptions,
  positionals: [2, Number.POSITIVE_INFINITY],
  run: async ([file, ...command], values) => {
    const recorded = loadCase(file);
    const verdict = await replay(recorded, command, patienceOf(values));
    const { law } = recorded;
    const { kind, cases } = verdict;
    const again = `soft-bellman replay ${shellWords([file])} -- ${shellWords(command)}`;
    if (verdict.kind === 'holds') print(`${kind.padEnd(13)}${law}: fixed, the case of ${file} no longer refutes it`);
    else if (verdict.kind === 'inconclusive')
      print(lawText({ law, verdict: 'inconclusive', cases, reason: verdict.reason }, again));
    else
      print(
        lawText({ law, verdict: 'refuted', cases, counterexample: { ...verdict.counterexample, block: 0 } }, again),
      );
    return EXIT[kind];
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
