/**
 * Measurements beside named peers, all in one run. Times are medians, and what is compared takes turns.
 *
 *     npm run bench                  what is missing is said and left out
 *     npm run bench -- sac           only soft actor-critic; also: models, memory, browser
 *     npm run bench -- --full        the peers' value iterations run to their end, half an hour
 *     npm run bench -- --write       the tables go to bench/results.md as well
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { browser } from './browser.ts';
import { table } from './measure.ts';
import { memory } from './memory.ts';
import { models } from './models.ts';
import { type Part, write } from './results.ts';
import { softActorCritic } from './sac.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { full: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
});

const PARTS: Readonly<Record<string, () => Promise<Part>>> = {
  models: () => models(values.full),
  sac: softActorCritic,
  memory,
  browser,
};

const names = positionals.length > 0 ? positionals : Object.keys(PARTS);
const unknown = names.find(name => !Object.hasOwn(PARTS, name));
if (unknown !== undefined) {
  console.error(`there is no measurement ${unknown}, expected ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}

const load = (): string => loadavg()[0].toFixed(1);

for (const name of names) {
  const before = load();
  const { about, rows, versions } = await PARTS[name]();
  const machine = `${cpus().length} x ${cpus()[0].model.trim()}, load ${before} before and ${load()} after`;
  const programs = [`Node ${process.version}`, ...versions].join(', ');
  const report = `${new Date().toISOString().slice(0, 10)}, ${machine}, ${programs}.\n${about}\n\n${table(rows)}\n`;
  console.log(report);
  if (values.write && rows.length > 0) write(name, report);
}
