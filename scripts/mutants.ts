/**
 * Prints which law refutes which wrong formula, and after how many cases on average.
 *
 *     npm run mutants
 *     npm run mutants -- --write     the page goes to docs/mutants.md as well
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Law } from '../properties/index.ts';
import type { Mutant } from '../test/mutants/catalogue.ts';
import { areas, LEGEND, matrix, RUNS, SEEDS, type Sight, sights } from '../test/mutants/matrix.ts';
import { page } from '../test/mutants/page.ts';

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });

console.log(
  `Cases until a law (column) refutes a wrong formula (row), the mean of ${SEEDS.length} seeds with up to ${RUNS} cases.`,
);
console.log(LEGEND);

const all = new Map<Mutant, ReadonlyMap<Law, Sight>>();
for (const { title, mutants } of areas.filter(({ mutants }) => mutants.length > 0)) {
  for (const mutant of mutants) all.set(mutant, sights(mutant));
  const rows = mutants.map(mutant => [mutant, all.get(mutant)!] as const);
  console.log(`\n${title}\n\n${matrix(rows, ({ name }) => name)}`);
}

const survivors = [...all].filter(([{ killedBy }, seen]) => seen.get(killedBy)?.kind !== 'refuted');
for (const [{ name, killedBy }] of survivors) console.log(`\n${name} survives ${killedBy.id}`);
const { user, system } = process.cpuUsage();
console.log(
  `\n${all.size} wrong formulas, ${survivors.length} survive; ${((user + system) / 1e6).toFixed(0)} s of processor time`,
);

if (values.write) writeFileSync('docs/mutants.md', page(all));
if (survivors.length > 0) process.exitCode = 1;
