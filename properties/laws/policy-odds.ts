import fc from 'fast-check';
import { atMost, equal, exact, exp, loosen, maximum, mul, sub, sum, zero, zip } from '../approximation.ts';
import { drawProblems, terminalNumbers, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { actingStates, actionValues, mean, probabilities } from '../model.ts';
import * as observed from '../observation.ts';
import { inexact } from '../transformations.ts';

/**
 * The odds of two actions of a state under its softmax policy depend on the difference of their values alone, and at temperature 0 only maximisers are
 * taken, up to the rounding $\ell$ of action values:
 * $$\alpha (\log \pi_V(a \mid s) - \log \pi_V(b \mid s)) = Q_V(s, a) - Q_V(s, b), \qquad \sum_a \pi_V(a \mid s) = 1$$
 * The right side is formed here, with the model as it is defined and not as the subject reads it; $V$ is marked where it must be ignored.
 */
export const policyOdds: Law<'softmaxPolicy'> = {
  id: 'policy-odds',
  needs: ['softmaxPolicy'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ V: values, marks: terminalNumbers }), ({ problem: drawn, V, marks }) => {
      const problem = inexact(drawn);
      const alpha = exact(problem.temperature);
      const given = zip(V, marks, (v, mark) => exact(1.1 * v + mark));
      const { policy, logPolicy, loss } = observed.softmaxPolicy(subject, problem, given);
      for (const s of actingStates(problem.mdp)) {
        const Q = actionValues(problem, given, s);
        if (problem.temperature === 0) {
          const short = mean(probabilities(policy[s]), a => sub(maximum(Q), Q[a]));
          atMost(short, loosen(zero, loss), `E_pi[max Q - Q] = 0 at temperature 0 at state ${s}`);
          continue;
        }
        equal(sum(logPolicy[s].map(exp)), exact(1), `sum pi_V = 1 at state ${s}`);
        for (let a = 1; a < Q.length; a++) {
          equal(
            mul(alpha, sub(logPolicy[s][a], logPolicy[s][0])),
            sub(Q[a], Q[0]),
            `alpha log of the odds of actions ${a} and 0 = Q_V(s, ${a}) - Q_V(s, 0) at state ${s}, rewards, values and temperature times 1.1`,
          );
        }
      }
    }),
};
