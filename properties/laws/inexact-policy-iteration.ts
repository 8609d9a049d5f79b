import fc from 'fast-check';
import { add, atMost, distance, exact, loosenEverywhere, mul, range, zero, zip } from '../approximation.ts';
import { drawProblems, policy, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { forever } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * Soft policy iteration forgives: a policy improved on values that are off by little loses little. With $w$ the range of the errors
 * $V - V^\pi$, the end counted as 0,
 * $$\|V^* - V^{\pi_V}\|_\infty \le \gamma \|V^* - V^\pi\|_\infty + \tfrac{\gamma w}{1 - \gamma}$$
 */
export const inexactPolicyIteration: Law<'softmaxPolicy' | 'policyValues' | 'optimalValues'> = {
  id: 'inexact-policy-iteration',
  needs: ['softmaxPolicy', 'policyValues', 'optimalValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ pi: policy, error: values }), ({ problem, pi, error }) => {
      const gamma = exact(problem.discount);
      const optimum = observed.optimalValues(subject, problem);
      const value = observed.policyValues(subject, problem, pi);
      const off = error.map(e => exact(e / 8));
      const improved = observed.softmaxPolicy(subject, problem, zip(value, off, add));
      const cost = improved.loss / (1 - problem.discount);
      const next = loosenEverywhere(observed.policyValues(subject, problem, improved.policy), cost);
      const w = range([zero, ...off]);
      atMost(
        distance(optimum, next),
        add(mul(gamma, distance(optimum, value)), forever(problem, mul(gamma, w))),
        "|V* - V'| <= gamma |V* - V^pi| + gamma w / (1 - gamma)",
      );
    }),
};
