import { type Curve, runningMeans, shortNumber } from './curve.ts';

const ROWS = 8;

/** The dots of a braille character, two columns of four, from the top: bits of its place after U+2800. */
const DOTS = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;

/** The means of the last ten returns by steps, for a terminal of so many columns; nothing for fewer than two episodes. */
export const curveText = ({ episodes }: Curve, columns: number): string => {
  if (episodes.length < 2) return '';
  const means = runningMeans(episodes.map(episode => episode.return));
  const most = means.reduce((a, b) => Math.max(a, b));
  const least = means.reduce((a, b) => Math.min(a, b));
  const [top, bottom] = [most, least].map(shortNumber);
  const label = Math.max(top.length, bottom.length);
  const width = Math.max(8, Math.min(columns, 80) - label - 2);
  const cells = Array.from({ length: ROWS }, () => new Array<number>(width).fill(0));

  const [first, last] = [episodes[0].step, episodes[episodes.length - 1].step];
  const places = episodes.map(({ step }, i) => ({
    x: ((step - first) / (last - first)) * (2 * width - 1),
    y: most > least ? ((most - means[i]) / (most - least)) * (4 * ROWS - 1) : 2 * ROWS,
  }));
  for (let i = 1; i < places.length; i++) {
    const [from, to] = [places[i - 1], places[i]];
    const dots = Math.ceil(Math.max(to.x - from.x, Math.abs(to.y - from.y)));
    for (let k = 0; k <= dots; k++) {
      const x = Math.round(from.x + ((to.x - from.x) * k) / dots);
      const y = Math.round(from.y + ((to.y - from.y) * k) / dots);
      cells[Math.floor(y / 4)][Math.floor(x / 2)] |= DOTS[x % 2][y % 4];
    }
  }
  const labels = [top, ...new Array<string>(ROWS - 2).fill(''), bottom];
  const drawn = cells.map((row, r) =>
    `${labels[r].padStart(label)} ${String.fromCodePoint(...row.map(bits => 0x2800 + bits))}`.replace(
      /[\u2800\s]+$/,
      '',
    ),
  );
  const axis = `step ${first}`.padEnd(width - String(last).length) + last;
  return [...drawn, `${' '.repeat(label + 1)}${axis}`].join('\n');
};
