import fc from 'fast-check';
import { expectedValue } from '../agent-model.ts';
import { type Approximation, approximately, atMost, exact, sub, type Values, zero } from '../approximation.ts';
import { drawState, eighths, logPolicyOf, temperature } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { mean, probabilities } from '../model.ts';
import { stateValueRounding } from '../rounding.ts';
import type { Policy, Projection } from '../subject.ts';

/** $\alpha\,\mathrm{KL}(p \,\|\, \pi) - \alpha \log \sum_a e^{q_a/\alpha}$ for $\pi = \mathrm{softmax}(q/\alpha)$. */
const objective = ({ candidates, q, temperature: alpha }: Projection, k: number): Approximation =>
  sub(zero, expectedValue(q, candidates[k], alpha));

/** $-\mathbb{E}_{a \sim \pi}[\log p_a]$, the divergence with its arguments exchanged, up to a constant. */
const exchanged = ({ candidates, q, temperature: alpha }: Projection, k: number): number => {
  const pi: Values = probabilities(q.map(x => (x - Math.max(...q)) / alpha));
  return -mean(pi, a => exact(candidates[k][a])).value;
};

const least = (numbers: readonly number[]): number => numbers.indexOf(Math.min(...numbers));

/** Over all policies both directions lead to the softmax: only a small class, where they part, can tell them from each other. */
const choice: fc.Arbitrary<Projection> = fc
  .tuple(
    drawState({
      q: size => fc.array(eighths(-3, 3), { minLength: size, maxLength: size }),
      candidates: (size): fc.Arbitrary<Policy> => fc.array(logPolicyOf(size), { minLength: 2, maxLength: 5 }),
    }),
    temperature,
  )
  .map(([drawn, alpha]): Projection => ({ ...drawn, temperature: alpha }))
  .filter(drawn => {
    const indices = [...drawn.candidates.keys()];
    return least(indices.map(k => objective(drawn, k).value)) !== least(indices.map(k => exchanged(drawn, k)));
  });

/**
 * Policy improvement within a class chooses the policy $p$ of the least $\mathrm{KL}(p \,\|\, \mathrm{softmax}(q/\alpha))$, in this order of arguments: the one
 * whose state value is the largest.
 */
export const projectionDirection: Law<'projection'> = {
  id: 'projection-direction',
  needs: ['projection'],
  property: subject =>
    fc.property(choice, drawn => {
      const { candidates, q, temperature: alpha } = drawn;
      const chosen = subject.projection(drawn);
      if (!Object.hasOwn(candidates, chosen))
        throw new Error(`projection returned ${chosen}, expected one of 0 to ${candidates.length - 1}`);
      const magnitude = Math.max(...q.map(Math.abs));
      const seen = (k: number): Approximation => {
        const { value, error } = objective(drawn, k);
        return approximately(value, error + stateValueRounding(subject.unitRoundoff, candidates[k], magnitude, alpha));
      };
      candidates.forEach((_, k) => {
        atMost(seen(chosen), seen(k), `J of the chosen candidate ${chosen} <= J of candidate ${k}`);
      });
    }),
};
