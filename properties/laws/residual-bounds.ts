import fc from 'fast-check';
import {
  type Approximation,
  atMost,
  atMostEverywhere,
  difference,
  distance,
  exact,
  loosenEverywhere,
  maximum,
  minimum,
  mul,
  zero,
} from '../approximation.ts';
import { drawProblems, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { acting, forever, isClosed, shift } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * The residual of any $V$ encloses the optimal values and those of its softmax policy. With $m \le T^* V - V \le M$ at the states that are not terminal
 * $$T^* V + \tfrac{\gamma m}{1 - \gamma} \le V^{\pi_V} \le V^* \le T^* V + \tfrac{\gamma M}{1 - \gamma}, \qquad \|V - V^*\|_\infty \le \tfrac{1}{1 - \gamma} \|T^* V - V\|_\infty$$
 * Where probability leaves, the end does not shift along, and $m$ and $M$ must be replaced by $\min(m, 0)$ and $\max(M, 0)$.
 */
export const residualBounds: Law<'optimalBackup' | 'softmaxPolicy' | 'policyValues' | 'optimalValues'> = {
  id: 'residual-bounds',
  needs: ['optimalBackup', 'softmaxPolicy', 'policyValues', 'optimalValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ V: values }), ({ problem, V }) => {
      const { mdp, discount } = problem;
      const given = V.map(exact);
      const backup = observed.optimalBackup(subject, problem, given);
      const greedy = observed.softmaxPolicy(subject, problem, given);
      const cost = greedy.loss / (1 - discount);
      const achieved = loosenEverywhere(observed.policyValues(subject, problem, greedy.policy), cost);
      const optimum = observed.optimalValues(subject, problem);

      const residual = acting(mdp, difference(backup, given));
      const beyond = (x: Approximation) => forever(problem, mul(exact(discount), x));
      const least = isClosed(mdp) ? minimum(residual) : minimum([zero, ...residual]);
      const most = isClosed(mdp) ? maximum(residual) : maximum([zero, ...residual]);
      atMostEverywhere(shift(mdp, backup, beyond(least)), achieved, 'T*V + gamma m / (1 - gamma) <= V^pi_V');
      atMostEverywhere(achieved, optimum, 'V^pi_V <= V*');
      atMostEverywhere(optimum, shift(mdp, backup, beyond(most)), 'V* <= T*V + gamma M / (1 - gamma)');
      atMost(
        distance(given, optimum),
        forever(problem, distance(backup, given)),
        '|V - V*| <= |T*V - V| / (1 - gamma)',
      );
    }),
};
