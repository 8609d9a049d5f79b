import fc from 'fast-check';
import { add, atMostEverywhere, difference, exact, loosenEverywhere, zip } from '../approximation.ts';
import { drawProblems, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { policyMean, scale } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * The slope of the optimal backup is the discounted transition matrix of the softmax policy, which makes soft policy iteration Newton's method:
 * $$T^* V + \gamma P_{\pi_V} (W - V) \le T^* W \le T^* V + \gamma P_{\pi_W} (W - V)$$
 * A policy that falls short of $T^* V$ by $\ell$ is a slope up to $\ell$.
 */
export const backupTangent: Law<'optimalBackup' | 'softmaxPolicy'> = {
  id: 'backup-tangent',
  needs: ['optimalBackup', 'softmaxPolicy'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ V: values, W: values }), ({ problem, V, W }) => {
      const above = (from: readonly number[], to: readonly number[], statement: string): void => {
        const [start, end] = [from.map(exact), to.map(exact)];
        const { policy, loss } = observed.softmaxPolicy(subject, problem, start);
        const slope = scale(exact(problem.discount), policyMean(problem.mdp, policy, difference(end, start)));
        const tangent = zip(observed.optimalBackup(subject, problem, start), slope, add);
        const reached = observed.optimalBackup(subject, problem, end);
        atMostEverywhere(tangent, loosenEverywhere(reached, loss), statement);
      };
      above(V, W, 'T*V + gamma P_pi (W - V) <= T*W, pi = pi_V');
      above(W, V, 'T*W + gamma P_pi (V - W) <= T*V, pi = pi_W');
    }),
};
