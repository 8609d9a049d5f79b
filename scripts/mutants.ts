/**
 * Prints which law refutes which wrong formula, and after how many cases on average.
 *
 *     npm run mutants
 *     npm run mutants -- --write     the page goes to docs/mutants.md as well
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { type Law, laws } from '../properties/index.ts';
import { type Mutant, mutants } from '../test/mutants/catalogue.ts';
import { areas, LEGEND, matrix, RUNS, SEEDS, type Sight, sights } from '../test/mutants/matrix.ts';
import { page } from '../test/mutants/page.ts';

/** What is seen of the mutant at an index of the catalogue, in the order of {@link laws}. */
interface Seen {
  readonly index: number;
  readonly sights: readonly Sight[];
}

/** Every mutant, on as many threads as there are processors. */
const seenByAll = async (): Promise<ReadonlyMap<Mutant, ReadonlyMap<Law, Sight>>> => {
  const all = new Map<Mutant, ReadonlyMap<Law, Sight>>(
    areas.flatMap(area => area.mutants.map(mutant => [mutant, new Map()] as const)),
  );
  let next = 0;
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url));
      const give = (): void => {
        if (next < mutants.length) worker.postMessage(next++);
        else worker.terminate().then(() => resolve(), reject);
      };
      worker.on('error', reject);
      worker.on('message', ({ index, sights }: Seen) => {
        all.set(mutants[index], new Map(laws.map((law, l) => [law, sights[l]])));
        give();
      });
      give();
    });
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return all;
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });

  console.log(
    `Cases until a law (column) refutes a wrong formula (row), the mean of ${SEEDS.length} seeds with up to ${RUNS} cases.`,
  );
  console.log(LEGEND);

  const all = await seenByAll();
  for (const { title, mutants } of areas.filter(({ mutants }) => mutants.length > 0)) {
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
};

if (isMainThread) await main();
else
  parentPort!.on('message', (index: number) => {
    const seen = sights(mutants[index]);
    parentPort!.postMessage({ index, sights: laws.map(law => seen.get(law)!) } satisfies Seen);
  });
