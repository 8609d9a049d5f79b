import fc from 'fast-check';
import { add, difference, equalEverywhere, exact, mul } from '../approximation.ts';
import { drawProblems, policy } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { atActing, policyMean, relativeEntropy, scale } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * What a policy is short of the optimum is its relative entropy to the optimal policy, added up along its own way (Mei et al. 2020, lemma 26):
 * $$V^* - V^\pi = (I - \gamma P_\pi)^{-1} [\alpha\, \mathrm{KL}(\pi \,\|\, \pi^*)], \quad \text{that is } D = \alpha\, \mathrm{KL}(\pi \,\|\, \pi^*) + \gamma P_\pi D \text{ for } D = V^* - V^\pi$$
 */
export const suboptimalityIdentity: Law<'optimalValues' | 'policyValues' | 'softmaxPolicy'> = {
  id: 'suboptimality-identity',
  needs: ['optimalValues', 'policyValues', 'softmaxPolicy'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ pi: policy }), ({ problem, pi }) => {
      fc.pre(problem.temperature > 0);
      const { mdp, discount, temperature } = problem;
      const optimum = observed.optimalValues(subject, problem);
      const { logPolicy } = observed.softmaxPolicy(subject, problem, optimum);
      const short = difference(optimum, observed.policyValues(subject, problem, pi));
      const later = scale(exact(discount), policyMean(mdp, pi, short));
      equalEverywhere(
        short,
        atActing(mdp, s => add(mul(exact(temperature), relativeEntropy(pi[s], logPolicy[s])), later[s])),
        'D = alpha KL(pi || pi*) + gamma P_pi D for D = V* - V^pi',
      );
    }),
};
