import { spawnSync } from 'node:child_process';
import { certify } from '../src/certify/index.ts';
import { median, processorTime, type Row } from './measure.ts';
import type { Problem } from './problem.ts';
import { isPythonThere, PYTHON, pythonEnvironment } from './python.ts';

/** Sweeps of the peers' value iterations, unless they run to their end. */
const SWEEPS = 200;

/** What bench/peers/value_iteration.py prints; times are seconds of processor time. */
interface Found {
  readonly versions: string;
  /** `expected`: the sweeps that the whole iteration needs, by the contraction observed. */
  readonly iterations: Readonly<Record<string, { sweeps: number; seconds: number; rate: number; expected: number }>>;
  /** Whole solutions of the hard problem by method. */
  readonly quantecon: Readonly<Record<string, { seconds: number; iterations: number }>>;
}

/** A certified solution, check included, beside what numpy, scipy and QuantEcon take for an uncertified one. */
export const solutions = (problem: Problem, full: boolean): { rows: Row[]; versions: string } => {
  const found = ask(problem, full);
  if (!found) return { rows: [], versions: '' };
  const soft = ownSeconds(problem);
  const hard = ownSeconds({ ...problem, temperature: 0 });
  const iterations = Object.entries(found.iterations).map(([name, { sweeps, seconds, rate, expected }]): Row => {
    const whole = (seconds / sweeps) * expected;
    const how = full
      ? `${sweeps} sweeps`
      : `extrapolated from ${sweeps} measured sweeps of ${Math.round(expected)}, contraction ${rate.toFixed(5)}`;
    return {
      what: `certified soft solution, ${name} value iteration`,
      own: `${soft.toFixed(2)} s`,
      peer: `${whole.toFixed(0)} s, ${how}`,
      ratio: whole / soft,
      ...(name === 'numpy' && { goal: { atLeast: 50 } }),
    };
  });
  const methods = Object.entries(found.quantecon).map(
    ([method, { seconds, iterations }]): Row => ({
      what: `certified hard solution, QuantEcon ${method}`,
      own: `${hard.toFixed(2)} s`,
      peer: `${seconds.toFixed(2)} s, ${iterations} iterations`,
      ratio: seconds / hard,
    }),
  );
  return { rows: [...iterations, ...methods], versions: found.versions };
};

const ownSeconds = ({ mdp, discount, temperature, width }: Problem): number => {
  const solution = (): number =>
    processorTime(() => {
      const { status } = certify(mdp, { discount, temperature, tolerance: width });
      if (status.kind !== 'converged') throw new Error(`the certificate is not converged: ${status.kind}`);
    });
  return median([solution(), solution(), solution()]) / 1000;
};

const ask = ({ path, discount, temperature, width }: Problem, full: boolean): Found | undefined => {
  if (!isPythonThere()) {
    console.log('not measured: numpy, scipy and QuantEcon (sh bench/peers/setup.sh installs them)');
    return undefined;
  }
  const sweeps = full ? Number.MAX_SAFE_INTEGER : SWEEPS;
  const options = ['bench/peers/value_iteration.py', path, ...[discount, temperature, width, sweeps].map(String)];
  const { stdout, stderr, status } = spawnSync(PYTHON, options, { encoding: 'utf8', env: pythonEnvironment() });
  if (status !== 0) throw new Error(`the Python peers failed: ${stderr}`);
  return JSON.parse(stdout);
};
