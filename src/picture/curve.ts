/** The returns of a training's episodes, to be drawn. */
export interface Curve {
  readonly title: string;
  /** One for each episode that has ended, in order. */
  readonly episodes: readonly { readonly step: number; readonly return: number }[];
}

const RECENT = 10;

/** The mean of each number and of up to nine before it. */
export const runningMeans = (numbers: readonly number[]): readonly number[] =>
  numbers.map((_, i) => {
    const recent = numbers.slice(Math.max(0, i + 1 - RECENT), i + 1);
    return recent.reduce((sum, x) => sum + x, 0) / recent.length;
  });

/** Round numbers that reach from at most `least` to at least `most`, some `count` steps of 1, 2 or 5 times a power of ten. */
export const ticks = (least: number, most: number, count: number): readonly number[] => {
  const span = most > least ? most - least : Math.max(1, Math.abs(least));
  const power = Number(`1e${(span / count).toExponential().split('e')[1]}`);
  const step = [1, 2, 5, 10].map(k => k * power).find(size => size * count >= span)!;
  const [first, last] = [Math.floor(least / step), Math.ceil((most > least ? most : least + span) / step)];
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
};

/** A return as people read it: two decimals below 10, one from there on. */
export const shortNumber = (x: number): string => x.toFixed(Math.abs(x) < 10 ? 2 : 1);
