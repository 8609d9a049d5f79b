import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Certificate, check } from '../src/certify/index.ts';
import { discounted, optimalBackup } from '../src/kernels/index.ts';
import { inARow, inTurn, processorTime, type Row, type Timed } from './measure.ts';
import type { Problem } from './problem.ts';

/** One soft sweep here, in C, and as people write it in JavaScript; and the checker in units of our sweep. */
export const sweeps = async (problem: Problem, certificate: Certificate): Promise<Row[]> => {
  const { mdp } = problem;
  const entries = mdp.successors.length;
  const perEntry = (ms: number): string =>
    `${((ms * 1e6) / entries).toFixed(2)} ns/entry, ${(entries / ms / 1e6).toFixed(2)} G/s`;
  const rows: Row[] = [];

  const peer = startC(problem);
  if (peer) {
    const { own, c } = await inTurn({ own: inARow(ownSweep(problem), 5), c: inARow(sweepOf(peer), 5) }, 15);
    peer.stdin.end();
    const what = 'soft sweep, C (gcc -O3 -march=native)';
    rows.push({ what, own: perEntry(own), peer: perEntry(c), ratio: own / c, goal: { atMost: 2 } });
  }

  const checker = (): number => processorTime(() => check(mdp, certificate));
  const times = await inTurn({ own: inARow(ownSweep(problem), 5), naive: naiveSweep(problem), checker }, 15);
  rows.push({
    what: 'soft sweep, naive JavaScript',
    own: perEntry(times.own),
    peer: perEntry(times.naive),
    ratio: times.own / times.naive,
  });
  rows.push({
    what: 'checker, in own soft sweeps',
    own: `${times.checker.toFixed(0)} ms`,
    peer: `${times.own.toFixed(1)} ms`,
    ratio: times.checker / times.own,
    goal: { atMost: 10 },
  });
  return rows;
};

const ownSweep = ({ mdp, discount, temperature }: Problem): Timed => {
  const model = discounted(mdp, discount);
  let V = new Float64Array(mdp.stateCount);
  let backup = new Float64Array(mdp.stateCount);
  return () => {
    const time = processorTime(() => optimalBackup(model, temperature, V, backup));
    [V, backup] = [backup, V];
    return time;
  };
};

/** bench/peers/sweep.c, compiled and started; `undefined` where there is no gcc. */
const startC = ({ path, discount, temperature }: Problem): ChildProcessWithoutNullStreams | undefined => {
  const program = join(dirname(path), 'sweep');
  const { status } = spawnSync('gcc', ['-O3', '-march=native', '-o', program, 'bench/peers/sweep.c', '-lm']);
  if (status === 0) return spawn(program, [path, `${discount}`, `${temperature}`]);
  console.log('not measured: the sweep in C (install gcc)');
  return undefined;
};

/** Asks the program for a sweep; it answers with its own processor time. */
const sweepOf = (peer: ChildProcessWithoutNullStreams): Timed => {
  const answers = createInterface({ input: peer.stdout })[Symbol.asyncIterator]();
  return async () => {
    peer.stdin.write('\n');
    const { value } = await answers.next();
    return Number(String(value).split(' ')[0]) / 1e6;
  };
};

interface Action {
  readonly reward: number;
  readonly transitions: readonly { readonly next: number; readonly probability: number }[];
}

const naiveSweep = ({ mdp, discount, temperature }: Problem): Timed => {
  const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
  const model: Action[][] = range(0, mdp.stateCount).map(s =>
    range(mdp.pairOffsets[s], mdp.pairOffsets[s + 1]).map(pair => ({
      reward: mdp.rewards[pair],
      transitions: range(mdp.transitionOffsets[pair], mdp.transitionOffsets[pair + 1]).map(t => ({
        next: mdp.successors[t],
        probability: mdp.weights[t],
      })),
    })),
  );
  const sweep = (V: readonly number[]): number[] =>
    model.map(actions => {
      const q = actions.map(
        ({ reward, transitions }) =>
          reward + discount * transitions.reduce((mean, { next, probability }) => mean + probability * V[next], 0),
      );
      const best = Math.max(...q);
      return best + temperature * Math.log(q.reduce((sum, x) => sum + Math.exp((x - best) / temperature), 0));
    });
  let V: number[] = model.map(() => 0);
  return () =>
    processorTime(() => {
      V = sweep(V);
    });
};
