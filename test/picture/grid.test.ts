import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Certificate, certify } from '../../src/certify/index.ts';
import { type FiniteMdp, readModel } from '../../src/mdp/index.ts';
import { colourAt, hex, INK } from '../../src/picture/colour.ts';
import { actingCells, type Grid, gridOf, type Layout, stakes } from '../../src/picture/grid.ts';
import { gridSvg, powerOfTenAbove } from '../../src/picture/grid-svg.ts';
import { gridText } from '../../src/picture/grid-text.ts';

const layouts: Record<string, Layout> = JSON.parse(readFileSync('models/gymnasium/layouts.json', 'utf8'));

const lake = (name: string, temperature: number): { mdp: FiniteMdp; certificate: Certificate; grid: Grid } => {
  const mdp = readModel(`models/gymnasium/${name}.json`);
  const { certificate, width } = certify(mdp, { discount: 0.99, temperature, tolerance: 1e-8 });
  return { mdp, certificate, grid: gridOf(layouts[name], mdp, certificate, width) };
};

const { mdp, certificate, grid } = lake('frozen-lake-8x8', 0.1);
const cells = grid.rows.flat();
const acting = actingCells(grid);

describe('cells', () => {
  test('are the states of the map, in order', () => {
    expect(grid.rows.map(row => row.length)).toEqual(Array.from({ length: 8 }, () => 8));
    const letters = { start: 'S', free: 'F', hole: 'H', goal: 'G' } as const;
    expect(grid.rows.map(row => row.map(cell => letters[cell.kind]).join(''))).toEqual(layouts['frozen-lake-8x8'].rows);
    expect(cells.map(cell => cell.moves.length)).toEqual(
      Array.from({ length: mdp.stateCount }, (_, s) => mdp.pairOffsets[s + 1] - mdp.pairOffsets[s]),
    );
  });

  test('show a value of the enclosure', () => {
    const { lower, upper } = certificate;
    expect(cells.filter(({ value }, s) => !(lower[s] <= value && value <= upper[s]))).toEqual([]);
  });

  test('have probabilities and an entropy', () => {
    for (const { moves, entropy } of acting) {
      expect(moves.map(move => move.direction)).toEqual(['left', 'down', 'right', 'up']);
      const mass = moves.reduce((sum, { probability }) => sum + probability, 0);
      // Four exponentials and the normalisation, each good to a few units in the last place of at most 1.
      expect(Math.abs(mass - 1)).toBeLessThanOrEqual(32 * Number.EPSILON);
      const nats = moves.reduce((sum, { probability: p }) => sum - (p > 0 ? p * Math.log(p) : 0), 0);
      // Four products of a logarithm, their sum and a quotient, likewise.
      expect(Math.abs(entropy - nats / Math.log(4))).toBeLessThanOrEqual(32 * Number.EPSILON);
    }
  });
});

test('a policy is its weights up to a factor: a constant added to log-probabilities changes nothing', () => {
  const logPolicy = certificate.logPolicy.map(l => l + 4);
  const shifted = gridOf(layouts['frozen-lake-8x8'], mdp, { ...certificate, logPolicy }, grid.width).rows.flat();
  const [before, after] = [cells, shifted].map(list => list.flatMap(cell => cell.moves.map(move => move.probability)));
  // l + 4 is rounded to half of 8 epsilon (|l| < 8 wherever p > epsilon), and so is the normaliser.
  before.forEach((p, i) => {
    expect(Math.abs(after[i] - p)).toBeLessThanOrEqual(32 * Number.EPSILON);
  });
});

describe('preferred moves', () => {
  /** One cell whose log-probabilities are these; `width` is the certificate's. */
  const preferred = (logProbs: readonly number[], temperature: number, width: number): string => {
    const logPolicy = Float64Array.from(certificate.logPolicy);
    logPolicy.set(logProbs);
    const changed = { ...certificate, temperature, logPolicy };
    const [cell] = gridOf(layouts['frozen-lake-8x8'], mdp, changed, width).rows[0];
    return cell.moves
      .filter(move => move.preferred)
      .map(move => move.direction)
      .join();
  };

  test('are those that the certificate cannot tell apart: action values nearer than twice its width', () => {
    const width = 1e-3;
    const gap = (2 * certificate.discount * width) / 0.5;
    expect(preferred([-1, -1 - 0.9 * gap, -2, -3], 0.5, width)).toBe('left,down');
    expect(preferred([-1, -1 - 1.1 * gap, -2, -3], 0.5, width)).toBe('left');
  });

  test('at temperature 0 are the maximisers', () => {
    expect(preferred([-Math.LN2, -Infinity, -Math.LN2, -Infinity], 0, 1e-8)).toBe('left,right');
  });

  test('of the lake: ties where two ways fall into holes alike', () => {
    const [, , , cell] = grid.rows[5];
    expect(cell.moves.filter(move => move.preferred).map(move => move.direction)).toEqual(['down', 'right']);
  });
});

test('the stakes: choosing freely for ever against the goal', () => {
  // 0.1 log 4 / 0.01 = 13.8629...
  expect(stakes(grid)).toBe(
    'To choose freely for ever would be worth α log 4 / (1 − γ) = 13.86; the goal pays 1 and ends it.',
  );
});

describe('text', () => {
  test('side by side where there is room, one after the other elsewhere, never wider', () => {
    for (const columns of [80, 100, 104, 105, 120]) {
      const lines = gridText(grid, columns).split('\n');
      expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(columns);
      expect(lines.length).toBe(lines[0].includes('entropy') ? 9 : 19);
    }
    expect(gridText(grid, 80)).toMatch(/\n\nentropy/);
    expect(gridText(grid, 120)).toMatch(/preferred move +entropy/);
  });

  test('a small lake, as it looks', () => {
    expect(gridText(lake('frozen-lake-4x4', 0).grid, 60)).toBe(
      [
        'V* and the preferred move',
        '0.54 ←   0.50 ↑   0.47 ↑   0.46 ↑',
        '0.56 ←   hole     0.36 ←→  hole',
        '0.59 ↑   0.64 ↓   0.62 ←   hole',
        'hole     0.74 →   0.86 ↓   goal',
        '',
        'entropy, in % of the most possible',
        ' 0   0   0   0',
        ' 0   .  50   .',
        ' 0   0   0   .',
        ' .   0   0   .',
      ].join('\n'),
    );
  });

  test('emphasis changes no character', () => {
    const emphasised = gridText(grid, 120, (emphasis, text) => `<${emphasis}>${text}</${emphasis}>`);
    expect(emphasised).toContain('<red>hole   </red>');
    const bare = emphasised.replace(/<\/?\w+>/g, '');
    expect(bare.split('\n').map(line => line.trimEnd())).toEqual(gridText(grid, 120).split('\n'));
  });
});

describe('colours', () => {
  const steps = Array.from({ length: 1001 }, (_, i) => colourAt(i / 1000));
  /** Relative luminance of WCAG 2.2. */
  const luminance = (colour: readonly number[]): number => {
    const [r, g, b] = colour.map(c => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  test('every channel falls, so that no eye and no printer can exchange two values', () => {
    for (const channel of [0, 1, 2])
      for (let i = 1; i < steps.length; i++) expect(steps[i][channel]).toBeLessThan(steps[i - 1][channel]);
  });

  test('text on them has the contrast that WCAG AA asks for, 4.5', () => {
    for (const colour of steps)
      expect((luminance(colour) + 0.05) / (luminance(INK) + 0.05)).toBeGreaterThanOrEqual(4.5);
  });

  test('outside of the range are its ends', () => {
    expect([hex(colourAt(-1)), hex(colourAt(2))]).toEqual([hex(colourAt(0)), hex(colourAt(1))]);
  });
});

describe('svg', () => {
  const svg = gridSvg(grid);

  test('is an image with a name and a description', () => {
    expect(svg).toMatch(/^<svg xmlns="[^"]+" viewBox="0 0 \d+ \d+" role="img" aria-labelledby="title description">/);
    expect(svg).toContain('<title id="title">FrozenLake-v1, 8 × 8: soft-optimal values and policy</title>');
    expect(svg).toMatch(/<desc id="description">A map of 8 by 8 cells, 10 of them holes\. [^<]+<\/desc>/);
  });

  test('needs nothing else, and no program', () => {
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|<script|<image|@import| on\w+=/);
  });

  test('closes what it opens', () => {
    const open: string[] = [];
    for (const [, close, name, empty] of svg.matchAll(/<(\/?)(\w+)[^<>]*?(\/?)>/g)) {
      if (close) expect(open.pop()).toBe(name);
      else if (!empty) open.push(name);
    }
    expect(open).toEqual([]);
    expect(svg.replace(/<[^<>]+>/g, '').replace(/&(amp|lt|gt|quot);/g, '')).not.toMatch(/[<>&]/);
  });

  test('holds every value, all four moves of every cell, holes and goal', () => {
    const values = [...svg.matchAll(/class="value"[^>]*>([^<]+)</g)].map(([, text]) => text);
    expect(values).toEqual(acting.map(cell => cell.value.toFixed(2)));
    const legend = 4;
    expect(svg.match(/class="arrow"/g)).toHaveLength(4 * acting.length + legend);
    expect(svg.match(/>hole</g)).toHaveLength(10);
    expect(svg.match(/>goal</g)).toHaveLength(1);
    expect(svg.match(/>start</g)).toHaveLength(1);
  });

  test('an arrow points where the move goes, and is as long as it is probable', () => {
    const degrees = { right: 0, down: 90, left: 180, up: 270 };
    const angles = [...svg.matchAll(/class="arrow" transform="rotate\((\d+)\)"/g)].map(([, angle]) => Number(angle));
    expect(angles.slice(0, -4)).toEqual(acting.flatMap(cell => cell.moves.map(move => degrees[move.direction])));
    const lengths = [...svg.matchAll(/d="M2,[^L]+L([\d.]+),0/g)].map(([, tip]) => Number(tip) - 2);
    const probabilities = acting.flatMap(cell => cell.moves.map(move => move.probability));
    // Two decimals are printed; 28 is rounded to half of 4 epsilon.
    probabilities.forEach((p, i) => {
      expect(Math.abs(lengths[i] - 26 * p)).toBeLessThanOrEqual(0.005 + 32 * Number.EPSILON);
    });
  });

  test('tells discount, temperature and the certified width', () => {
    const lines = [...svg.matchAll(/<text[^>]*>([^<]+)</g)].map(([, text]) => text);
    expect(lines).toContain(
      `γ = 0.99, α = 0.1. Certified: V* and the value of the policy are no more than ${powerOfTenAbove(grid.width)} apart at any state.`,
    );
    expect(lines).toContain(stakes(grid));
  });

  test('the same grid gives the same bytes', () => {
    expect(gridSvg(lake('frozen-lake-8x8', 0.1).grid) === svg).toBe(true);
  });
});

test.each([
  [2.5e-10, '10⁻⁹'],
  [1e-9, '10⁻⁹'],
  [1.000000000000001e-9, '10⁻⁸'],
  [1, '10⁰'],
  [0, '0'],
])('the power of ten that is no less than %s', (x, text) => {
  expect(powerOfTenAbove(x)).toBe(text);
});
