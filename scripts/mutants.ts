/** Prints which law refutes which wrong formula, and after how many cases on average. */
import { isApplicable, type Law, laws } from '../properties/index.ts';
import { correct, type Mutant, mutants } from '../test/mutants/catalogue.ts';
import { judge } from '../test/mutants/verdict.ts';

const SEEDS = [1, 2, 3];
const RUNS = 25;
const CELL = 4;

/** Whether a law asks only for operations that the defect leaves alone, or for some that are not offered. */
const isBlind = (law: Law, { subject }: Mutant): boolean =>
  !isApplicable(law, subject) || law.needs.every(operation => subject[operation] === correct[operation]);

const cell = (mutant: Mutant, law: Law): string => {
  if (isBlind(law, mutant)) return '';
  const verdicts = SEEDS.map(seed => judge(law, mutant.subject, seed, RUNS));
  const refuting = verdicts.filter(verdict => verdict.kind === 'refuted');
  if (refuting.length === 0) return verdicts.some(verdict => verdict.kind === 'inconclusive') ? '?' : '.';
  const cases = refuting.reduce((total, verdict) => total + verdict.cases, 0) / refuting.length;
  return `${refuting.length < SEEDS.length ? '~' : ''}${Math.round(cases)}${law === mutant.killedBy ? '*' : ''}`;
};

const width = Math.max(...mutants.map(mutant => mutant.name.length));
const row = (name: string, cells: readonly string[]): string =>
  [name.padEnd(width), ...cells.map(text => text.padStart(CELL))].join(' ').trimEnd();

console.log(
  `Cases until a law (column) refutes a wrong formula (row), the mean of ${SEEDS.length} seeds with up to ${RUNS} cases.`,
);
console.log(
  '* the law the catalogue names   ~ not with every seed   . never   ? no verdict   blank: nothing it calls is wrong\n',
);
for (const [column, law] of laws.entries()) console.log(`${String(column + 1).padStart(3)} ${law.id}`);
console.log();
console.log(
  row(
    '',
    laws.map((_, column) => String(column + 1)),
  ),
);
for (const mutant of mutants)
  console.log(
    row(
      mutant.name,
      laws.map(law => cell(mutant, law)),
    ),
  );
