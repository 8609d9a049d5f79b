import fc from 'fast-check';
import {
  type Approximation,
  add,
  approximately,
  dot,
  equal,
  exact,
  log,
  loosen,
  maximum,
  mul,
  sub,
  sum,
  type Values,
  zero,
} from '../approximation.ts';
import { actionNumbers, drawProblems, positivePolicy, start } from '../arbitraries.ts';
import type { Law } from '../law.ts';
import { actingStates, actionValues, largestValue, mean, mostActions, normalised, probabilities } from '../model.ts';
import * as observed from '../observation.ts';
import type { Policy, Problem } from '../subject.ts';
import { withRewards } from '../transformations.ts';

/** $\log \pi'$ for $\pi' \propto \pi e^\delta$. */
const moved = (pi: Policy, delta: readonly Values[]): readonly Values[] =>
  pi.map((row, s) => (row.length === 0 ? [] : normalised(row.map((l, a) => add(exact(l), delta[s][a])))));

/** $2M + 4 \alpha \log n$ for $M \ge |Q|, |V|$. */
const sizeOf = (problem: Problem): number =>
  2 * largestValue(problem) + 4 * problem.temperature * log(exact(mostActions(problem.mdp))).value;

/**
 * The derivative of a policy's value with respect to its logits, in a direction $\delta$, is itself a value: that of the rewards
 * $(\delta - \mathbb{E}_\pi[\delta])(Q^\pi - \alpha \log \pi)$ without entropy. It is 0 for all logits of a state together, and it is what the values do:
 * $$\sum_{s, a} \tfrac{\partial V^\pi(\rho)}{\partial \theta(s, a)} \delta(s, a) = V_{(\delta - \mathbb{E}_\pi \delta)(Q^\pi - \alpha \log \pi),\,0}^\pi(\rho), \qquad \tfrac{\partial V^\pi(\rho)}{\partial \theta(s, a)} = \tfrac{1}{1 - \gamma} \mu(s, a) [Q^\pi - \alpha \log \pi - V^\pi]$$
 * Where no $|\delta|$ exceeds $c$, the variance of $\delta$ is at most $c^2$, so that $V$ with $S = 2 \max |Q| + 4 \alpha \log n$ has a slope of at most
 * $cS/(2 - 2\gamma)$ along $\theta + t \delta$ and a second derivative of at most $c^2 (S/(1 - \gamma) + \alpha)/(1 - \gamma)$. The step $t$ balances that with the
 * error of $V$.
 */
export const softPolicyGradient: Law<'valueGradient' | 'policyValues'> = {
  id: 'soft-policy-gradient',
  needs: ['valueGradient', 'policyValues'],
  property: (subject, draw = drawProblems) =>
    fc.property(
      draw({ pi: positivePolicy, delta: actionNumbers, rho: start }),
      ({ problem, pi, delta: direction, rho }) => {
        const { mdp, discount, temperature } = problem;
        const states = actingStates(mdp);
        const delta = direction.map(row => row.map(exact));
        const at = rho.map(exact);
        const gradient = observed.valueGradient(subject, problem, pi, rho);
        for (const s of states) equal(sum(gradient[s]), zero, `the sum of the gradient = 0 at state ${s}`);

        const value = observed.policyValues(subject, problem, pi);
        const reward = pi.map((row, s) => {
          const p = probabilities(row);
          const Q = row.length === 0 ? [] : actionValues(problem, value, s);
          const centre = mean(p, a => delta[s][a]);
          return row.map((l, a) => mul(sub(delta[s][a], centre), sub(Q[a], mul(exact(temperature), exact(l)))));
        });
        const alongRewards = observed.policyValues(
          subject,
          { ...withRewards(problem, (s, a) => reward[s][a].value), temperature: 0 },
          pi,
        );
        const along = sum(states.map(s => dot(gradient[s], delta[s])));
        const error = maximum(reward.flat()).error / (1 - discount);
        equal(
          along,
          loosen(dot(at, alongRewards), error),
          '<gradient, delta> = value of (delta - E delta)(Q - alpha log pi)',
        );

        const c = Math.max(...direction.flat().map(Math.abs));
        const slope = sizeOf(problem) / (2 - 2 * discount);
        const curvature = (c * c * (sizeOf(problem) / (1 - discount) + temperature)) / (1 - discount);
        fc.pre(curvature > 0);
        const before = dot(at, value);
        const step = Math.sqrt(before.error / curvature);
        const logPolicy = moved(
          pi,
          delta.map(row => row.map(d => mul(exact(step), d))),
        );
        const returned = logPolicy.map(row => row.map(l => l.value));
        const after = dot(at, observed.policyValues(subject, problem, returned));
        const read = slope * maximum(logPolicy.flat()).error;
        const expected: Approximation = approximately(step * along.value, step * along.error);
        equal(
          sub(after, before),
          loosen(expected, read + (curvature * step * step) / 2),
          'V of theta + t delta - V of theta = t <gradient, delta>',
        );
      },
    ),
};
