import fc from 'fast-check';
import { add, equalEverywhere, type Values, zero } from '../approximation.ts';
import { drawProblems } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { atActing, isTerminal, pairsOf, reward, softMaximum, statesOf } from '../model.ts';
import * as observed from '../observation.ts';
import type { Problem } from '../subject.ts';
import { determined, rescaled } from '../transformations.ts';

/** Powers of two for the steps from the first to the last. */
const FACTORS: readonly number[] = [1, 2, 4];

const STEPS: number = FACTORS.length;

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
      for (const factor of FACTORS.toReversed()) {
        backup = observed.optimalBackup(subject, rescaled(certain, factor), backup);
      }
      equalEverywhere(
        backup,
        atActing(certain.mdp, s => softMaximum(sumsOfRewards(certain, s, STEPS), certain.temperature)),
        `T*^${STEPS} 0 = alpha log sum exp(R / alpha) over all sequences of ${STEPS} actions`,
      );
    }),
};

/** The sum of rewards along every sequence of actions from a state. */
const sumsOfRewards = (problem: Problem, state: number, steps: number): Values => {
  const { mdp } = problem;
  if (steps === 0 || state === mdp.stateCount || isTerminal(mdp, state)) return [zero];
  return pairsOf(mdp, state).flatMap(pair => {
    const next = mdp.successors[mdp.transitionOffsets[pair]];
    const later = sumsOfRewards(problem, next, steps - 1);
    return later.map(total => add(reward(mdp, pair), total));
  });
};
