/**
 * Holds the libraries to the laws, and prints docs/libraries.md:
 *
 *     node kits/python/libraries/report.mjs PYTHON [SEED] > docs/libraries.md
 *     node kits/python/libraries/report.mjs REPORT.json... > docs/libraries.md
 *
 * PYTHON is that of setup.sh. The reports are what `soft-bellman conform --report json` printed, one for each library.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SIGNATURES } from '../../../dist/src/conformance/operations.js';
import { readings } from './readings.mjs';

const HARNESSES = ['stable_baselines3', 'cleanrl', 'tianshou', 'torchrl'];
const PATIENCE = ['--start-time', '300', '--call-time', '60'];

const here = name => fileURLToPath(new URL(name, import.meta.url));

const held = (python, seed, harness) => {
  const cli = here('../../../dist/src/cli/main.js');
  const command = [python, here(`${harness}_sac.py`)];
  const options = ['--report', 'json', '--seed', seed, ...PATIENCE];
  console.error(`${harness}, seed ${seed} ...`);
  const { stdout } = spawnSync(process.execPath, [cli, 'conform', ...options, '--', ...command], { encoding: 'utf8' });
  return JSON.parse(stdout);
};

const reportsOf = ([first, second]) => {
  const seed = second ?? `${Math.floor(Math.random() * 2 ** 31)}`;
  return HARNESSES.map(harness => held(first, seed, harness));
};

const count = (laws, verdict) => laws.filter(law => law.verdict === verdict).length;

const row = cells => `| ${cells.join(' | ')} |`;

const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** One line for each library: how many laws of each verdict. */
const summary = reports =>
  table(
    ['library', 'seed', 'cases of each law', 'operations', 'hold', 'refuted', 'inconclusive'],
    reports.map(({ subject, laws, seed, runs }) => [
      subject.name,
      seed,
      runs,
      subject.operations.length,
      ...['holds', 'refuted', 'inconclusive'].map(verdict => count(laws, verdict)),
    ]),
  );

const cell = ({ verdict, cases }) =>
  verdict === 'holds' ? `holds (${cases})` : verdict === 'skipped' ? '' : `**${verdict}**`;

/** One line for each law that a library could be asked, with the number of cases where it holds. */
const matrix = reports => {
  const [{ laws }] = reports;
  const asked = laws.map((_, i) => reports.map(report => report.laws[i])).filter(row => row.some(law => law.cases > 0));
  return table(
    ['law', ...reports.map(({ subject }) => subject.name)],
    asked.map(row => [`\`${row[0].law}\``, ...row.map(cell)]),
  );
};

/** Which of the operations each library is asked through its own code. */
const offered = reports =>
  table(
    ['operation', ...reports.map(({ subject }) => subject.name)],
    Object.keys(SIGNATURES)
      .filter(name => reports.some(({ subject }) => subject.operations.includes(name)))
      .map(name => [`\`${name}\``, ...reports.map(({ subject }) => (subject.operations.includes(name) ? 'yes' : ''))]),
  );

const refutation = ({ subject }, { counterexample }) => {
  const { message, values, calls } = counterexample;
  const answers = calls.map(({ operation, result }) => `${operation} answered ${JSON.stringify(result)}`);
  return `${subject.name}:\n\n${[message, ...values.split('\n'), ...answers].map(line => `    ${line}`).join('\n')}\n`;
};

/** What a refuted law means, written by hand, and the counterexample of every library. */
const refutations = reports => {
  const found = reports.flatMap(report =>
    report.laws.filter(({ verdict }) => verdict === 'refuted').map(law => ({ report, law })),
  );
  return [...new Set(found.map(({ law }) => law.law))].map(id => {
    const those = found.filter(({ law }) => law.law === id);
    for (const { report } of those)
      if (!readings[id]?.libraries.includes(report.subject.name.split(' ')[0]))
        throw new Error(`${id} is refuted for ${report.subject.name}, expected a reading of it in readings.mjs`);
    const cases = those.map(({ report, law }) => refutation(report, law)).join('\n');
    return `### ${id}: ${readings[id].title}\n${readings[id].text}\n\n${cases}`;
  });
};

const inconclusive = reports =>
  reports.flatMap(({ subject, laws }) =>
    laws
      .filter(({ verdict }) => verdict === 'inconclusive')
      .map(({ law, reason }) => `- \`${law}\`, ${subject.name}: ${reason}\n`),
  );

const page = reports => `# Libraries held to the laws

The laws, asked of the code of published libraries: their own functions, training steps and replay buffers, in single precision, on given
numbers in place of networks and chance. [\`kits/python/libraries\`](../kits/python/libraries/README.md) has the programs, and says how to repeat this page,
which is printed and not written.

${summary(reports)}

"Holds" means that no case of so many refutes the law, never more. What a library does not offer is left blank.

${matrix(reports)}

## What is refuted, and how to read it
A refutation says that a law does not hold for a library, not that its authors did not know it. Each was checked by hand.

${refutations(reports).join('\n')}
${inconclusive(reports).length > 0 ? `## What is not decided\n${inconclusive(reports).join('')}\n` : ''}## What was asked
${offered(reports)}
`;

const args = process.argv.slice(2);
if (args.length === 0) {
  console.error('expected the Python of setup.sh, or reports of soft-bellman conform');
  process.exit(2);
}
const reports = args[0].endsWith('.json') ? args.map(file => JSON.parse(readFileSync(file, 'utf8'))) : reportsOf(args);
process.stdout.write(page(reports));
