import fc from 'fast-check';
import { equalEverywhere, exact, log, mul, sub } from '../approximation.ts';
import { drawProblems, policy } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { actionValues, atActing, mean, probabilities } from '../model.ts';
import * as observed from '../observation.ts';
import { inexact } from '../transformations.ts';

/**
 * The soft Bellman equation of a policy, of which $V^\pi$ is the only solution:
 * $$V^\pi(s) = \mathbb{E}_{a \sim \pi}[Q^\pi(s, a) - \alpha \log \pi(a \mid s)], \qquad Q^\pi = r + \gamma P V^\pi$$
 * The right side is formed here, with the model as it is defined and not as the subject reads it.
 */
export const evaluationEquation: Law<'policyValues'> = {
  id: 'evaluation-equation',
  needs: ['policyValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ pi: policy }), ({ problem: drawn, pi }) => {
      const problem = inexact(drawn);
      const value = observed.policyValues(subject, problem, pi);
      const expected = atActing(problem.mdp, s => {
        const p = probabilities(pi[s]);
        const Q = actionValues(problem, value, s);
        return mean(p, a => sub(Q[a], mul(exact(problem.temperature), log(p[a]))));
      });
      equalEverywhere(value, expected, 'V^pi = E_pi[Q^pi - alpha log pi], rewards and temperature times 1.1');
    }),
};
