/**
 * Updates of soft actor-critic and whole training loops, beside Stable-Baselines3 and SBX, which are processes kept alive. Rates are by the
 * clock, because threads are part of what is compared; processor time stands beside them for machines that do other things.
 */
import { compiledEngine } from '../src/engines/onnx/index.ts';
import { type Sizes, steppingOnPendulum, updating, type Work } from './learner.ts';
import { median, type Row } from './measure.ts';
import { isPythonThere, peer } from './python.ts';
import type { Part } from './results.ts';

interface Spent {
  readonly seconds: number;
  /** Of all threads. */
  readonly processor: number;
}

/** What `count` units of work take. */
type Measured = (count: number) => Promise<Spent>;

const own =
  (work: Work): Measured =>
  async count => {
    const [start, before] = [performance.now(), process.cpuUsage()];
    await work(count);
    const { user, system } = process.cpuUsage(before);
    return { seconds: (performance.now() - start) / 1e3, processor: (user + system) / 1e6 };
  };

const [ROUNDS, WARM_UPS] = [5, 1];
/** Seconds that one measurement is meant to take. */
const LONG_ENOUGH = 0.4;
/** Updates that SBX compiles into one call, and ours. */
const [JIT, SCAN] = [64, 8];

/** Medians of the time for one unit, of measurements that take turns; each does whole `portions` of work. */
const alternating = async <Name extends string>(
  runs: Readonly<Record<Name, readonly [measured: Measured, portion: number]>>,
): Promise<Record<Name, Spent>> => {
  const names = Object.keys(runs) as Name[];
  const counts = new Map<Name, number>();
  for (const name of names) {
    const [measured, portion] = runs[name];
    await measured(portion);
    const { seconds } = await measured(portion);
    counts.set(name, portion * Math.max(1, Math.round(LONG_ENOUGH / seconds)));
  }
  const spent = new Map<Name, Spent[]>(names.map(name => [name, []]));
  for (let round = -WARM_UPS; round < ROUNDS; round++)
    for (const name of names) {
      const count = counts.get(name)!;
      const { seconds, processor } = await runs[name][0](count);
      if (round >= 0) spent.get(name)!.push({ seconds: seconds / count, processor: processor / count });
    }
  const middle = (name: Name): Spent => ({
    seconds: median(spent.get(name)!.map(({ seconds }) => seconds)),
    processor: median(spent.get(name)!.map(({ processor }) => processor)),
  });
  return Object.fromEntries(names.map(name => [name, middle(name)])) as Record<Name, Spent>;
};

const rate = ({ seconds, processor }: Spent): string =>
  `${(1 / seconds).toPrecision(3)}/s, ${(1e3 * processor).toPrecision(3)} ms of processor`;

interface Case extends Sizes {
  /** Rates in units of the peer's, at least. */
  readonly goals: { readonly torch?: number; readonly jit: number };
}

const CASES: readonly Case[] = [
  { batch: 256, hidden: 256, observation: 3, action: 1, goals: { torch: 3, jit: 1 } },
  { batch: 256, hidden: 64, observation: 3, action: 1, goals: { torch: 6, jit: 0.9 } },
  { batch: 64, hidden: 64, observation: 3, action: 1, goals: { torch: 10, jit: 0.7 } },
  { batch: 256, hidden: 256, observation: 17, action: 6, goals: { jit: 1 } },
];

/** The faster of two ways, and how many threads it has. */
const faster = (one: Spent, two: Spent): { spent: Spent; how: string } =>
  two.seconds < one.seconds ? { spent: two, how: '2 threads' } : { spent: one, how: '1 thread' };

const ABOUT = `Rates by the clock, with the processor time of all threads for one; ratios are own rate over the peer's. Ours is the faster of one and two
threads; replay sampling and noise are part of every update.`;

export const softActorCritic = async (): Promise<Part> => {
  if (!isPythonThere()) {
    console.log('not measured: Stable-Baselines3 and SBX (sh bench/peers/setup.sh installs them)');
    return { about: ABOUT, rows: [], versions: [] };
  }
  const [torch, jax] = await Promise.all(['stable-baselines3', 'sbx'].map(name => peer('bench/peers/sac.py', name)));
  const asked =
    (of: typeof torch, sizes: Sizes, updates: number): Measured =>
    async count => {
      const { batch, hidden, observation, action } = sizes;
      const { seconds, processor } = await of.ask({
        batch,
        hidden,
        observation,
        action,
        updates,
        calls: count / updates,
      });
      return { seconds, processor };
    };
  const stepped =
    (of: typeof torch): Measured =>
    async steps => {
      const { seconds, processor } = await of.ask({ steps });
      return { seconds, processor };
    };
  const engines = [await compiledEngine(1), await compiledEngine(2)];

  const rows: Row[] = [];
  const report = (row: Row): void => {
    rows.push(row);
    console.log(`${row.what}: ${row.own} against ${row.peer}`);
  };
  for (const { goals, ...sizes } of CASES) {
    const [one, two, oneBulk, twoBulk] = await Promise.all(
      [1, SCAN].flatMap(times => engines.map(engine => updating(engine, sizes, times).then(own))),
    );
    const found = await alternating({
      one: [one, 1],
      two: [two, 1],
      oneBulk: [oneBulk, SCAN],
      twoBulk: [twoBulk, SCAN],
      torch: [asked(torch, sizes, 1), 1],
      jax: [asked(jax, sizes, 1), 1],
      jit: [asked(jax, sizes, JIT), JIT],
    });
    const single = faster(found.one, found.two);
    const bulk = faster(found.oneBulk, found.twoBulk);
    const { batch, hidden, observation, action } = sizes;
    const what = `update of ${batch} transitions, 2 x ${hidden} units, ${observation} numbers seen, ${action} done`;
    const row = (own: typeof single, calls: string, name: string, other: Spent, goal?: number): void =>
      report({
        what: `${what}: ${calls}, ${name}`,
        own: `${rate(own.spent)}, ${own.how}`,
        peer: rate(other),
        ratio: other.seconds / own.spent.seconds,
        ...(goal !== undefined && { goal: { atLeast: goal } }),
      });
    row(single, '1 a call', 'Stable-Baselines3', found.torch, goals.torch);
    row(single, '1 a call', 'SBX', found.jax);
    row(bulk, `${SCAN} a call, ${JIT} in a jit`, 'SBX', found.jit, goals.jit);
  }

  const [one, two] = await Promise.all(engines.map(engine => steppingOnPendulum(engine).then(own)));
  const found = await alternating({
    one: [one, 10],
    two: [two, 10],
    torch: [stepped(torch), 10],
    jax: [stepped(jax), 10],
  });
  const loop = faster(found.one, found.two);
  for (const [name, other] of [
    ['Stable-Baselines3', found.torch],
    ['SBX', found.jax],
  ] as const)
    report({
      what: `steps on Pendulum, an update of 256 transitions and 2 x 256 units after each: ${name}`,
      own: `${rate(loop.spent)}, ${loop.how}`,
      peer: rate(other),
      ratio: other.seconds / loop.spent.seconds,
    });
  for (const process of [torch, jax]) process.end();
  return { about: ABOUT, rows, versions: [engines[0].description.replace(/,.*/, ''), torch.versions, jax.versions] };
};
