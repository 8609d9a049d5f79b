import fc from 'fast-check';
import { atMost, distance, equalEverywhere, exact, mul, type Values } from '../approximation.ts';
import { drawProblems, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';

const STEPS = 4;

/**
 * The optimal values are the fixed point of the optimal backup, and soft value iteration converges to them from anywhere, by the discount a step:
 * $$T^* V^* = V^*, \qquad \|(T^*)^k V - V^*\|_\infty \le \gamma^k \|V - V^*\|_\infty$$
 */
export const valueIterationRate: Law<'optimalBackup' | 'optimalValues'> = {
  id: 'value-iteration-rate',
  needs: ['optimalBackup', 'optimalValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ V: values }), ({ problem, V }) => {
      const optimum = observed.optimalValues(subject, problem);
      equalEverywhere(observed.optimalBackup(subject, problem, optimum), optimum, 'T*V* = V*');
      let iterate: Values = V.map(exact);
      let bound = distance(iterate, optimum);
      for (let k = 1; k <= STEPS; k++) {
        iterate = observed.optimalBackup(subject, problem, iterate);
        bound = mul(exact(problem.discount), bound);
        atMost(distance(iterate, optimum), bound, `|T*^${k} V - V*| <= gamma^${k} |V - V*|`);
      }
    }),
};
