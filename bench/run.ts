/**
 * Measurements beside named peers, all on Garnet(100,000 states, 5 actions, 5 successors) and all in this one run. Times are
 * processor times, and medians; what is compared takes turns.
 *
 *     npm run bench                  what is missing is said and left out
 *     npm run bench -- --full        the peers' value iterations run to their end, half an hour
 *     npm run bench -- --write       the table goes to bench/results.md as well
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { certify } from '../src/certify/index.ts';
import { functions } from './functions.ts';
import { garnet } from './garnet.ts';
import { type Row, table } from './measure.ts';
import { type Problem, writeModel } from './problem.ts';
import { reading } from './reading.ts';
import { solutions } from './solve.ts';
import { sweeps } from './sweep.ts';

const { values } = parseArgs({
  options: { full: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
});

const folder = mkdtempSync(join(tmpdir(), 'soft-bellman-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const problem: Problem = {
  mdp: garnet(100_000, 5, 5),
  discount: 0.999,
  temperature: 0.1,
  width: 1e-8,
  path: join(folder, 'garnet.bin'),
};
const { mdp, discount, temperature, width } = problem;
writeModel(problem.path, mdp);

const { certificate } = certify(mdp, { discount, temperature, tolerance: width });
const swept = await sweeps(problem, certificate);
const solved = solutions(problem, values.full);
const rows: Row[] = [...swept, ...solved.rows, ...(await functions()), reading(problem)];

const gcc = spawnSync('gcc', ['-dumpfullversion'], { encoding: 'utf8' }).stdout;
const programs = [
  `Node ${process.version}`,
  ...(gcc ? [`gcc ${gcc.trim()}`] : []),
  ...(solved.versions ? [solved.versions] : []),
];
const report = `${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpus()[0].model.trim()}, ${programs.join(', ')}.
Garnet(100,000 states, 5 actions, 5 successors), discount ${discount}, temperature ${temperature}, width ${width}. Ratios are own over peer
for sweeps, checker and functions, peer over own for solutions.

${table(rows)}
`;
console.log(report);
if (values.write) writeFileSync('bench/results.md', `# What \`npm run bench\` printed\n\n${report}`);
