/** The smallest networks that a learner can have, as formulas of their parameters over any arithmetic. */
import type { FiniteArithmetic } from '../../../interpretations/finite.ts';
import { type Draw, squashedDraw } from '../../../interpretations/sampled.ts';
import { tanh } from '../../../interpretations/tanh.ts';

/** Units of the critics' one hidden layer. */
const HIDDEN = 2;

export const criticSize = (inputs: number): number => HIDDEN * (inputs + 2) + 1;

export const actorSize = (observationSize: number, actionSize: number): number =>
  2 * actionSize * (observationSize + 1);

/** $w_0 + \sum_i w_{i + 1} x_i$. */
const affine = <N>(R: FiniteArithmetic<N>, w: readonly N[], x: readonly N[]): N =>
  x.reduce((sum, value, i) => R.add(sum, R.mul(w[i + 1], value)), w[0]);

/** The `row`-th of consecutive rows. */
const rowOf = <N>(parameters: readonly N[], row: number, length: number): readonly N[] =>
  parameters.slice(row * length, (row + 1) * length);

/** $Q(x) = c_0 + \sum_h c_h \tanh(w_h \cdot x)$ for the observation and action in $x$. */
export const criticValue = <N>(R: FiniteArithmetic<N>, parameters: readonly N[], x: readonly N[]): N => {
  const length = x.length + 1;
  const layer = Array.from({ length: HIDDEN }, (_, h) => tanh(R, affine(R, rowOf(parameters, h, length), x)));
  return affine(R, parameters.slice(HIDDEN * length), layer);
};

/** $a = \tanh(\mu(s) + \sigma(s) \varepsilon)$, where $\mu$ is affine in $s$, and so is $\operatorname{artanh}((1 + \log \sigma)/2)$: $-3 < \log \sigma < 1$. */
export const drawAction = <N>(
  R: FiniteArithmetic<N>,
  parameters: readonly N[],
  observation: readonly N[],
  noise: readonly number[],
): Draw<N> => {
  const head = (row: number): N => affine(R, rowOf(parameters, row, observation.length + 1), observation);
  const mean = noise.map((_, k) => head(k));
  const logDeviation = noise.map((_, k) => R.sub(R.mul(R.constant(2), tanh(R, head(noise.length + k))), R.constant(1)));
  return squashedDraw(R, { mean, logDeviation, noise, scale: noise.map(() => 1) });
};
