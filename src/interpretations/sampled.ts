/** Expectations as an agent takes them: one drawn sample, and the mean over a batch. */
import { type Distribution, type Expectation, squashedGaussianLogDensity } from '../definitions/index.ts';
import { type FiniteArithmetic, indices, weighted } from './finite.ts';
import { tanh } from './tanh.ts';

/** The one outcome that was seen. */
export const seen = <N, X>(outcome: X): Expectation<N, X> => ({ expectation: f => f(outcome) });

/** A policy by the one action that it drew. */
export const drawn = <N, X>(action: X, logProb: N): Distribution<N, X> => ({ ...seen(action), logProb: () => logProb });

/** All samples of a batch alike. */
export const replay = <N>(R: FiniteArithmetic<N>, size: number): Expectation<N, number> =>
  weighted(R, new Array<number>(size).fill(1));

/** A squashed Gaussian and the noise it draws with; half-widths `scale` of its range, in every coordinate. */
export interface SquashedGaussian<N> {
  readonly mean: readonly N[];
  readonly logDeviation: readonly N[];
  readonly noise: readonly number[];
  readonly scale: readonly number[];
}

/** An action, and its log-density. */
export interface Draw<N> {
  readonly action: readonly N[];
  readonly logProb: N;
}

/** $a = c \tanh(\mu + \sigma \varepsilon)$ with its log-density. */
export const squashedDraw = <N>(
  R: FiniteArithmetic<N>,
  { mean, logDeviation, noise, scale }: SquashedGaussian<N>,
  logDensity: typeof squashedGaussianLogDensity = squashedGaussianLogDensity,
): Draw<N> => {
  const u = noise.map((epsilon, k) => R.add(mean[k], R.mul(R.exp(logDeviation[k]), R.constant(epsilon))));
  return {
    action: u.map((x, k) => R.mul(R.constant(scale[k]), tanh(R, x))),
    logProb: logDensity(
      R,
      indices(R, noise.length),
      k => u[k],
      k => mean[k],
      k => logDeviation[k],
      k => R.log(R.constant(scale[k])),
    ),
  };
};
