import fc from 'fast-check';
import {
  atMost,
  distance,
  equalEverywhere,
  exact,
  loosenEverywhere,
  mul,
  sub,
  type Values,
  zero,
} from '../approximation.ts';
import { drawProblems, policy, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { atActing, mean, probabilities } from '../model.ts';
import * as observed from '../observation.ts';
import { withExtraReward } from '../transformations.ts';

const STEPS = 4;

/**
 * The policy backup, repeated, converges to its fixed point, the soft value of the policy (Haarnoja et al. 2018, lemma 1), which is its ordinary
 * value for rewards that contain the entropy of the state where they are earned:
 * $$T^\pi V^\pi = V^\pi, \qquad \|(T^\pi)^k V - V^\pi\|_\infty \le \gamma^k \|V - V^\pi\|_\infty, \qquad V^\pi_{r,\,\alpha} = V^\pi_{r + \alpha H(\pi),\,0}$$
 * In terms of action values the entropy is that of the next state, discounted; the source text drops $\gamma$ and $\alpha$ there.
 */
export const softPolicyEvaluation: Law<'policyBackup' | 'policyValues'> = {
  id: 'soft-policy-evaluation',
  needs: ['policyBackup', 'policyValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ V: values, pi: policy }), ({ problem, V, pi }) => {
      const { mdp, discount, temperature } = problem;
      const value = observed.policyValues(subject, problem, pi);
      equalEverywhere(observed.policyBackup(subject, problem, pi, value), value, 'T^pi V^pi = V^pi');
      let iterate: Values = V.map(exact);
      let bound = distance(iterate, value);
      for (let k = 1; k <= STEPS; k++) {
        iterate = observed.policyBackup(subject, problem, pi, iterate);
        bound = mul(exact(discount), bound);
        atMost(distance(iterate, value), bound, `|T^pi^${k} V - V^pi| <= gamma^${k} |V - V^pi|`);
      }

      const bonus = atActing(mdp, s =>
        mul(
          exact(temperature),
          mean(probabilities(pi[s]), a => sub(zero, exact(pi[s][a]))),
        ),
      );
      const augmented = withExtraReward(problem, s => bonus[s].value);
      const error = augmented.error + Math.max(...bonus.map(b => b.error)) / (1 - discount);
      const hard = observed.policyValues(subject, { ...augmented.problem, temperature: 0 }, pi);
      equalEverywhere(
        loosenEverywhere(hard, error),
        value,
        'V^pi without entropy of r + alpha H(pi) = V^pi with entropy of r',
      );
    }),
};
