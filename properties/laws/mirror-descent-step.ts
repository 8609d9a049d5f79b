import fc from 'fast-check';
import { add, div, equal, exact, loosen, mul, sub } from '../approximation.ts';
import { actionValuesOf, drawState, logPolicyOf, positiveLogPolicyOf, temperature } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { relativeEntropy } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * A step that stays near the last policy, by a price $\kappa$ on its divergence from it, is again a softmax: a geometric mean of the last policy and
 * $\operatorname{softmax}(q/\alpha)$, which is the step of the natural policy gradient. Every other policy $p$ is worth less by its divergence from it:
 * $$\pi' = \operatorname{softmax}\left( \tfrac{q + \kappa \log \pi}{\alpha + \kappa} \right) \propto \pi^{1 - \lambda} e^{\lambda q/\alpha}, \quad \lambda = \tfrac{\alpha}{\alpha + \kappa}, \qquad F(p) + (\alpha + \kappa) \mathrm{KL}(p \,\|\, \pi') = F(\pi')$$
 * where $F(p) = \mathbb{E}_p[q - \alpha \log p] - \kappa\, \mathrm{KL}(p \,\|\, \pi)$. A step with log-probabilities off by $\varepsilon$ loses $2 (\alpha + \kappa) \varepsilon$ at most.
 */
export const mirrorDescentStep: Law<'softmax' | 'stateValue'> = {
  id: 'mirror-descent-step',
  needs: ['softmax', 'stateValue'],
  property: subject =>
    fc.property(
      drawState({ q: actionValuesOf, p: logPolicyOf, pi: positiveLogPolicyOf }),
      temperature,
      temperature,
      ({ q, p, pi }, alpha, kappa) => {
        const total = exact(alpha + kappa);
        const pulled = q.map((x, a) => add(exact(x), mul(exact(kappa), exact(pi[a]))));
        const read = (2 * Math.max(...pulled.map(x => x.error))) / total.value;
        const logStep = observed
          .softmax(
            subject,
            pulled.map(x => x.value),
            total.value,
          )
          .map(l => loosen(l, read));

        const share = div(exact(alpha), total);
        const odds = (x: readonly number[], a: number) => sub(exact(x[a]), exact(x[0]));
        logStep.forEach((l, a) => {
          const natural = add(mul(sub(exact(1), share), odds(pi, a)), div(mul(share, odds(q, a)), exact(alpha)));
          equal(
            sub(l, logStep[0]),
            natural,
            `log odds of pi' = (1 - lambda) log odds of pi + lambda q/alpha for action ${a}`,
          );
        });

        const last = pi.map(exact);
        const worth = (policy: readonly number[]) =>
          sub(observed.stateValue(subject, policy, q, alpha), mul(exact(kappa), relativeEntropy(policy, last)));
        const step = logStep.map(l => l.value);
        equal(
          add(worth(p), mul(total, relativeEntropy(p, logStep))),
          loosen(worth(step), 2 * total.value * logStep[0].error),
          "F(p) + (alpha + kappa) KL(p || pi') = F(pi')",
        );
      },
    ),
};
