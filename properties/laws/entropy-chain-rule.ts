import fc from 'fast-check';
import { type Approximation, add, atMost, equal, exact, log, loosen, mul, sub, sum, zero } from '../approximation.ts';
import { drawState, logPolicyOf, unevenShare } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { probabilities } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * Entropy is measured in nats, an impossible action adds nothing, and the entropy of a choice in stages adds up. Where $p$ is followed with probability
 * $w$ and $p'$, on other actions, with $w' = 1 - w$, and $n$ actions of $p$ are possible
 * $$0 \le H(p) \le \log n, \qquad H(w p, w' p') = -w \log w - w' \log w' + w H(p) + w' H(p')$$
 * Log-probabilities off by $\varepsilon$ move the entropy by $\varepsilon (1 + \log n)$ at most, to first order.
 */
export const entropyChainRule: Law<'entropy'> = {
  id: 'entropy-chain-rule',
  needs: ['entropy'],
  property: subject =>
    fc.property(drawState({ p: logPolicyOf }), drawState({ p: logPolicyOf }), unevenShare, ({ p }, { p: other }, w) => {
      const H = observed.entropy(subject, p);
      const possible = log(exact(p.filter(l => l > Number.NEGATIVE_INFINITY).length));
      atMost(zero, H, '0 <= H(p)');
      atMost(H, possible, 'H(p) <= log of the number of possible actions');

      const [first, second] = [exact(w), exact(1 - w)];
      const scaled = (by: Approximation, row: readonly number[]) =>
        probabilities(row).map(x => (x.value === 0 ? exact(Number.NEGATIVE_INFINITY) : log(mul(by, x))));
      const joint = [...scaled(first, p), ...scaled(second, other)];
      const off = Math.max(...joint.map(l => l.error));
      const whole = observed.entropy(
        subject,
        joint.map(l => l.value),
      );
      const surprise = (x: Approximation) => sub(zero, mul(x, log(x)));
      const within = add(mul(first, H), mul(second, observed.entropy(subject, other)));
      equal(
        loosen(whole, off * (1 + log(exact(joint.length)).value)),
        add(sum([first, second].map(surprise)), within),
        "H(w p, w' p') = -w log w - w' log w' + w H(p) + w' H(p')",
      );
    }),
};
