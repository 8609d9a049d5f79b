import fc from 'fast-check';
import { exp as expDouble } from '../../src/numerics/index.ts';
import * as observed from '../agent-observation.ts';
import { type Approximation, abs, equal, exact, exp, loosen, mul, sub, sum } from '../approximation.ts';
import { narrowGaussian } from '../batches.ts';
import type { Law } from '../law.ts';

/** Cells of width 1/4 in the noise, out to 4 deviations. */
const WIDTH = 1 / 4;
const CELLS = 32;
const REACH = (CELLS * WIDTH) / 2;

const edges: readonly number[] = Array.from({ length: CELLS + 1 }, (_, k) => k * WIDTH - REACH);
const centres: readonly number[] = Array.from({ length: CELLS }, (_, k) => (k + 1 / 2) * WIDTH - REACH);

/** All combinations of one entry in each of `dimension` places. */
const grid = <T>(entries: readonly T[], dimension: number): readonly (readonly T[])[] =>
  dimension === 0 ? [[]] : grid(entries, dimension - 1).flatMap(head => entries.map(entry => [...head, entry]));

/**
 * A density integrates to 1 over the actions, whichever way they are squashed and scaled:
 * $$\int \pi(a) d a = 1$$
 * The sum of $\pi(a)$ times the length of the cell over cells of the noise, with $\pi$ at their centres. For $a = c \tanh(\mu + \sigma \varepsilon)$ and cells of width $h$, $\log(da/d\varepsilon)$
 * has slope at most $2 \sigma$ and curvature at most $2 \sigma^2$, so each cell is within a factor $e^{3 \sigma^2 h^2/4}$ of $h$ times the normal density at its centre;
 * the sum of these is 1 up to $2 e^{-2 \pi^2/h^2}$, less the tails beyond $R$, $e^{-R^2/2}$ at most.
 */
export const squashedDensityNormalises: Law<'squashedGaussian'> = {
  id: 'squashed-density-normalises',
  needs: ['squashedGaussian'],
  property: subject =>
    fc.property(narrowGaussian, ({ mean: [mean], logDeviation: [logDeviation], scale }) => {
      const dimension = scale.length;
      const draw = (noise: readonly (readonly number[])[]): observed.ObservedActions => {
        const repeated = { mean: noise.map(() => mean), logDeviation: noise.map(() => logDeviation) };
        return observed.squashedGaussian(subject, { ...repeated, noise, scale }, 'anyhow');
      };
      const ends = draw(edges.map(edge => scale.map(() => edge))).actions;
      const length = (cell: number, k: number): Approximation => abs(sub(ends[cell + 1][k], ends[cell][k]));
      const lengths = centres.map((_, cell) => scale.map((_, k) => length(cell, k)));
      const { logProb } = draw(grid(centres, dimension));
      const mass = grid([...centres.keys()], dimension).map((cells, i) =>
        cells.reduce((volume, cell, k) => mul(volume, lengths[cell][k]), exp(logProb[i])),
      );
      const curvature = logDeviation.reduce((sum, l) => sum + (3 / 4) * expDouble(2 * l) * WIDTH * WIDTH, 0);
      const tails = dimension * expDouble((-REACH * REACH) / 2);
      equal(
        loosen(sum(mass), expDouble(curvature) - 1 + tails),
        exact(1),
        'integral of exp(log pi) over the actions = 1',
      );
    }),
};
