import fc from 'fast-check';
import { equalEverywhere, equalPolicies, exact } from '../approximation.ts';
import { drawProblems, order, policy, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';
import { relabelled } from '../transformations.ts';

/**
 * Names do not matter: states in another order, and actions in another order under other numbers, have the same backups and the same softmax policy. For
 * a permutation $\sigma$ of the states
 * $$T'^* (V \circ \sigma) = (T^* V) \circ \sigma, \qquad T'^{\pi \circ \sigma} (V \circ \sigma) = (T^\pi V) \circ \sigma, \qquad \pi'_{V \circ \sigma} = \pi_V \circ \sigma$$
 */
export const relabelling: Law<'optimalBackup' | 'policyBackup' | 'softmaxPolicy'> = {
  id: 'relabelling',
  needs: ['optimalBackup', 'policyBackup', 'softmaxPolicy'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ V: values, pi: policy, sigma: order }), ({ problem, V, pi, sigma }) => {
      const renamed = relabelled(problem, sigma);
      const states = <T>(list: readonly T[]): readonly T[] => sigma.map(s => list[s]);
      const actions = <T>(rows: readonly (readonly T[])[]) => states(rows).map(row => row.toReversed());
      const given = V.map(exact);
      equalEverywhere(
        observed.optimalBackup(subject, renamed, states(given)),
        states(observed.optimalBackup(subject, problem, given)),
        "T'*(V o sigma) = (T*V) o sigma",
      );
      equalEverywhere(
        observed.policyBackup(subject, renamed, actions(pi), states(given)),
        states(observed.policyBackup(subject, problem, pi, given)),
        "T'^(pi o sigma) (V o sigma) = (T^pi V) o sigma",
      );
      if (problem.temperature === 0) return;
      equalPolicies(
        observed.softmaxPolicy(subject, renamed, states(given)).logPolicy,
        actions(observed.softmaxPolicy(subject, problem, given).logPolicy),
        "log pi'_(V o sigma) = log pi_V o sigma",
      );
    }),
};
