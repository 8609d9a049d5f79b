/**
 * Updates of soft actor-critic and whole training loops, beside Stable-Baselines3 and SBX, which are processes kept alive. Rates are by the
 * clock, because threads are part of what is compared; processor time stands beside them for machines that do other things.
 */
import { eagerEngine } from '../src/engines/eager/index.ts';
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

const ROUNDS = 5;
/** Seconds that one measurement is meant to take. */
const LONG_ENOUGH = 0.3;
/** Updates in one call, where there are many. */
const BULK = 64;

/** Medians of the time for one unit, of measurements that take turns; each does whole portions of work, and two of them to warm up. */
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
  for (let round = 0; round < ROUNDS; round++)
    for (const name of names) {
      const count = counts.get(name)!;
      const { seconds, processor } = await runs[name][0](count);
      spent.get(name)!.push({ seconds: seconds / count, processor: processor / count });
    }
  const middle = (name: Name): Spent => ({
    seconds: median(spent.get(name)!.map(({ seconds }) => seconds)),
    processor: median(spent.get(name)!.map(({ processor }) => processor)),
  });
  return Object.fromEntries(names.map(name => [name, middle(name)])) as Record<Name, Spent>;
};

interface Case extends Sizes {
  /** Rates in units of the peer's, at least. */
  readonly goals: { readonly torch?: number; readonly jit: number; readonly eager?: number };
}

const CASES: readonly Case[] = [
  { batch: 256, hidden: 256, observation: 3, action: 1, goals: { torch: 3, jit: 1, eager: 1 } },
  { batch: 256, hidden: 64, observation: 3, action: 1, goals: { torch: 6, jit: 0.9 } },
  { batch: 64, hidden: 64, observation: 3, action: 1, goals: { torch: 10, jit: 0.7 } },
  { batch: 256, hidden: 256, observation: 17, action: 6, goals: { jit: 1 } },
];

interface Fastest {
  readonly spent: Spent;
  readonly how?: string;
}

/** The faster of two ways, and how many threads it has. */
const faster = (one: Spent, two: Spent): Fastest =>
  two.seconds < one.seconds ? { spent: two, how: '2 threads' } : { spent: one, how: '1 thread' };

const ABOUT = `Rates by the clock, with the processor time of all threads for one; ratios are own rate over the peer's. Of one and two
threads the faster, ours and torch's; replay sampling and noise are part of every update.`;

const rate = ({ spent: { seconds, processor }, how }: Fastest): string =>
  [
    `${(1 / seconds).toPrecision(3)}/s`,
    ...(how ? [how] : []),
    `${(1e3 * processor).toPrecision(3)} ms of processor`,
  ].join(', ');

export const softActorCritic = async (): Promise<Part> => {
  if (!isPythonThere()) {
    console.log('not measured: Stable-Baselines3 and SBX (sh bench/peers/setup.sh installs them)');
    return { about: ABOUT, rows: [], versions: [] };
  }
  const [torch, jax] = await Promise.all(['stable-baselines3', 'sbx'].map(name => peer('bench/peers/sac.py', name)));
  const asked =
    (of: typeof torch, sizes: Sizes, updates: number, threads?: number): Measured =>
    async count => {
      const { batch, hidden, observation, action } = sizes;
      const request = { batch, hidden, observation, action, updates, calls: count / updates };
      const { seconds, processor } = await of.ask({ ...request, ...(threads && { threads }) });
      return { seconds, processor };
    };
  const stepped =
    (of: typeof torch, threads?: number): Measured =>
    async steps => {
      const { seconds, processor } = await of.ask({ steps, ...(threads && { threads }) });
      return { seconds, processor };
    };
  const engines = [await compiledEngine(1), await compiledEngine(2)];
  const eager = await eagerEngine();

  const rows: Row[] = [];
  const report = (row: Row): void => {
    rows.push(row);
    console.log(`${row.what}: ${row.own} against ${row.peer}`);
  };
  for (const { goals, ...sizes } of CASES) {
    const [one, two, oneBulk, twoBulk] = await Promise.all(
      [1, BULK].flatMap(times => engines.map(engine => updating(engine, sizes, times).then(own))),
    );
    const found = await alternating({
      one: [one, 1],
      two: [two, 1],
      oneBulk: [oneBulk, BULK],
      twoBulk: [twoBulk, BULK],
      torchOne: [asked(torch, sizes, 1, 1), 1],
      torchTwo: [asked(torch, sizes, 1, 2), 1],
      jax: [asked(jax, sizes, 1), 1],
      jit: [asked(jax, sizes, BULK), BULK],
    });
    const single = faster(found.one, found.two);
    const torches = faster(found.torchOne, found.torchTwo);
    const bulk = faster(found.oneBulk, found.twoBulk);
    const { batch, hidden, observation, action } = sizes;
    const what = `update of ${batch} transitions, 2 x ${hidden} units, observation ${observation}, action ${action}`;
    const row = (own: Fastest, calls: string, name: string, other: Fastest, goal?: number): void =>
      report({
        what: `${what}: ${calls}, ${name}`,
        own: rate(own),
        peer: rate(other),
        ratio: other.spent.seconds / own.spent.seconds,
        ...(goal !== undefined && { goal: { atLeast: goal } }),
      });
    row(single, '1 a call', 'Stable-Baselines3', torches, goals.torch);
    row(single, '1 a call', 'SBX', { spent: found.jax });
    row(bulk, `${BULK} a call`, 'SBX', { spent: found.jit }, goals.jit);
    if (goals.eager !== undefined) {
      const slow = await alternating({
        eager: [own(await updating(eager, sizes, BULK)), BULK],
        torchOne: [asked(torch, sizes, 1, 1), 1],
        torchTwo: [asked(torch, sizes, 1, 2), 1],
      });
      const eagerly = { spent: slow.eager, how: eager.description };
      row(eagerly, `eager, ${BULK} a call`, 'Stable-Baselines3', faster(slow.torchOne, slow.torchTwo), goals.eager);
    }
  }

  const [one, two] = await Promise.all(engines.map(engine => steppingOnPendulum(engine).then(own)));
  const found = await alternating({
    one: [one, 10],
    two: [two, 10],
    torchOne: [stepped(torch, 1), 10],
    torchTwo: [stepped(torch, 2), 10],
    jax: [stepped(jax), 10],
  });
  const loop = faster(found.one, found.two);
  for (const [name, other, goal] of [
    ['Stable-Baselines3', faster(found.torchOne, found.torchTwo), 2],
    ['SBX', { spent: found.jax }, 1],
  ] as const)
    report({
      what: `steps on Pendulum, an update of 256 transitions and 2 x 256 units after each: ${name}`,
      own: rate(loop),
      peer: rate(other),
      ratio: other.spent.seconds / loop.spent.seconds,
      goal: { atLeast: goal },
    });
  for (const process of [torch, jax]) process.end();
  return {
    about: ABOUT,
    rows,
    versions: [engines[0].description.replace(/,.*/, ''), eager.description, torch.versions, jax.versions],
  };
};
