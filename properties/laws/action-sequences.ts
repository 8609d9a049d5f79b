import fc from 'fast-check';
import { type Approximation, add, equalEverywhere, type Values, zero } from '../approximation.ts';
import { drawProblems } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { atActing, isTerminal, pairsOf, reward, softMaximum, statesOf } from '../model.ts';
import * as observed from '../observation.ts';
import type { Problem } from '../subject.ts';
import { determined, rescaled } from '../transformations.ts';

const STEPS = 3;

/**
 * Where actions have certain results, a choice at every step is one choice among all sequences of actions, worth the sums $R$ of their rewards:
 * $$((T^*)^k 0)(s) = \alpha \log \sum_{a_1 \dots a_k} e^{R(s, a_1 \dots a_k)/\alpha}$$
 * without a discount. A discount of $1/2$ is undone by rewards and temperature that double with every step.
 */
export const actionSequences: Law<'optimalBackup'> = {
  id: 'action-sequences',
  needs: ['optimalBackup'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({}), ({ problem }) => {
      const certain: Problem = { ...determined(problem), discount: 1 / 2 };
      let backup: Values = statesOf(certain.mdp).map(() => zero);
      for (let step = STEPS - 1; step >= 0; step--) {
        backup = observed.optimalBackup(subject, rescaled(certain, 2 ** step), backup);
      }
      equalEverywhere(
        backup,
        atActing(certain.mdp, s => softMaximum(sumsOfRewards(certain, s, STEPS), certain.temperature)),
        `T*^${STEPS} 0 = alpha log sum exp(R / alpha) over all sequences of ${STEPS} actions`,
      );
    }),
};

/** The sum of rewards along every sequence of actions from a state. */
const sumsOfRewards = ({ mdp, ...rest }: Problem, state: number, steps: number): Values => {
  if (steps === 0 || state === mdp.stateCount || isTerminal(mdp, state)) return [zero];
  return pairsOf(mdp, state).flatMap(pair => {
    const next = mdp.successors[mdp.transitionOffsets[pair]];
    const later: readonly Approximation[] = sumsOfRewards({ mdp, ...rest }, next, steps - 1);
    return later.map(total => add(reward(mdp, pair), total));
  });
};
