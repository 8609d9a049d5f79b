import fc from 'fast-check';
import { abs, atMost, difference, div, exact, exp, maximum, range, sum, zip } from '../approximation.ts';
import { actionValuesOf, drawState, stepOf, temperature } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';

/**
 * Action values that change little change the softmax policy $\pi$ little, the more so the higher the temperature. With $w$ the range of $q - q'$
 * $$\max_a |\log \pi_a - \log \pi'_a| \le \tfrac{w}{\alpha}, \qquad \|\pi - \pi'\|_1 \le \tfrac{w}{2\alpha}$$
 */
export const softmaxLipschitz: Law<'softmax'> = {
  id: 'softmax-lipschitz',
  needs: ['softmax'],
  property: subject =>
    fc.property(drawState({ q: actionValuesOf, step: stepOf }), temperature, ({ q, step }, alpha) => {
      const other = zip(q, step, (x, d) => x + d);
      const [one, two] = [q, other].map(values => observed.softmax(subject, values, alpha));
      const w = range(difference(q.map(exact), other.map(exact)));
      const slope = (multiple: number) => div(w, exact(multiple * alpha));
      atMost(
        maximum(difference(one, two).map(abs)),
        slope(1),
        "|log softmax(q) - log softmax(q')| <= range(q - q') / alpha",
      );
      atMost(
        sum(difference(one.map(exp), two.map(exp)).map(abs)),
        slope(2),
        "|softmax(q) - softmax(q')|_1 <= range(q - q') / (2 alpha)",
      );
    }),
};
