import fc from 'fast-check';
import { atMost, difference, exact, mul, range, zero } from '../approximation.ts';
import { actingState, drawProblems, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { acting, dobrushinCoefficient, isClosed } from '../model.ts';
import * as observed from '../observation.ts';
import { diverted } from '../transformations.ts';

/** The weight of a transition that all pairs share, twice the largest of the others. */
const COMMON = 8;

/**
 * The range of a difference shrinks faster than its size, by how alike the rows of $P$ are. With Dobrushin's coefficient $\delta$, half of the largest
 * sum of absolute differences of two rows,
 * $$\operatorname{range}(T^* V - T^* W) \le \gamma\, \delta \operatorname{range}(V - W)$$
 * at the states that are not terminal, where 0 counts in the range of $V - W$ if probability leaves. Tried where all rows share a transition.
 */
export const spanContraction: Law<'optimalBackup'> = {
  id: 'span-contraction',
  needs: ['optimalBackup'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ V: values, W: values, target: actingState }), ({ problem: drawn, V, W, target }) => {
      const problem = diverted(drawn, target, COMMON);
      const { mdp, discount } = problem;
      const [one, two] = [V, W].map(U => observed.optimalBackup(subject, problem, U.map(exact)));
      const given = acting(mdp, difference(V.map(exact), W.map(exact)));
      const spread = range(isClosed(mdp) ? given : [zero, ...given]);
      atMost(
        range(acting(mdp, difference(one, two))),
        mul(mul(exact(discount), dobrushinCoefficient(mdp)), spread),
        'range(T*V - T*W) <= gamma delta range(V - W)',
      );
    }),
};
