import fc from 'fast-check';
import { type Approximation, abs, atMost, exact, exp, maximum, mul, sub, sum, zip } from '../approximation.ts';
import { actionValuesOf, drawState, temperature } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import * as observed from '../observation.ts';

/** Two lists of action values, and a temperature of 1/5, that the Boltzmann average takes further apart by a factor of 1.19. */
const WITNESS = { x: [-0.806, -0.344], y: [-0.849, -0.3], alpha: 1 / 5 };

/**
 * The mean of action values under their own softmax is **not** a non-expansion, and value iteration with it need not converge; a
 * witness shows it. Log-sum-exp, which looks alike, is one there and everywhere:
 * $$|\operatorname{lse}_\alpha(x) - \operatorname{lse}_\alpha(y)| \le \max_a |x_a - y_a| \quad \text{but} \quad |B(x) - B(y)| > \max_a |x_a - y_a|, \quad B(x) = \sum_a \operatorname{softmax}(x/\alpha)_a\, x_a$$
 */
export const boltzmannAverageExpands: Law<'logSumExp' | 'softmax'> = {
  id: 'boltzmann-average-expands',
  needs: ['logSumExp', 'softmax'],
  property: subject => {
    type Operator = (q: readonly number[], alpha: number) => Approximation;
    const logSumExp: Operator = (q, alpha) => observed.logSumExp(subject, q, alpha);
    const boltzmannAverage: Operator = (q, alpha) =>
      sum(zip(observed.softmax(subject, q, alpha).map(exp), q.map(exact), mul));
    const apart = (operator: Operator, x: readonly number[], y: readonly number[], alpha: number) =>
      abs(sub(operator(x, alpha), operator(y, alpha)));
    const furthest = (x: readonly number[], y: readonly number[]) =>
      maximum(zip(x, y, (a, b) => abs(sub(exact(a), exact(b)))));

    return fc.property(drawState({ x: actionValuesOf, y: actionValuesOf }), temperature, ({ x, y }, alpha) => {
      atMost(apart(logSumExp, x, y, alpha), furthest(x, y), '|lse(x) - lse(y)| <= max |x - y|');
      const at = WITNESS;
      atMost(
        apart(logSumExp, at.x, at.y, at.alpha),
        furthest(at.x, at.y),
        '|lse(x) - lse(y)| <= max |x - y| at the witness',
      );
      const further = mul(exact(1.19), furthest(at.x, at.y));
      atMost(
        further,
        apart(boltzmannAverage, at.x, at.y, at.alpha),
        '1.19 max |x - y| <= |B(x) - B(y)| at the witness',
      );
    });
  },
};
