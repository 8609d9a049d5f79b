import type { Certificate } from '../certify/index.ts';
import { entropy } from '../definitions/index.ts';
import { categorical } from '../interpretations/finite.ts';
import { float64 } from '../interpretations/float64.ts';
import { describe, type FiniteMdp } from '../mdp/index.ts';
import { exp, log } from '../numerics/index.ts';

/** The map of a grid world whose states are numbered along its rows, as `models/gymnasium/layouts.json` keeps it. */
export interface Layout {
  readonly environment: string;
  /** One letter a cell: S start, F free, H hole, G goal. */
  readonly rows: readonly string[];
  /** What each action is called. */
  readonly actions: readonly string[];
}

export type CellKind = 'start' | 'free' | 'hole' | 'goal';

export const DIRECTIONS = ['left', 'down', 'right', 'up'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** One state of a grid world, as a picture shows it. */
export interface Cell {
  readonly kind: CellKind;
  /** Middle of the enclosure of $V^*$, in units of reward. */
  readonly value: number;
  /** One for each action; none where nothing is chosen. */
  readonly moves: readonly Move[];
  /** $H(\pi(\cdot \mid s)) / \log |A(s)|$, between 0 and 1; 0 where nothing is chosen. */
  readonly entropy: number;
}

export interface Move {
  readonly direction: Direction;
  /** $\pi(a \mid s)$. */
  readonly probability: number;
  /** Whether the certificate leaves it open that no other action is better. */
  readonly preferred: boolean;
}

/** A certified grid world. */
export interface Grid {
  readonly environment: string;
  readonly rows: readonly (readonly Cell[])[];
  readonly discount: number;
  readonly temperature: number;
  /** $\max_s (U - L)$. */
  readonly width: number;
  /** The largest reward of a transition: what the goal pays. */
  readonly prize: number;
}

const KINDS: Readonly<Record<string, CellKind>> = { S: 'start', F: 'free', H: 'hole', G: 'goal' };

/** What the certificate says of every cell of the map. */
export const gridOf = (layout: Layout, mdp: FiniteMdp, certificate: Certificate, width: number): Grid => {
  const { discount, temperature } = certificate;
  const columns = layout.rows[0].length;
  const rows = layout.rows.map((letters, row) =>
    [...letters].map((letter, column) =>
      cellOf(layout, mdp, certificate, width, KINDS[letter], row * columns + column),
    ),
  );
  const prize = describe(mdp).rewards?.most ?? 0;
  return { environment: layout.environment, rows, discount, temperature, width, prize };
};

const cellOf = (
  layout: Layout,
  mdp: FiniteMdp,
  { discount, temperature, lower, upper, logPolicy }: Certificate,
  width: number,
  kind: CellKind,
  state: number,
): Cell => {
  const value = lower[state] + (upper[state] - lower[state]) / 2;
  const [first, end] = [mdp.pairOffsets[state], mdp.pairOffsets[state + 1]];
  const count = end - first;
  if (count === 0) return { kind, value, moves: [], entropy: 0 };

  const policy = categorical(float64, Array.from(logPolicy.subarray(first, end)));
  const logProbs = Array.from({ length: count }, (_, a) => policy.logProb(a));
  const most = Math.max(...logProbs);
  const moves = logProbs.map((l, a) => ({
    direction: directionOf(layout.actions[mdp.actions[first + a]]),
    probability: exp(l),
    preferred: (most - l) * temperature <= undecided(discount, width),
  }));
  return { kind, value, moves, entropy: count === 1 ? 0 : entropy(float64, policy) / log(count) };
};

/**
 * How far apart two action values of the policy may be although the certificate leaves open which of the true ones is larger:
 * $L$ and $U$ leave $\gamma w$ to each.
 */
const undecided = (discount: number, width: number): number => 2 * discount * width;

const directionOf = (action: string): Direction => {
  const name = action.toLowerCase();
  const direction = DIRECTIONS.find(d => d === name);
  if (direction === undefined) throw new Error(`the action "${action}" is no move on a grid`);
  return direction;
};

/** The cells where something is chosen. */
export const actingCells = (grid: Grid): readonly Cell[] => grid.rows.flat().filter(cell => cell.moves.length > 0);

/** Why a goal may be worth less than the way: what a policy would be worth that chooses freely for ever, $\alpha \log n / (1 - \gamma)$. */
export const stakes = (grid: Grid): string => {
  const choices = Math.max(...actingCells(grid).map(cell => cell.moves.length));
  const freedom = (grid.temperature * log(choices)) / (1 - grid.discount);
  return `To choose freely for ever would be worth α log ${choices} / (1 − γ) = ${freedom.toFixed(2)}; the goal pays ${grid.prize} and ends it.`;
};
