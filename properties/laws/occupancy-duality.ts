import fc from 'fast-check';
import { dot, equal, exact, mul, sub, sum, zero } from '../approximation.ts';
import { drawProblems, policy, start } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { actingStates, actionValues, forever, statesOf } from '../model.ts';
import * as observed from '../observation.ts';

/**
 * A policy is worth what it earns wherever it acts, as often as it acts there: the primal and the dual objective of the linear program of a
 * Markov decision process, with entropy,
 * $$\sum_s \rho(s) V^\pi(s) = \tfrac{1}{1 - \gamma} \sum_{s, a} \mu(s, a)\, (r(s, a) - \alpha \log \pi(a \mid s))$$
 */
export const occupancyDuality: Law<'occupancy' | 'policyValues'> = {
  id: 'occupancy-duality',
  needs: ['occupancy', 'policyValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(draw({ pi: policy, rho: start }), ({ problem, pi, rho }) => {
      const { mdp, temperature } = problem;
      const mu = observed.occupancy(subject, problem, pi, rho);
      const nothing = statesOf(mdp).map(() => zero);
      const earned = actingStates(mdp).flatMap(s =>
        actionValues(problem, nothing, s).map((r, a) => {
          const l = pi[s][a];
          return l === Number.NEGATIVE_INFINITY ? zero : mul(mu[s][a], sub(r, mul(exact(temperature), exact(l))));
        }),
      );
      equal(
        dot(rho.map(exact), observed.policyValues(subject, problem, pi)),
        forever(problem, sum(earned)),
        'rho V^pi = mu (r - alpha log pi) / (1 - gamma)',
      );
    }),
};
