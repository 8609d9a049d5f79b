import fc from 'fast-check';
import { add, atMostEverywhere, difference, exact, loosenEverywhere, type Values, zip } from '../approximation.ts';
import { actionNumbers, drawProblems, temperature } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { scale } from '../model.ts';
import * as observed from '../observation.ts';
import type { Problem } from '../subject.ts';
import { withExtraReward, withRewards } from '../transformations.ts';

/**
 * Rewards that change by $\delta$ change the optimal values by what the optimal policies earn of the change: by no less than that of before, by no
 * more than that of after. So the derivative is how often the optimal policy acts, and the optimum is convex, in rewards and temperature together.
 * $$V_{\delta,\,0}^{\pi} \le V_{r + \delta}^* - V_r^* \le V_{\delta,\,0}^{\pi'}, \qquad V_{r + \delta/2,\,(\alpha + \beta)/2}^* \le \tfrac{1}{2} V_{r,\,\alpha}^* + \tfrac{1}{2} V_{r + \delta,\,\beta}^*$$
 */
export const rewardGradient: Law<'optimalValues' | 'softmaxPolicy' | 'policyValues'> = {
  id: 'reward-gradient',
  needs: ['optimalValues', 'softmaxPolicy', 'policyValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ delta: actionNumbers }), temperature, ({ problem, delta }, other) => {
      const changed = (share: number, alpha: number): { readonly problem: Problem; readonly values: Values } => {
        const moved = withExtraReward({ ...problem, temperature: alpha }, (s, a) => share * delta[s][a]);
        const values = observed.optimalValues(subject, moved.problem);
        return { problem: moved.problem, values: loosenEverywhere(values, moved.error) };
      };
      const alpha = problem.temperature;
      const [before, after] = [changed(0, alpha), changed(1, alpha)];
      const change = difference(after.values, before.values);

      const justChange = { ...withRewards(problem, (s, a) => delta[s][a]), temperature: 0 };
      const earned = (optimum: typeof before): Values => {
        const { policy, loss } = observed.softmaxPolicy(subject, optimum.problem, optimum.values);
        return loosenEverywhere(observed.policyValues(subject, justChange, policy), loss / (1 - problem.discount));
      };
      atMostEverywhere(earned(before), change, 'what pi* earns of the change <= change of V*');
      atMostEverywhere(change, earned(after), 'change of V* <= what the new pi* earns of it');

      const half = exact(1 / 2);
      const mean = zip(scale(half, before.values), scale(half, changed(1, other).values), add);
      atMostEverywhere(changed(1 / 2, (alpha + other) / 2).values, mean, 'V* half-way <= mean of V*');
    }),
};
