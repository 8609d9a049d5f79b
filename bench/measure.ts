/** One line of the table. `goal` bounds the ratio: own time in units of the peer's at most, or the peer's in units of ours at least. */
export interface Row {
  readonly what: string;
  readonly own: string;
  readonly peer: string;
  readonly ratio?: number;
  readonly goal?: { readonly atMost: number } | { readonly atLeast: number };
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Milliseconds of this process on the processors: what other processes do to the clock does not enter. */
export const processorTime = (work: () => unknown): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/** A way to spend time once: milliseconds, by whatever clock the one who spends them keeps. */
export type Timed = () => number | Promise<number>;

/** Several in a row, for the time of one where the caches hold what the one before has left, as in a solver. */
export const inARow =
  (run: Timed, count: number): Timed =>
  async () => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += await run();
    return sum / count;
  };

/** Medians of several measurements that take turns, after some that only warm up. */
export const inTurn = async <Name extends string>(
  runs: Readonly<Record<Name, Timed>>,
  rounds: number,
  warmUps: number = Math.ceil(rounds / 2),
): Promise<Record<Name, number>> => {
  const names = Object.keys(runs) as Name[];
  const times = new Map<Name, number[]>(names.map(name => [name, []]));
  for (let round = -warmUps; round < rounds; round++)
    for (const name of names) {
      const time = await runs[name]();
      if (round >= 0) times.get(name)!.push(time);
    }
  return Object.fromEntries(names.map(name => [name, median(times.get(name)!)])) as Record<Name, number>;
};

/** The rows as a Markdown table. */
export const table = (rows: readonly Row[]): string =>
  [
    '| case | own | peer | ratio | goal | met |',
    '|---|---|---|---|---|---|',
    ...rows.map(({ what, own, peer, ratio, goal }) => {
      const bound = goal && ('atMost' in goal ? `<= ${goal.atMost}` : `>= ${goal.atLeast}`);
      const met = goal && ratio !== undefined && ('atMost' in goal ? ratio <= goal.atMost : ratio >= goal.atLeast);
      const cells = [
        what,
        own,
        peer,
        ratio === undefined ? '' : ratio.toPrecision(3),
        bound ?? '',
        goal ? (met ? 'yes' : 'no') : '',
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ].join('\n');
