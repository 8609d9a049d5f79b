/**
 * Side by side with named peers, on Garnet(100,000 states, 5 actions, 5 successors): `npm run bench`, or `npm run bench -- --full`
 * to let the peers' value iteration run to the end, `--write` to keep the table in bench/results.md. Every figure of ours is a median,
 * and what is compared alternates in this one run.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { certify, check } from '../src/certify/index.ts';
import { discounted, optimalBackup } from '../src/kernels/index.ts';
import { describe, parseModel, writeSparseJson } from '../src/mdp/index.ts';
import { exp, log, log1p } from '../src/numerics/index.ts';
import { garnet } from './garnet.ts';
import { writeModel } from './model-file.ts';

const DISCOUNT = 0.999;
const TEMPERATURE = 0.1;
const WIDTH = 1e-8;
const ROUNDS = 41;

interface Row {
  readonly what: string;
  readonly own: string;
  readonly peer: string;
  readonly ratio: string;
  readonly goal: string;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Processor time of this process, in milliseconds: other processes do not enter. */
const processorTime = (work: () => unknown): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

const seconds = (work: () => unknown): number => {
  const begin = performance.now();
  work();
  return (performance.now() - begin) / 1000;
};

const folder = mkdtempSync(join(tmpdir(), 'soft-bellman-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const modelPath = join(folder, 'garnet.bin');

const mdp = garnet(100_000, 5, 5);
writeModel(modelPath, mdp);
const entries = mdp.successors.length;
const model = discounted(mdp, DISCOUNT);
const rows: Row[] = [];

/** The sweep in C, or nothing where there is no compiler. */
const compile = (): string | undefined => {
  const program = join(folder, 'sweep');
  const source = join('bench', 'peers', 'sweep.c');
  const { status } = spawnSync('gcc', ['-O3', '-march=native', '-o', program, source, '-lm']);
  return status === 0 ? program : undefined;
};

const perEntry = (milliseconds: number): string =>
  `${((milliseconds * 1e6) / entries).toFixed(2)} ns/entry, ${(entries / milliseconds / 1e6).toFixed(2)} G/s`;

const sweepAgainstC = async (): Promise<number> => {
  let V = new Float64Array(mdp.stateCount);
  let backup = new Float64Array(mdp.stateCount);
  const sweep = (): void => {
    optimalBackup(model, TEMPERATURE, V, backup);
    [V, backup] = [backup, V];
  };
  for (let warm = 0; warm < ROUNDS; warm++) sweep();
  const program = compile();
  if (!program) {
    console.log('not measured: the sweep in C (install gcc)');
    return median(Array.from({ length: ROUNDS }, () => processorTime(sweep)));
  }
  const peer = spawn(program, [modelPath, String(DISCOUNT), String(TEMPERATURE)]);
  const answers = createInterface({ input: peer.stdout })[Symbol.asyncIterator]();
  const peerSweep = async (): Promise<number> => {
    peer.stdin.write('\n');
    const { value } = await answers.next();
    return Number(String(value).split(' ')[0]) / 1e6;
  };
  const own: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    own.push(processorTime(sweep));
    theirs.push(await peerSweep());
  }
  peer.stdin.end();
  const ratio = median(own) / median(theirs);
  rows.push({
    what: 'one soft sweep against C (gcc -O3 -march=native)',
    own: perEntry(median(own)),
    peer: perEntry(median(theirs)),
    ratio: ratio.toFixed(2),
    goal: '<= 2',
  });
  return median(own);
};

const checkerInSweeps = (sweep: number): void => {
  const { certificate } = certify(mdp, { discount: DISCOUNT, temperature: TEMPERATURE, tolerance: WIDTH });
  const times = Array.from({ length: 7 }, () => processorTime(() => check(mdp, certificate)));
  rows.push({
    what: 'checker, in own float sweeps',
    own: `${median(times).toFixed(0)} ms`,
    peer: `${sweep.toFixed(1)} ms`,
    ratio: (median(times) / sweep).toFixed(1),
    goal: '<= 10',
  });
};

const solveAgainstPython = (full: boolean): void => {
  const own = median(
    Array.from({ length: 3 }, () =>
      seconds(() => certify(mdp, { discount: DISCOUNT, temperature: TEMPERATURE, tolerance: WIDTH })),
    ),
  );
  const python = join('out', 'bench-venv', 'bin', 'python');
  if (!existsSync(python)) {
    console.log('not measured: numpy, scipy and QuantEcon (bench/peers/setup.sh makes their environment)');
    return;
  }
  const script = join('bench', 'peers', 'soft_value_iteration.py');
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...env } = process.env;
  const sweeps = full ? '0' : '200';
  const { stdout, stderr } = spawnSync(
    python,
    [script, modelPath, String(DISCOUNT), String(TEMPERATURE), String(WIDTH), sweeps],
    { encoding: 'utf8', env },
  );
  if (!stdout) throw new Error(`the Python peers failed: ${stderr.trim().split('\n').at(-1)}`);
  const found = JSON.parse(stdout);
  console.log(found.versions);
  for (const peer of ['numpy', 'scipy'] as const) {
    const { sweeps: run, seconds: spent, allSweeps } = found[peer];
    const total = (spent / run) * allSweeps;
    const note = full ? '' : ` (extrapolated from ${run} of ${Math.round(allSweeps)} sweeps)`;
    rows.push({
      what: `certified soft solve, width 1e-8, against ${peer} value iteration`,
      own: `${own.toFixed(2)} s`,
      peer: `${total.toFixed(0)} s${note}`,
      ratio: `${(total / own).toFixed(0)}x`,
      goal: peer === 'numpy' ? '>= 50x' : '',
    });
  }
  const hard = median(
    Array.from({ length: 3 }, () =>
      seconds(() => certify(mdp, { discount: DISCOUNT, temperature: 0, tolerance: WIDTH })),
    ),
  );
  rows.push({
    what: 'certified hard solve, width 1e-8, against QuantEcon modified policy iteration',
    own: `${hard.toFixed(2)} s`,
    peer: `${found.quantecon.seconds.toFixed(2)} s`,
    ratio: `${(found.quantecon.seconds / hard).toFixed(1)}x`,
    goal: '',
  });
};

const functionsAgainstMath = (): void => {
  const arguments_ = Float64Array.from({ length: 1_000_000 }, (_, i) => (i * 0.6180339887498949) % 10);
  const total = (f: (x: number) => number, sign: number): number => {
    let sum = 0;
    for (let i = 0; i < arguments_.length; i++) sum += f(sign * arguments_[i]);
    return sum;
  };
  const cases = [
    ['exp', exp, Math.exp, -1, '<= 3'],
    ['log', log, Math.log, 1, ''],
    ['log1p', log1p, Math.log1p, 1, ''],
  ] as const;
  for (const [name, f, peer, sign, goal] of cases) {
    const times = Array.from({ length: 9 }, () => [
      processorTime(() => total(f, sign)),
      processorTime(() => total(peer, sign)),
    ]);
    const [own, theirs] = [0, 1].map(i => median(times.map(t => t[i])));
    rows.push({
      what: `${name} against Math.${name}`,
      own: `${own.toFixed(1)} ns`,
      peer: `${theirs.toFixed(1)} ns`,
      ratio: (own / theirs).toFixed(2),
      goal,
    });
  }
};

const reading = (): void => {
  const text = [...writeSparseJson(mdp)].join('');
  const spent = seconds(() => describe(parseModel(text)));
  rows.push({
    what: `reading ${(text.length / 1e6).toFixed(0)} MB of sparse JSON`,
    own: `${spent.toFixed(1)} s`,
    peer: '',
    ratio: '',
    goal: '',
  });
};

const sweep = await sweepAgainstC();
checkerInSweeps(sweep);
functionsAgainstMath();
solveAgainstPython(process.argv.includes('--full'));
reading();

const table = [
  '| case | own | peer | ratio | goal |',
  '|---|---|---|---|---|',
  ...rows.map(row => `| ${row.what} | ${row.own} | ${row.peer} | ${row.ratio} | ${row.goal} |`),
].join('\n');
console.log(table);
if (process.argv.includes('--write')) {
  const machine = `${cpus()[0].model.trim()}, ${cpus().length} cores, Node ${process.version}`;
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(
    join('bench', 'results.md'),
    `# What \`npm run bench\` printed\n\n${day}, ${machine}. Garnet(100,000 states, 5 actions, 5 successors), discount ${DISCOUNT}, temperature ${TEMPERATURE}.\n\n${table}\n`,
  );
}
