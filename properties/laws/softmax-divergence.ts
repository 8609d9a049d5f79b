import fc from 'fast-check';
import { atMost, div, exact, exp, mul, range, sub, sum, zip } from '../approximation.ts';
import { actionValuesOf, drawState, temperature } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';

/**
 * Softmax policies of nearby action values diverge to second order only (Hoeffding's lemma). With $w$ the range of $q - q'$
 * $$\alpha\, \mathrm{KL}(\operatorname{softmax}(q/\alpha) \,\|\, \operatorname{softmax}(q'/\alpha)) \le \tfrac{w^2}{8 \alpha}$$
 */
export const softmaxDivergence: Law<'softmax'> = {
  id: 'softmax-divergence',
  needs: ['softmax'],
  property: subject =>
    fc.property(drawState({ q: actionValuesOf, other: actionValuesOf }), temperature, ({ q, other }, alpha) => {
      const [one, two] = [observed.softmax(subject, q, alpha), observed.softmax(subject, other, alpha)];
      const divergence = sum(zip(one, two, (l, m) => mul(exp(l), sub(l, m))));
      const w = range(zip(q, other, (a, b) => sub(exact(a), exact(b))));
      atMost(
        mul(exact(alpha), divergence),
        div(mul(w, w), exact(8 * alpha)),
        "alpha KL(softmax(q) || softmax(q')) <= range(q - q')^2 / (8 alpha)",
      );
    }),
};
