import fc from 'fast-check';
import { equalEverywhere, exact, zip } from '../approximation.ts';
import { drawProblems, terminalNumbers, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { actionValues, atActing, softMaximum } from '../model.ts';
import * as observed from '../observation.ts';
import { inexact } from '../transformations.ts';

/**
 * The optimal backup is the logarithm of what normalises the softmax policy, in units of the temperature:
 * $$(T^* V)(s) = \alpha \log \sum_a \exp(Q_V(s, a)/\alpha), \qquad Q_V = r + \gamma P V$$
 * The right side is formed here, with the model as it is defined and not as the subject reads it; $V$ is marked where it must be ignored.
 */
export const logPartition: Law<'optimalBackup'> = {
  id: 'log-partition',
  needs: ['optimalBackup'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ V: values, marks: terminalNumbers }), ({ problem: drawn, V, marks }) => {
      const problem = inexact(drawn);
      const given = zip(V, marks, (v, mark) => exact(1.1 * v + mark));
      equalEverywhere(
        observed.optimalBackup(subject, problem, given),
        atActing(problem.mdp, s => softMaximum(actionValues(problem, given, s), problem.temperature)),
        'T*V = alpha log sum exp(Q_V / alpha), rewards, values and temperature times 1.1',
      );
    }),
};
