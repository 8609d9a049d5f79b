import fc from 'fast-check';
import { gaussianDraw, logDensityOf, tanh } from '../agent-model.ts';
import * as observed from '../agent-observation.ts';
import { equal, equalActions, exact, mul } from '../approximation.ts';
import { centralGaussians } from '../batches.ts';
import type { Law } from '../law.ts';
import type { GaussianBatch } from '../subject.ts';

/** The scales that the actions have: the given ones or, if somebody else scales them, 1. Actions near 0 do not tell, and decide nothing. */
const scalesOf = (batch: GaussianBatch, { actions }: observed.ObservedActions): readonly number[] => {
  const within = (scale: number, k: number): boolean =>
    actions.every((action, i) => {
      const a = mul(exact(scale), tanh(gaussianDraw(batch, i)[k]));
      return Math.abs(action[k].value - a.value) <= action[k].error + a.error;
    });
  const isUnscaled = batch.scale.every((_, k) => within(1, k));
  const isScaled = batch.scale.every(within);
  fc.pre(!(isUnscaled && isScaled) || batch.scale.every(scale => scale === 1));
  return isUnscaled ? batch.scale.map(() => 1) : batch.scale;
};

/** A draw with its log-density, for every sample by itself, as the change of variables has it. */
export const checkDensity = (batch: GaussianBatch, drawn: observed.ObservedActions): void => {
  const scale = scalesOf(batch, drawn);
  drawn.actions.forEach((action, i) => {
    const expected = gaussianDraw(batch, i).map((u, k) => mul(exact(scale[k]), tanh(u)));
    equalActions(action, expected, `a = c tanh(mu + sigma noise) for sample ${i}`);
    const density = logDensityOf(batch, i, scale);
    equal(
      drawn.logProb[i],
      density,
      `log pi = sum of 2 log cosh u - log c - log sigma - (noise^2 + log 2 pi)/2 for sample ${i}`,
    );
  });
};

/**
 * A squashed Gaussian action is $a = c \tanh u$ with $u = \mu + \sigma \varepsilon$, and its log-density is that of $u$ less the logarithm of what squashing and
 * scaling do to lengths, summed over the coordinates:
 * $$\log \pi(a) = \sum_k 2 \log \cosh u_k - \log c_k - \log \sigma_k - \tfrac{1}{2} (\varepsilon_k^2 + \log 2\pi)$$
 */
export const squashedDensity: Law<'squashedGaussian'> = {
  id: 'squashed-density',
  needs: ['squashedGaussian'],
  property: subject =>
    fc.property(centralGaussians, batch => {
      checkDensity(batch, observed.squashedGaussian(subject, batch, 'anyhow'));
    }),
};
