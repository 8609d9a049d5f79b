/** A correct implementation of formulas of an agent. */
import { serve } from '../soft-bellman-harness.mjs';

const mean = x => x.reduce((a, b) => a + b, 0) / x.length;

const softValue = ([q1, q2], logProb, temperature) => Math.min(q1, q2) - temperature * logProb;

/** Bootstraps unless the episode terminated; that it was truncated plays no part. */
const criticTarget = (rewards, terminated, _truncated, nextValues, nextLogProb, discount, temperature) =>
  rewards.map((r, i) => (terminated[i] ? r : r + discount * softValue(nextValues[i], nextLogProb[i], temperature)));

const valueTarget = (values, logProb, temperature) => values.map((q, i) => softValue(q, logProb[i], temperature));

const criticLoss = (predictions, targets) => mean(targets.map((y, i) => (predictions[i] - y) ** 2 / 2));

const policyLoss = (values, logProb, temperature) => -mean(valueTarget(values, logProb, temperature));

/** The parameter is the temperature itself. */
const temperatureLoss = (parameter, logProb, targetEntropy) => {
  const excess = -mean(logProb) - targetEntropy;
  return { loss: parameter * excess, gradient: excess };
};

const logCosh = u => Math.abs(u) - Math.LN2 + Math.log1p(Math.exp(-2 * Math.abs(u)));

/** a = c tanh u for u = mean + deviation * noise, with log pi = sum of log N(u) - log c + 2 log cosh u. */
const squashedGaussian = (means, logDeviation, noise, scale) => {
  const drawn = means.map((row, i) => row.map((m, k) => m + Math.exp(logDeviation[i][k]) * noise[i][k]));
  const logDensity = (u, i, k) =>
    2 * logCosh(u) - Math.log(scale[k]) - logDeviation[i][k] - (noise[i][k] ** 2 + Math.log(2 * Math.PI)) / 2;
  return {
    actions: drawn.map(row => row.map((u, k) => scale[k] * Math.tanh(u))),
    logProb: drawn.map((row, i) => row.reduce((sum, u, k) => sum + logDensity(u, i, k), 0)),
  };
};

const movingAverage = (tau, online, target) => tau * online + (1 - tau) * target;

await serve('an agent in JavaScript', {
  criticTarget,
  valueTarget,
  criticLoss,
  policyLoss,
  temperatureLoss,
  squashedGaussian,
  movingAverage,
});
