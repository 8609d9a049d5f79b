import { colourAt, hex, INK, SCALE } from './colour.ts';
import { actingCells, type Cell, type Direction, type Grid, stakes } from './grid.ts';

const CELL = 84;
const MARGIN = 24;
const HEADER = 80;
const FOOTER = 78;

const LEGEND_WIDTH = 136;
const BAR_WIDTH = 22;
const BAR_HEIGHT = 300;

/** Arrows begin at this distance from the middle of the four; one of probability 1 is this long. */
const HUB = 2;
const REACH = 26;
const HEAD = 7;

const ANGLES: Readonly<Record<Direction, number>> = { right: 0, down: 90, left: 180, up: 270 };

/** The values at the ends of the colours. */
interface Range {
  readonly least: number;
  readonly most: number;
}

/**
 * A grid world as a picture that needs nothing else: $V^*$ as number and colour, the moves as arrows as long as they are probable.
 * The same grid gives the same bytes.
 */
export const gridSvg = (grid: Grid): string => {
  const columns = grid.rows[0].length;
  const width = MARGIN + columns * CELL + LEGEND_WIDTH;
  const height = HEADER + grid.rows.length * CELL + FOOTER;
  const range = rangeOf(grid);
  const cells = grid.rows.flatMap((row, r) =>
    row.map((cell, c) => group(MARGIN + c * CELL, HEADER + r * CELL, drawCell(cell, range))),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">
<title id="title">${escaped(title(grid))}</title>
<desc id="description">${escaped(description(grid, range))}</desc>
${STYLE}
<rect class="paper" width="${width}" height="${height}"/>
<text class="title" x="${MARGIN}" y="38">${escaped(title(grid))}</text>
<text x="${MARGIN}" y="62">${READING}</text>
${cells.join('\n')}
${group(MARGIN + columns * CELL + 24, HEADER, `${drawScale(range)}\n${drawProbabilities()}`)}
<text x="${MARGIN}" y="${height - 46}">${caption(grid)}</text>
<text x="${MARGIN}" y="${height - 22}">${stakes(grid)}</text>
</svg>
`;
};

const STYLE = `<style>
text { font: 14px system-ui, "Segoe UI", Helvetica, Arial, "DejaVu Sans", sans-serif; fill: ${hex(INK)}; }
.title { font-size: 22px; font-weight: 600; }
.value { font-size: 15px; font-weight: 600; }
.start { font-size: 12px; }
.terminal { font-size: 15px; text-anchor: middle; }
.hole { fill: #ffffff; }
.pit { fill: #2b3640; }
.paper, .edge { fill: #ffffff; }
.arrow, .goal { fill: ${hex(INK)}; }
</style>`;

const READING = 'Number and colour: V*(s), in units of reward. Arrows: the probability of each move.';

const title = ({ environment, rows }: Grid): string =>
  `${environment}, ${rows.length} × ${rows[0].length}: soft-optimal values and policy`;

const description = (grid: Grid, { least, most }: Range): string => {
  const holes = grid.rows.flat().filter(cell => cell.kind === 'hole').length;
  const span = `from ${least.toFixed(2)} to ${most.toFixed(2)}`;
  return `A map of ${grid.rows.length} by ${grid.rows[0].length} cells, ${holes} of them holes. Each other cell shows its value, ${span}, and four arrows as long as the policy's move in their direction is probable.`;
};

const caption = ({ discount, temperature, width }: Grid): string =>
  `γ = ${discount}, α = ${temperature}. Certified: V* and the value of the policy are no more than ${powerOfTenAbove(width)} apart at any state.`;

const rangeOf = (grid: Grid): Range => {
  const values = actingCells(grid).map(cell => cell.value);
  return { least: Math.min(...values), most: Math.max(...values) };
};

const drawCell = (cell: Cell, { least, most }: Range): string => {
  const square = (look: string, inset = 1): string =>
    `<rect ${look} x="${inset}" y="${inset}" width="${CELL - 2 * inset}" height="${CELL - 2 * inset}"/>`;
  const middle = `x="${CELL / 2}" y="${CELL / 2 + 5}"`;
  if (cell.kind === 'hole') return `${square('class="pit"')}<text class="terminal hole" ${middle}>hole</text>`;
  if (cell.kind === 'goal')
    return `${square('class="goal"')}${square('class="edge"', 5)}<text class="terminal" ${middle}>goal</text>`;

  const colour = hex(colourAt(most > least ? (cell.value - least) / (most - least) : 0));
  const start = cell.kind === 'start' ? `<text class="start" x="8" y="${CELL - 8}">start</text>` : '';
  const moves = cell.moves.map(({ direction, probability }) => drawArrow(ANGLES[direction], probability)).join('');
  return [
    square(`fill="${colour}"`),
    `<text class="value" x="8" y="20">${cell.value.toFixed(2)}</text>${start}`,
    group(CELL / 2, CELL / 2 + 11, moves),
  ].join('');
};

/** An arrow of that length; what is shorter than a head is a smaller head. */
const drawArrow = (angle: number, probability: number): string => {
  const length = REACH * probability;
  const head = Math.min(HEAD, length);
  const [neck, tip] = [fixed(HUB + length - head), fixed(HUB + length)];
  const half = fixed((head * 5) / 8);
  const path = `M${HUB},-1.2H${neck}V-${half}L${tip},0L${neck},${half}V1.2H${HUB}Z`;
  return `<path class="arrow" transform="rotate(${angle})" opacity="${fixed(0.4 + 0.6 * probability)}" d="${path}"/>`;
};

const TICKS = 5;

const drawScale = ({ least, most }: Range): string => {
  const stops = SCALE.map((c, i) => `<stop offset="${fixed(i / (SCALE.length - 1))}" stop-color="${hex(c)}"/>`).join(
    '',
  );
  const ticks = Array.from({ length: TICKS }, (_, i) => {
    const y = 24 + BAR_HEIGHT * (1 - i / (TICKS - 1));
    const value = least + (most - least) * (i / (TICKS - 1));
    return `<text x="${BAR_WIDTH + 10}" y="${fixed(y + 5)}">${value.toFixed(2)}</text>`;
  });
  return [
    `<linearGradient id="scale" x1="0" y1="1" x2="0" y2="0">${stops}</linearGradient>`,
    `<text y="12">V*</text>`,
    `<rect y="24" width="${BAR_WIDTH}" height="${BAR_HEIGHT}" fill="url(#scale)"/>`,
    ...ticks,
  ].join('\n');
};

const drawProbabilities = (): string => {
  const top = BAR_HEIGHT + 70;
  const rows = [1, 0.5, 0.25, 0.1].map((p, i) => {
    const y = top + 26 * (i + 1);
    return `${group(0, y, drawArrow(0, p))}<text x="${REACH + 14}" y="${y + 5}">${p}</text>`;
  });
  return [`<text y="${top}">probability</text>`, ...rows].join('\n');
};

const group = (x: number, y: number, content: string): string => `<g transform="translate(${x} ${y})">${content}</g>`;

/** At most two decimals. */
const fixed = (x: number): string => String(Number(x.toFixed(2)));

const SUPERSCRIPTS: Readonly<Record<string, string>> = Object.fromEntries(
  [...'-0123456789'].map((c, i) => [c, [...'⁻⁰¹²³⁴⁵⁶⁷⁸⁹'][i]]),
);

/** The least power of ten that is no less than `x`, as $10^{-9}$ is written. */
export const powerOfTenAbove = (x: number): string => {
  const [digits, exponent] = x.toExponential().split('e');
  const above = Number(exponent) + (digits === '1' ? 0 : 1);
  return x === 0 ? '0' : `10${[...String(above)].map(c => SUPERSCRIPTS[c]).join('')}`;
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
