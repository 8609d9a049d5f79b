import fc from 'fast-check';
import { atMost, distance, exact, mul, type Values } from '../approximation.ts';
import { drawProblems, policy, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';

/**
 * Both backups bring any two value functions closer by the discount, so each has one fixed point:
 * $$\|T^* V - T^* W\|_\infty \le \gamma \|V - W\|_\infty, \qquad \|T^\pi V - T^\pi W\|_\infty \le \gamma \|V - W\|_\infty$$
 */
export const contraction: Law<'optimalBackup' | 'policyBackup'> = {
  id: 'contraction',
  needs: ['optimalBackup', 'policyBackup'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ V: values, W: values, pi: policy }), ({ problem, V, W, pi }) => {
      const optimal = (U: readonly number[]): Values => observed.optimalBackup(subject, problem, U.map(exact));
      const following = (U: readonly number[]): Values => observed.policyBackup(subject, problem, pi, U.map(exact));
      const bound = mul(exact(problem.discount), distance(V.map(exact), W.map(exact)));
      atMost(distance(optimal(V), optimal(W)), bound, '|T*V - T*W| <= gamma |V - W|');
      atMost(distance(following(V), following(W)), bound, '|T^pi V - T^pi W| <= gamma |V - W|');
    }),
};
