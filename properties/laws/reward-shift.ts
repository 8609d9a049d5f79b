import fc from 'fast-check';
import {
  add,
  atMostEverywhere,
  difference,
  equalEverywhere,
  equalPolicies,
  exact,
  loosenEverywhere,
} from '../approximation.ts';
import { constant, drawProblems, policy } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { atActing, forever, isClosed, policyMean, scale, shift } from '../model.ts';
import * as observed from '../observation.ts';
import { withExtraReward } from '../transformations.ts';

/**
 * A constant $c$ added to every reward is worth $c$ for every step that is still to come, discounted; for ever, $c/(1 - \gamma)$, and then the
 * optimal policy is the same. The gain $D = V^\pi_{r+c} - V^\pi_r$ satisfies
 * $$D = c + \gamma P_\pi D, \qquad V^*_{r+c} = V^*_r + \tfrac{c}{1-\gamma} \text{ and } \pi^*_{r+c} = \pi^*_r \text{ if no probability leaves}$$
 * and otherwise the optimal gain lies between $c$ and $c/(1 - \gamma)$.
 */
export const rewardShift: Law<'optimalValues' | 'policyValues' | 'softmaxPolicy'> = {
  id: 'reward-shift',
  needs: ['optimalValues', 'policyValues', 'softmaxPolicy'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ pi: policy }), constant, ({ problem, pi }, c) => {
      const { mdp, discount, temperature } = problem;
      const raised = withExtraReward(problem, () => c);

      const before = observed.policyValues(subject, problem, pi);
      const after = loosenEverywhere(observed.policyValues(subject, raised.problem, pi), raised.error);
      const gain = difference(after, before);
      const next = scale(exact(discount), policyMean(mdp, pi, gain));
      equalEverywhere(
        gain,
        atActing(mdp, s => add(exact(c), next[s])),
        `D = c + gamma P_pi D for c = ${c}`,
      );

      const optimum = observed.optimalValues(subject, problem);
      const raisedOptimum = loosenEverywhere(observed.optimalValues(subject, raised.problem), raised.error);
      const always = shift(mdp, optimum, forever(problem, exact(c)));
      const once = shift(mdp, optimum, exact(c));
      if (isClosed(mdp)) {
        equalEverywhere(raisedOptimum, always, `V* of r + c = V* + c / (1 - gamma) for c = ${c}`);
        if (temperature === 0) return;
        const policyBefore = observed.softmaxPolicy(subject, problem, optimum).logPolicy;
        const policyAfter = observed.softmaxPolicy(subject, raised.problem, raisedOptimum).logPolicy;
        const moved = (2 * raised.error) / temperature;
        const allowed = policyAfter.map(row => loosenEverywhere(row, moved));
        equalPolicies(allowed, policyBefore, `log pi* of r + c = log pi* for c = ${c}`);
      } else {
        const [least, most] = c > 0 ? [once, always] : [always, once];
        atMostEverywhere(least, raisedOptimum, `least gain <= V* of r + c - V* for c = ${c}`);
        atMostEverywhere(raisedOptimum, most, `V* of r + c - V* <= greatest gain for c = ${c}`);
      }
    }),
};
