import fc from 'fast-check';
import { atMostEverywhere, difference, exact, loosenEverywhere, type Values } from '../approximation.ts';
import { drawProblems, temperature } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { scale } from '../model.ts';
import * as observed from '../observation.ts';
import type { Offering, Problem } from '../subject.ts';
import { entropyAlone } from '../transformations.ts';

/** An optimum, and what its policy earns in entropy and without it. */
interface Optimum {
  readonly values: Values;
  readonly entropy: Values;
  readonly hard: Values;
  /** What the policy returned can be short of the optimum. */
  readonly cost: number;
}

const optimumOf = (
  subject: Offering<'optimalValues' | 'softmaxPolicy' | 'policyValues'>,
  problem: Problem,
): Optimum => {
  const values = observed.optimalValues(subject, problem);
  const { policy, loss } = observed.softmaxPolicy(subject, problem, values);
  return {
    values,
    entropy: observed.policyValues(subject, entropyAlone(problem), policy),
    hard: observed.policyValues(subject, { ...problem, temperature: 0 }, policy),
    cost: loss / (1 - problem.discount),
  };
};

/**
 * The optimal values grow with the temperature at the rate of the discounted entropy of the optimal policy, which grows too, at the expense of its
 * value without entropy. For $\alpha < \alpha'$ with optimal policies $\pi$ and $\pi'$
 * $$(\alpha' - \alpha) \mathcal{H}^\pi \le V_{\alpha'}^* - V_\alpha^* \le (\alpha' - \alpha) \mathcal{H}^{\pi'}, \qquad \mathcal{H}^\pi \le \mathcal{H}^{\pi'}, \qquad V_0^{\pi'} \le V_0^\pi$$
 * Policies returned that are short of the optimum by $c$ and $c'$ spoil the first by as much, the second by $e = (c + c')/(\alpha' - \alpha)$, the
 * third by $c + \alpha e$.
 */
export const temperatureGradient: Law<'optimalValues' | 'softmaxPolicy' | 'policyValues'> = {
  id: 'temperature-gradient',
  needs: ['optimalValues', 'softmaxPolicy', 'policyValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({}), temperature, ({ problem }, other) => {
      fc.pre(problem.temperature !== other);
      const alpha = Math.min(problem.temperature, other);
      const warming = Math.max(problem.temperature, other) - alpha;
      const cold = optimumOf(subject, { ...problem, temperature: alpha });
      const hot = optimumOf(subject, { ...problem, temperature: alpha + warming });
      const rise = difference(hot.values, cold.values);
      const paid = ({ entropy, cost }: Optimum): Values => loosenEverywhere(scale(exact(warming), entropy), cost);
      atMostEverywhere(paid(cold), rise, 'warming * H when cold <= rise of V*');
      atMostEverywhere(rise, paid(hot), 'rise of V* <= warming * H when hot');

      const error = (cold.cost + hot.cost) / warming;
      atMostEverywhere(cold.entropy, loosenEverywhere(hot.entropy, error), 'H when cold <= H when hot');
      const spoilt = cold.cost + alpha * error;
      atMostEverywhere(hot.hard, loosenEverywhere(cold.hard, spoilt), 'V_0 when hot <= V_0 when cold');
    }),
};
