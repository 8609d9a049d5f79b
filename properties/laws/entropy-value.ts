import fc from 'fast-check';
import { add, atMostEverywhere, equalEverywhere, exact, log, zero, zip } from '../approximation.ts';
import { drawProblems, policy } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { atActing, forever, mostActions, scale } from '../model.ts';
import * as observed from '../observation.ts';
import { entropyAlone } from '../transformations.ts';

/**
 * Entropy is paid on top of the rewards and apart from them: the value of a policy is that without entropy plus the temperature times its
 * discounted entropy, which no reward changes.
 * $$V_\alpha^\pi = V_0^\pi + \alpha \mathcal{H}^\pi, \qquad 0 \le \mathcal{H}^\pi \le \tfrac{\log n}{1 - \gamma}$$
 */
export const entropyValue: Law<'policyValues'> = {
  id: 'entropy-value',
  needs: ['policyValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ pi: policy }), ({ problem, pi }) => {
      const { mdp, temperature } = problem;
      const soft = observed.policyValues(subject, problem, pi);
      const hard = observed.policyValues(subject, { ...problem, temperature: 0 }, pi);
      const entropy = observed.policyValues(subject, entropyAlone(problem), pi);
      const most = forever(problem, log(exact(mostActions(mdp))));
      equalEverywhere(soft, zip(hard, scale(exact(temperature), entropy), add), 'V^pi = V_0^pi + alpha H^pi');
      atMostEverywhere(
        atActing(mdp, () => zero),
        entropy,
        '0 <= H^pi',
      );
      atMostEverywhere(
        entropy,
        atActing(mdp, () => most),
        'H^pi <= log n / (1 - gamma)',
      );
    }),
};
