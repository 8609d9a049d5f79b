import fc from 'fast-check';
import {
  type Approximation,
  add,
  atMost,
  difference,
  distance,
  div,
  equalEverywhere,
  exact,
  loosen,
  loosenEverywhere,
  maximum,
  mul,
  sub,
  type Values,
} from '../approximation.ts';
import { drawProblems, positivePolicy, stepShare } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { actingStates, actionValues, atActing, normalised, policyMean, relativeEntropy, scale } from '../model.ts';
import * as observed from '../observation.ts';
import type { Policy, Problem } from '../subject.ts';

const STEPS = 3;

const exactly = (policy: Policy): readonly Values[] => policy.map(row => row.map(exact));

/** $\log \pi'$ for $\pi' \propto \pi^{1 - \lambda} \exp(\lambda Q^\pi/\alpha)$. */
const stepped = (problem: Problem, pi: Policy, value: Values, share: number): readonly Values[] =>
  pi.map((row, s) => {
    const Q = actionValues(problem, value, s);
    const rate = div(exact(share), exact(problem.temperature));
    return normalised(row.map((l, a) => add(mul(exact(1 - share), exact(l)), mul(rate, Q[a]))));
  });

/** $\max |Q_V - Q_W|$ over all actions of all states. */
const actionDistance = (problem: Problem, V: Values, W: Values): Approximation =>
  maximum(actingStates(problem.mdp).map(s => distance(actionValues(problem, V, s), actionValues(problem, W, s))));

/**
 * The natural policy gradient takes policies a share $\lambda$ of the way to the softmax policy of their action values, and gains in every step, until the
 * optimum, at a rate between that of doing nothing and that of policy iteration (Cen et al. 2022, lemma 1 and theorem 1):
 * $$\pi' \propto \pi^{1 - \lambda} e^{\lambda Q^\pi/\alpha}, \qquad D = \tfrac{\alpha}{\lambda} [(1 - \lambda) \mathrm{KL}(\pi' \,\|\, \pi) + \mathrm{KL}(\pi \,\|\, \pi')] + \gamma P_{\pi'} D \quad \text{for } D = V^{\pi'} - V^\pi$$
 * $$\|V^* - V^{\pi_{k+1}}\|_\infty \le (1 - \lambda (1 - \gamma))^k \left( \|Q^* - Q^{\pi_0}\|_\infty + 2 \alpha (1 - \lambda) \|\log \pi^* - \log \pi_0\|_\infty \right)$$
 * A step whose log-probabilities are off by $\varepsilon$ is that of action values off by $\alpha \varepsilon/\lambda$: one step is then off by twice as much, and
 * the bound by $2 \alpha \varepsilon (1 + \gamma/(\lambda (1 - \gamma)))$ a step.
 */
export const naturalPolicyGradient: Law<'policyValues' | 'optimalValues' | 'softmaxPolicy'> = {
  id: 'natural-policy-gradient',
  needs: ['policyValues', 'optimalValues', 'softmaxPolicy'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ pi: positivePolicy }), stepShare, ({ problem, pi: first }, share) => {
      const { mdp, discount, temperature } = problem;
      fc.pre(temperature > 0);
      const ahead = exact(1 - share);
      const optimum = observed.optimalValues(subject, problem);
      const best = observed.softmaxPolicy(subject, problem, optimum).logPolicy;

      let pi = first;
      let value = observed.policyValues(subject, problem, pi);
      const apart = maximum(actingStates(mdp).map(s => distance(best[s], exactly(first)[s])));
      let bound = add(actionDistance(problem, optimum, value), mul(mul(exact(2 * temperature), ahead), apart));
      const rate = sub(exact(1), mul(exact(share), sub(exact(1), exact(discount))));
      for (let k = 1; k <= STEPS; k++) {
        const logStep = stepped(problem, pi, value, share);
        const off = temperature * maximum(logStep.flat()).error;
        const step = logStep.map(row => row.map(l => l.value));
        const next = observed.policyValues(subject, problem, step);

        const gained = difference(next, value);
        const later = scale(exact(discount), policyMean(mdp, step, gained));
        const price = exact(temperature / share);
        const now = atActing(mdp, s =>
          mul(
            price,
            add(mul(ahead, relativeEntropy(step[s], exactly(pi)[s])), relativeEntropy(pi[s], exactly(step)[s])),
          ),
        );
        equalEverywhere(
          gained,
          loosenEverywhere(
            atActing(mdp, s => add(now[s], later[s])),
            (2 * off) / share,
          ),
          `what step ${k} gains = alpha/lambda ((1 - lambda) KL(pi' || pi) + KL(pi || pi')) + what it gains later`,
        );

        bound = loosen(k === 1 ? bound : mul(rate, bound), 2 * off * (1 + discount / (share * (1 - discount))));
        atMost(distance(optimum, next), bound, `|V* - V of policy ${k}| <= (1 - lambda (1 - gamma))^${k - 1} C`);
        [pi, value] = [step, next];
      }
    }),
};
