import fc from 'fast-check';
import { add, atMostEverywhere, exact, mul, zip } from '../approximation.ts';
import { drawProblems, share, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';

/**
 * The optimal backup is convex: what is between two value functions is backed up to no more than what is between their backups. With $w' = 1 - w$
 * $$T^*(w V + w' W) \le w\, T^* V + w'\, T^* W$$
 */
export const backupConvexity: Law<'optimalBackup'> = {
  id: 'backup-convexity',
  needs: ['optimalBackup'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ V: values, W: values }), share, ({ problem, V, W }, w) => {
      const backup = (U: readonly number[]) => observed.optimalBackup(subject, problem, U.map(exact));
      const between = zip(V, W, (x, y) => w * x + (1 - w) * y);
      const chord = zip(backup(V), backup(W), (x, y) => add(mul(exact(w), x), mul(exact(1 - w), y)));
      atMostEverywhere(backup(between), chord, `T*(w V + (1 - w) W) <= w T*V + (1 - w) T*W for w = ${w}`);
    }),
};
