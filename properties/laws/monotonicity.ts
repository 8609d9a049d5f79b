import fc from 'fast-check';
import { atMostEverywhere, exact, zip } from '../approximation.ts';
import { drawProblems, increments, policy, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';

/**
 * Larger values of the successors never make a state worth less:
 * $$V \le W \implies T^* V \le T^* W \text{ and } T^\pi V \le T^\pi W$$
 */
export const monotonicity: Law<'optimalBackup' | 'policyBackup'> = {
  id: 'monotonicity',
  needs: ['optimalBackup', 'policyBackup'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ V: values, rise: increments, pi: policy }), ({ problem, V, rise, pi }) => {
      const lower = V.map(exact);
      const upper = zip(V, rise, (v, more) => exact(v + more));
      atMostEverywhere(
        observed.optimalBackup(subject, problem, lower),
        observed.optimalBackup(subject, problem, upper),
        'T*V <= T*(V + rise)',
      );
      atMostEverywhere(
        observed.policyBackup(subject, problem, pi, lower),
        observed.policyBackup(subject, problem, pi, upper),
        'T^pi V <= T^pi (V + rise)',
      );
    }),
};
