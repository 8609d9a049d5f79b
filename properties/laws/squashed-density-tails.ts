import fc from 'fast-check';
import * as observed from '../agent-observation.ts';
import { distantGaussians } from '../batches.ts';
import type { Law } from '../law.ts';
import { checkDensity } from './squashed-density.ts';

/**
 * The log-density of a squashed Gaussian far out, where $\tanh u$ is 1 to all digits and $\log(1 - \tanh^2 u)$ is not $-\infty$:
 * $$\log(1 - \tanh^2 u) = -2 \log \cosh u = 2 \log 2 - 2 |u| - 2 \log(1 + e^{-2 |u|})$$
 */
export const squashedDensityTails: Law<'squashedGaussian'> = {
  id: 'squashed-density-tails',
  needs: ['squashedGaussian'],
  property: subject =>
    fc.property(distantGaussians, batch => {
      checkDensity(batch, observed.squashedGaussian(subject, batch, 'stably'));
    }),
};
