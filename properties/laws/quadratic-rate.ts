import fc from 'fast-check';
import {
  atMost,
  atMostEverywhere,
  difference,
  distance,
  div,
  exact,
  loosen,
  mul,
  range,
  type Values,
  zero,
  zip,
} from '../approximation.ts';
import { drawProblems, policy, values } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { forever } from '../model.ts';
import * as observed from '../observation.ts';

const STEPS = 3;

/**
 * The softmax policy of values near the optimal ones loses the square of their error. With $w$ the range of $V^* - V$, the end counted as 0,
 * $$0 \le V^* - V^{\pi_V} \le \tfrac{(\gamma w)^2}{8 \alpha (1 - \gamma)}$$
 * and so does every step of soft policy iteration. A policy returned with log-probabilities off by $\ell/\alpha$ is the softmax of action values off
 * by $\ell$, whose range is $2\ell$ larger than $\gamma w$ at most. Tried at $V^*$ plus about $\alpha$, where the bound is sharp.
 */
export const quadraticRate: Law<'softmaxPolicy' | 'policyValues' | 'optimalValues'> = {
  id: 'quadratic-rate',
  needs: ['softmaxPolicy', 'policyValues', 'optimalValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ error: values, pi: policy }), ({ problem, error, pi }) => {
      fc.pre(problem.temperature > 0);
      const { discount, temperature } = problem;
      const optimum = observed.optimalValues(subject, problem);

      const improved = (V: Values, name: string): Values => {
        const { policy, loss } = observed.softmaxPolicy(subject, problem, V);
        const w = range([zero, ...difference(optimum, V)]);
        const spread = loosen(mul(exact(discount), w), 2 * loss);
        const bound = forever(problem, div(mul(spread, spread), exact(8 * temperature)));
        const next = observed.policyValues(subject, problem, policy);
        atMostEverywhere(next, optimum, `V^pi_V <= V* for V = ${name}`);
        atMost(distance(optimum, next), bound, `V* - V^pi_V <= (gamma w)^2 / (8 alpha (1 - gamma)) for V = ${name}`);
        return next;
      };

      improved(
        zip(optimum, error, (v, e) => exact(v.value + (temperature * e) / 8)),
        'V* + alpha error / 8',
      );
      let value = observed.policyValues(subject, problem, pi);
      for (let k = 0; k < STEPS; k++) value = improved(value, `V of policy ${k}`);
    }),
};
