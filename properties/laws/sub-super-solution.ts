import fc from 'fast-check';
import {
  type Approximation,
  atMost,
  atMostEverywhere,
  difference,
  exact,
  loosenEverywhere,
  maximum,
  sub,
  type Values,
  zero,
} from '../approximation.ts';
import { drawProblems, values, visits } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { acting, forever, shift } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * A value function below its backup is below the optimum, and one above is above; backing up states one at a time, in any order,
 * keeps both so and only brings them closer:
 * $$L \le T^* L \implies L \le T^* L \le V^{\pi_L} \le V^*, \qquad U \ge T^* U \implies U \ge T^* U \ge V^*$$
 * Every $V$ is such an $L$ after subtracting $\max(V - T^* V)^+ / (1 - \gamma)$, and such a $U$ after adding $\max(T^* V - V)^+ / (1 - \gamma)$.
 */
export const subSuperSolution: Law<'optimalBackup' | 'softmaxPolicy' | 'policyValues' | 'optimalValues'> = {
  id: 'sub-super-solution',
  needs: ['optimalBackup', 'softmaxPolicy', 'policyValues', 'optimalValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ V: values, visited: visits }), ({ problem, V, visited }) => {
      const { mdp, discount } = problem;
      const backup = (values: Values): Values => observed.optimalBackup(subject, problem, values);
      const optimum = observed.optimalValues(subject, problem);

      const given = V.map(exact);
      const margin = (excess: Values): Approximation => {
        const bound = forever(problem, maximum([zero, ...acting(mdp, excess)]));
        return exact(bound.value + bound.error);
      };
      let L = shift(mdp, given, sub(zero, margin(difference(given, backup(given)))));
      let U = shift(mdp, given, margin(difference(backup(given), given)));

      const greedy = observed.softmaxPolicy(subject, problem, L);
      const cost = greedy.loss / (1 - discount);
      const achieved = loosenEverywhere(observed.policyValues(subject, problem, greedy.policy), cost);
      atMostEverywhere(L, backup(L), 'L <= T*L');
      atMostEverywhere(backup(L), achieved, 'T*L <= V^pi_L');
      atMostEverywhere(achieved, optimum, 'V^pi_L <= V*');
      atMostEverywhere(backup(U), U, 'T*U <= U');

      for (const s of visited) {
        const [raised, lowered] = [backup(L)[s], backup(U)[s]];
        atMost(L[s], raised, `L <= L updated at state ${s}`);
        atMost(lowered, U[s], `U updated <= U at state ${s}`);
        L = L.with(s, raised);
        U = U.with(s, lowered);
      }
      atMostEverywhere(L, optimum, 'L updated <= V*');
      atMostEverywhere(optimum, U, 'V* <= U updated');
    }),
};
