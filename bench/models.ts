import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certify } from '../src/certify/index.ts';
import { functions } from './functions.ts';
import { garnet } from './garnet.ts';
import { type Problem, writeModel } from './problem.ts';
import { reading } from './reading.ts';
import type { Part } from './results.ts';
import { solutions } from './solve.ts';
import { sweeps } from './sweep.ts';

/** Sweeps, solutions, functions and reading, all on one large model. */
export const models = async (full: boolean): Promise<Part> => {
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
  const solved = solutions(problem, full);
  const gcc = spawnSync('gcc', ['-dumpfullversion'], { encoding: 'utf8' }).stdout;
  return {
    about: `Garnet(100,000 states, 5 actions, 5 successors), discount ${discount}, temperature ${temperature}, width ${width}. Times are processor times. Ratios are
own over peer for sweeps, checker and functions, peer over own for solutions.`,
    rows: [...swept, ...solved.rows, ...(await functions()), reading(problem)],
    versions: [...(gcc ? [`gcc ${gcc.trim()}`] : []), ...(solved.versions ? [solved.versions] : [])],
  };
};
