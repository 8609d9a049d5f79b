import fc from 'fast-check';
import { atMostEverywhere, equalEverywhere, loosenEverywhere } from '../approximation.ts';
import { drawProblems, positivePolicy } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';
import { withPrior } from '../transformations.ts';

/**
 * A price for the divergence from a prior policy $\nu$ is an entropy bonus with rewards $r + \alpha \log \nu$. The prior itself pays nothing, and no policy
 * gains: with $V_0$ for values of the rewards $r$ without entropy
 * $$V_0^\nu = V^\nu_{r + \alpha \log \nu,\, \alpha} \le V^*_{r + \alpha \log \nu,\, \alpha} \le V_0^*$$
 */
export const priorPolicy: Law<'optimalValues' | 'policyValues'> = {
  id: 'prior-policy',
  needs: ['optimalValues', 'policyValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ prior: positivePolicy }), ({ problem, prior }) => {
      const hardProblem = { ...problem, temperature: 0 };
      const { problem: priced, error } = withPrior(problem, prior);
      const price = loosenEverywhere(observed.policyValues(subject, priced, prior), error);
      const optimum = loosenEverywhere(observed.optimalValues(subject, priced), error);
      equalEverywhere(price, observed.policyValues(subject, hardProblem, prior), 'V^nu of r + alpha log nu = V_0^nu');
      atMostEverywhere(price, optimum, 'V^nu of r + alpha log nu <= V* of r + alpha log nu');
      atMostEverywhere(optimum, observed.optimalValues(subject, hardProblem), 'V* of r + alpha log nu <= V*_0');
    }),
};
