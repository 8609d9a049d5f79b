import fc from 'fast-check';
import { atMost, difference, div, dot, exact, exp, maximum, minimum, mul, sub, sum } from '../approximation.ts';
import { drawProblems, positivePolicy, start } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { actingStates } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * Where the gradient is small a policy is nearly optimal, so that gradient ascent cannot be caught elsewhere (Mei et al. 2020, lemma 15; the factor
 * $1/|S|$ there is not needed). For every policy $\pi'$ and its visits $d'$
 * $$2 \alpha (1 - \gamma) \min \rho\, (\min \pi)^2 (V^{\pi'}(\rho) - V^\pi(\rho)) \le \max_s \tfrac{d'(s)}{\rho(s)}\, \|\nabla_\theta V^\pi(\rho)\|_2^2$$
 * and $V^{\pi'} = V^*$ for the best of them.
 */
export const gradientDomination: Law<
  'valueGradient' | 'occupancy' | 'policyValues' | 'softmaxPolicy' | 'optimalValues'
> = {
  id: 'gradient-domination',
  needs: ['valueGradient', 'occupancy', 'policyValues', 'softmaxPolicy', 'optimalValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ pi: positivePolicy, rho: start }), ({ problem, pi, rho }) => {
      const { mdp, discount, temperature } = problem;
      const states = actingStates(mdp);
      const optimum = observed.optimalValues(subject, problem);
      const best = observed.softmaxPolicy(subject, problem, optimum).policy;
      const visits = observed.occupancy(subject, problem, best, rho).map(sum);
      const mismatch = maximum(states.map(s => div(visits[s], exact(rho[s]))));
      const rarest = minimum(pi.flat().map(l => exp(exact(l))));
      const least = exact(Math.min(...states.map(s => rho[s])));
      const scale = mul(mul(exact(2 * temperature), sub(exact(1), exact(discount))), mul(least, mul(rarest, rarest)));
      const short = difference(
        observed.policyValues(subject, problem, best),
        observed.policyValues(subject, problem, pi),
      );
      const gradient = observed.valueGradient(subject, problem, pi, rho).flat();
      atMost(
        mul(scale, dot(rho.map(exact), short)),
        mul(mismatch, dot(gradient, gradient)),
        '2 alpha (1 - gamma) min rho (min pi)^2 (V* - V^pi) <= max d*/rho |gradient|^2',
      );
    }),
};
