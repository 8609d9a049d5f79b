import fc from 'fast-check';
import { add, atMost, difference, equalEverywhere, exact, maximum, minimum, mul } from '../approximation.ts';
import { constant, drawProblems, policy, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { actingStates, atActing, pairsOf, policyMean, scale, shift, survival } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * A constant added to the value of every state that is not terminal comes back times $\gamma$ and the chance $\kappa(s, a)$ to go on to such a state:
 * $$T^\pi (V + c) = T^\pi V + \gamma c\, \mathbb{E}_\pi[\kappa], \qquad \min_a \gamma c\, \kappa(s, a) \le (T^* (V + c) - T^* V)(s) \le \max_a \gamma c\, \kappa(s, a)$$
 * Where no probability leaves, $\kappa = 1$ and both are $T(V + c) = TV + \gamma c$.
 */
export const constantShift: Law<'optimalBackup' | 'policyBackup'> = {
  id: 'constant-shift',
  needs: ['optimalBackup', 'policyBackup'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ V: values, pi: policy }), constant, ({ problem, V, pi }, c) => {
      const { mdp, discount } = problem;
      const before = V.map(exact);
      const after = shift(mdp, before, exact(c));
      const returned = mul(exact(discount), exact(c));

      const one = atActing(mdp, () => exact(1));
      const expected = scale(returned, policyMean(mdp, pi, one));
      equalEverywhere(
        observed.policyBackup(subject, problem, pi, after),
        observed.policyBackup(subject, problem, pi, before).map((v, s) => add(v, expected[s])),
        'T^pi (V + c) = T^pi V + gamma c E_pi[kappa]',
      );

      const risen = difference(
        observed.optimalBackup(subject, problem, after),
        observed.optimalBackup(subject, problem, before),
      );
      for (const s of actingStates(mdp)) {
        const possible = scale(
          returned,
          pairsOf(mdp, s).map(pair => survival(mdp, pair)),
        );
        atMost(minimum(possible), risen[s], `min gamma c kappa <= T*(V + c) - T*V at state ${s}`);
        atMost(risen[s], maximum(possible), `T*(V + c) - T*V <= max gamma c kappa at state ${s}`);
      }
    }),
};
