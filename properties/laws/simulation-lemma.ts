import fc from 'fast-check';
import { add, atMost, distance, exact, maximum, mul, range, zero } from '../approximation.ts';
import { actingState, detour, drawProblems, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { forever, rewardChanges, rowChanges } from '../model.ts';
import * as observed from '../observation.ts';
import type { Problem } from '../subject.ts';
import { diverted, withExtraReward } from '../transformations.ts';

/**
 * A model whose rewards are off by $\delta$ and whose rows of probabilities are off by $\varepsilon$, the sum of the absolute differences, has an
 * optimum off by little. With $w$ the range of $V^*$, the end counted as 0,
 * $$\|V^* - V'^*\|_\infty \le \tfrac{\delta + \gamma \varepsilon w / 2}{1 - \gamma}$$
 */
export const simulationLemma: Law<'optimalValues'> = {
  id: 'simulation-lemma',
  needs: ['optimalValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ extra: values, target: actingState }), detour, ({ problem, extra, target }, weight) => {
      const { mdp, discount } = problem;
      const optimum = observed.optimalValues(subject, problem);
      const w = range([zero, ...optimum]);
      const compare = (other: Problem, change: string): void => {
        const delta = maximum(rewardChanges(mdp, other.mdp));
        const epsilon = maximum(rowChanges(mdp, other.mdp));
        atMost(
          distance(optimum, observed.optimalValues(subject, other)),
          forever(problem, add(delta, mul(exact(discount / 2), mul(epsilon, w)))),
          `|V* - V'*| <= (delta + gamma epsilon w / 2) / (1 - gamma), ${change}`,
        );
      };
      compare(withExtraReward(problem, s => extra[s]).problem, 'extra reward at every state');
      compare(
        diverted(problem, target, weight),
        `one more transition to state ${target}, of weight ${weight}, everywhere`,
      );
    }),
};
