/** What an agent answers on a batch: checked for shape and finiteness, with the error that rounding explains (`rounding.ts`). */
import { exp, log, magnitudeOf } from '../src/numerics/index.ts';
import { type Approximation, approximately, type Values } from './approximation.ts';
import { finite, listed } from './observation.ts';
import {
  type Coordinate,
  drawRounding,
  logDensityRounding,
  meanRounding,
  scoreRounding,
  slopeRounding,
  squaredErrorRounding,
  stateValueRounding,
  targetRounding,
} from './rounding.ts';
import type {
  ActionBatch,
  ExpectedActionBatch,
  ExpectedTransitionBatch,
  GaussianBatch,
  GaussianGradient,
  ImprovementBatch,
  Offering,
  RegressionBatch,
  RolloutBatch,
  Slope,
  TemperatureBatch,
  TransitionBatch,
  Twin,
} from './subject.ts';

const total = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0);

/** $|Q| + \alpha |\log \pi|$. */
const softMagnitude = (values: Twin, logProb: number, temperature: number): number =>
  magnitudeOf(values) + temperature * Math.abs(logProb);

/** One finite number for each of the `n` samples. */
const batched = (operation: string, result: readonly number[], n: number, error: (i: number) => number): Values =>
  listed(operation, result, n).map((y, i) => approximately(finite(operation, y), error(i)));

export const criticTarget = (subject: Offering<'criticTarget'>, batch: TransitionBatch): Values =>
  batched('criticTarget', subject.criticTarget(batch), batch.rewards.length, i => {
    const { rewards, terminated, nextValues, nextLogProb, discount, temperature } = batch;
    const next = terminated[i] ? 0 : discount * softMagnitude(nextValues[i], nextLogProb[i], temperature);
    return targetRounding(subject.unitRoundoff, 1, Math.abs(rewards[i]) + next);
  });

export const rolloutTarget = (subject: Offering<'rolloutTarget'>, batch: RolloutBatch): Values =>
  batched('rolloutTarget', subject.rolloutTarget(batch), batch.rewards.length, i => {
    const { rewards, nextValues, nextLogProb, temperature } = batch;
    const steps = rewards[i].length;
    const magnitude = total(
      rewards[i].map((r, j) => Math.abs(r) + softMagnitude(nextValues[i][j], nextLogProb[i][j], temperature)),
    );
    return targetRounding(subject.unitRoundoff, steps, magnitude);
  });

export const valueTarget = (subject: Offering<'valueTarget'>, batch: ActionBatch): Values =>
  batched('valueTarget', subject.valueTarget(batch), batch.values.length, i =>
    targetRounding(subject.unitRoundoff, 1, softMagnitude(batch.values[i], batch.logProb[i], batch.temperature)),
  );

export const criticLoss = (subject: Offering<'criticLoss'>, batch: RegressionBatch): Approximation => {
  const { predictions, targets } = batch;
  const n = targets.length;
  const errors = predictions.map((x, i) => squaredErrorRounding(subject.unitRoundoff, n, x, targets[i]));
  return approximately(finite('criticLoss', subject.criticLoss(batch)), total(errors) / n);
};

export const policyLoss = (subject: Offering<'policyLoss'>, batch: ActionBatch): Approximation => {
  const { values, logProb, temperature } = batch;
  const magnitude = magnitudeOf(values.map((twin, i) => softMagnitude(twin, logProb[i], temperature)));
  const error = meanRounding(subject.unitRoundoff, values.length, 5, magnitude);
  return approximately(finite('policyLoss', subject.policyLoss(batch)), error);
};

export const expectedCriticTarget = (
  subject: Offering<'expectedCriticTarget'>,
  batch: ExpectedTransitionBatch,
): Values =>
  batched('expectedCriticTarget', subject.expectedCriticTarget(batch), batch.rewards.length, i => {
    const { rewards, terminated, nextLogPolicy, nextValues, discount, temperature } = batch;
    const u = subject.unitRoundoff;
    if (terminated[i]) return targetRounding(u, 1, Math.abs(rewards[i]));
    const values = magnitudeOf(nextValues[i].flat());
    const next = discount * (values + temperature * log(nextLogPolicy[i].length));
    return (
      targetRounding(u, 1, Math.abs(rewards[i]) + next) +
      discount * stateValueRounding(u, nextLogPolicy[i], values, temperature)
    );
  });

export const expectedPolicyLoss = (
  subject: Offering<'expectedPolicyLoss'>,
  batch: ExpectedActionBatch,
): Approximation => {
  const { logPolicy, values, temperature } = batch;
  const u = subject.unitRoundoff;
  const magnitude = magnitudeOf(values.flat(2)) + temperature * log(values[0].length);
  const means = logPolicy.map((row, i) => stateValueRounding(u, row, magnitudeOf(values[i].flat()), temperature));
  const error = meanRounding(u, values.length, 5, magnitude) + total(means) / values.length;
  return approximately(finite('expectedPolicyLoss', subject.expectedPolicyLoss(batch)), error);
};

/**
 * The loss and its derivative. A factor of $\log \alpha$, $\alpha$ or $e^{\log \alpha}$ stays below $e^x$ for the parameter $x > 0$,
 * and carries $x + 3$ roundings.
 */
export const temperatureLoss = (
  subject: Offering<'temperatureLoss'>,
  batch: TemperatureBatch,
): { readonly [K in keyof Slope]: Approximation } => {
  const { parameter, logProb, targetEntropy } = batch;
  const magnitude = magnitudeOf(logProb) + Math.abs(targetEntropy);
  const factor = exp(parameter);
  const error = factor * meanRounding(subject.unitRoundoff, logProb.length, parameter + 5, magnitude);
  const { loss, gradient } = subject.temperatureLoss(batch);
  return {
    loss: approximately(finite('temperatureLoss', loss), error),
    gradient: approximately(finite('temperatureLoss', gradient), error),
  };
};

/** Drawn actions, sample by sample and coordinate by coordinate, and their log-densities. */
export interface ObservedActions {
  readonly actions: readonly Values[];
  readonly logProb: Values;
}

const coordinate = (batch: GaussianBatch, i: number, k: number): Coordinate => ({
  mean: batch.mean[i][k],
  logDeviation: batch.logDeviation[i][k],
  noise: batch.noise[i][k],
  scale: batch.scale[k],
});

/** `formed` says whether the log-density may be formed from $1 - \tanh^2 u$, or has to be good where this rounds to 0. */
export const squashedGaussian = (
  subject: Offering<'squashedGaussian'>,
  batch: GaussianBatch,
  formed: 'anyhow' | 'stably',
): ObservedActions => {
  const u = subject.unitRoundoff;
  const { actions, logProb } = subject.squashedGaussian(batch);
  const n = batch.mean.length;
  const coordinates = (i: number): readonly Coordinate[] => batch.scale.map((_, k) => coordinate(batch, i, k));
  return {
    actions: listed('squashedGaussian', actions, n).map((action, i) =>
      batched('squashedGaussian', action, batch.scale.length, k => drawRounding(u, coordinates(i)[k])),
    ),
    logProb: batched('squashedGaussian', logProb, n, i => logDensityRounding(u, coordinates(i), formed)),
  };
};

/** Derivatives for every sample and coordinate. */
export const policyGradient = (
  subject: Offering<'policyGradient'>,
  batch: ImprovementBatch,
): { readonly [K in keyof GaussianGradient]: readonly Values[] } => {
  const u = subject.unitRoundoff;
  const n = batch.mean.length;
  const error = (i: number, k: number): number => {
    const c = batch.scale[k];
    const magnitude = 2 * batch.temperature + (Math.abs(batch.slope[k]) + Math.abs(batch.curvature[k]) * c) * c;
    return slopeRounding(u, coordinate(batch, i, k), magnitude) / n;
  };
  const score = (i: number, k: number): ReturnType<typeof scoreRounding> => scoreRounding(u, coordinate(batch, i, k));
  const alpha = batch.temperature / n;
  const table = (rows: readonly (readonly number[])[], bound: (i: number, k: number) => number): readonly Values[] =>
    listed('policyGradient', rows, n).map((row, i) =>
      batched('policyGradient', row, batch.scale.length, k => bound(i, k)),
    );
  const { mean, logDeviation } = subject.policyGradient(batch);
  /** The other derivative is this one times $\sigma \varepsilon$, less $\alpha$, and $\sigma \le 1$. */
  const other = (i: number, k: number): number =>
    error(i, k) * (1 + Math.abs(batch.noise[i][k])) * (6 + Math.abs(batch.logDeviation[i][k]));
  return {
    mean: table(mean, (i, k) => error(i, k) + alpha * score(i, k).mean),
    logDeviation: table(logDeviation, (i, k) => other(i, k) + alpha * score(i, k).logDeviation),
  };
};
