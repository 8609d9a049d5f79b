import fc from 'fast-check';
import { equalEverywhere, equalPolicies, exact } from '../approximation.ts';
import { drawProblems, policy, powerOfTwo } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { scale } from '../model.ts';
import * as observed from '../observation.ts';
import { rescaled } from '../transformations.ts';

/**
 * The unit of reward is arbitrary: rewards and temperature scale together, values with them, and no policy changes. For $t > 0$
 * $$V^*_{tr,\,t\alpha} = t V^*_{r,\alpha}, \qquad V^\pi_{tr,\,t\alpha} = t V^\pi_{r,\alpha}, \qquad \pi^*_{tr,\,t\alpha} = \pi^*_{r,\alpha}$$
 */
export const rewardScale: Law<'optimalValues' | 'policyValues' | 'softmaxPolicy'> = {
  id: 'reward-scale',
  needs: ['optimalValues', 'policyValues', 'softmaxPolicy'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ pi: policy }), powerOfTwo, ({ problem, pi }, t) => {
      const scaled = rescaled(problem, t);
      const optimum = observed.optimalValues(subject, problem);
      const scaledOptimum = observed.optimalValues(subject, scaled);
      equalEverywhere(scaledOptimum, scale(exact(t), optimum), `V* of (t r, t alpha) = t V* for t = ${t}`);
      equalEverywhere(
        observed.policyValues(subject, scaled, pi),
        scale(exact(t), observed.policyValues(subject, problem, pi)),
        `V^pi of (t r, t alpha) = t V^pi for t = ${t}`,
      );
      if (problem.temperature === 0) return;
      const before = observed.softmaxPolicy(subject, problem, optimum).logPolicy;
      const after = observed.softmaxPolicy(subject, scaled, scaledOptimum).logPolicy;
      equalPolicies(after, before, `log pi* of (t r, t alpha) = log pi* for t = ${t}`);
    }),
};
