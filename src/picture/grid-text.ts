import { actingCells, type Cell, type Direction, type Grid } from './grid.ts';

/** How a piece of text stands out; what it says never depends on it. */
export type Emphasis = 'bold' | 'dim' | 'green' | 'red';

export type Style = (emphasis: Emphasis, text: string) => string;

/** For files and pipes. */
export const plain: Style = (_, text) => text;

/**
 * A grid world for a terminal: $V^*$ with the preferred move, or moves where the certificate leaves a tie, and the entropies; side by
 * side where `columns` characters allow.
 */
export const gridText = (grid: Grid, columns: number, style: Style = plain): string => {
  const digits = Math.max(...actingCells(grid).map(cell => valueText(cell).length));
  const values = table('V* and the preferred move', grid, style, cell =>
    cell.moves.length === 0 ? cell.kind : `${valueText(cell).padStart(digits)} ${arrows(cell)}`,
  );
  const entropies = table('entropy, in % of the most possible', grid, style, cell =>
    cell.moves.length === 0 ? ' .' : (100 * cell.entropy).toFixed(0).padStart(2),
  );
  const beside = values.width + GAP.length + entropies.width <= columns;
  const lines = beside
    ? values.lines.map((line, i) => line + GAP + entropies.lines[i])
    : [...values.lines, '', ...entropies.lines];
  return lines.map(line => line.trimEnd()).join('\n');
};

const ARROWS: Readonly<Record<Direction, string>> = { left: '←', down: '↓', right: '→', up: '↑' };

const GAP = '     ';

const valueText = (cell: Cell): string => cell.value.toFixed(2);

const arrows = (cell: Cell): string =>
  cell.moves
    .filter(move => move.preferred)
    .map(move => ARROWS[move.direction])
    .join('');

/** Lines of equal width. */
interface Table {
  readonly lines: readonly string[];
  readonly width: number;
}

const table = (title: string, grid: Grid, style: Style, textOf: (cell: Cell) => string): Table => {
  const texts = grid.rows.map(row => row.map(textOf));
  const cellWidth = Math.max(...texts.flat().map(text => text.length));
  const between = '  ';
  const columns = grid.rows[0].length;
  const width = Math.max(title.length, columns * (cellWidth + between.length) - between.length);
  const rows = grid.rows.map((row, r) =>
    row.map((cell, c) => emphasised(cell, texts[r][c].padEnd(cellWidth), style)).join(between),
  );
  return { lines: [style('bold', title.padEnd(width)), ...rows], width };
};

const emphasised = (cell: Cell, text: string, style: Style): string =>
  cell.kind === 'hole' ? style('red', text) : cell.kind === 'goal' ? style('green', text) : text;
