import fc from 'fast-check';
import { log } from '../../src/numerics/index.ts';
import {
  type Approximation,
  add,
  dot,
  equal,
  exact,
  loosen,
  loosenEverywhere,
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
import type { Offering, Policy, Problem } from '../subject.ts';
import { withRewards } from '../transformations.ts';

/** $\log \pi'$ for $\pi' \propto \pi e^\delta$. */
const moved = (pi: Policy, delta: readonly Values[]): readonly Values[] =>
  pi.map((row, s) => normalised(row.map((l, a) => add(exact(l), delta[s][a]))));

/** $V^\pi$ for the rewards $(\delta - \mathbb{E}_\pi[\delta])(Q^\pi - \alpha \log \pi)$ without entropy; `value` is that for the rewards of the problem. */
const derivative = (
  subject: Offering<'valueGradient' | 'policyValues'>,
  problem: Problem,
  pi: Policy,
  value: Values,
  delta: readonly Values[],
): Values => {
  const rewards = pi.map((row, s) => {
    const Q = actionValues(problem, value, s);
    const centre = mean(probabilities(row), a => delta[s][a]);
    return row.map((l, a) => mul(sub(delta[s][a], centre), sub(Q[a], mul(exact(problem.temperature), exact(l)))));
  });
  const paying = { ...withRewards(problem, (s, a) => rewards[s][a].value), temperature: 0 };
  const error = maximum(rewards.flat()).error / (1 - problem.discount);
  return loosenEverywhere(observed.policyValues(subject, paying, pi), error);
};

/** Bounds on the first and the second derivative of $V$ along $\theta + t \delta$ if no $|\delta|$ exceeds 1. */
const smoothness = (problem: Problem): { readonly slope: number; readonly curvature: number } => {
  const { mdp, discount, temperature } = problem;
  const S = 2 * largestValue(problem) + 4 * temperature * log(mostActions(mdp));
  return { slope: S / (2 - 2 * discount), curvature: (S / (1 - discount) + temperature) / (1 - discount) };
};

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
    fc.property(draw({ pi: positivePolicy, delta: actionNumbers, rho: start }), ({ problem, pi, delta, rho }) => {
      const states = actingStates(problem.mdp);
      const from = (V: Values): Approximation => dot(rho.map(exact), V);
      const direction = (t: number): readonly Values[] => delta.map(row => row.map(d => mul(exact(t), exact(d))));
      const gradient = observed.valueGradient(subject, problem, pi, rho);
      for (const s of states) equal(sum(gradient[s]), zero, `the sum of the gradient = 0 at state ${s}`);

      const value = observed.policyValues(subject, problem, pi);
      const along = sum(states.map(s => dot(gradient[s], direction(1)[s])));
      equal(
        along,
        from(derivative(subject, problem, pi, value, direction(1))),
        '<gradient, delta> = V without entropy for (delta - E delta)(Q - alpha log pi)',
      );

      const { slope, curvature } = smoothness(problem);
      const bend = curvature * Math.max(...delta.flat().map(d => d * d));
      fc.pre(bend > 0);
      const t = Math.sqrt(from(value).error / bend);
      const logPolicy = moved(pi, direction(t));
      const after = observed.policyValues(
        subject,
        problem,
        logPolicy.map(row => row.map(l => l.value)),
      );
      const rounded = slope * maximum(logPolicy.flat()).error;
      equal(
        sub(from(after), from(value)),
        loosen(mul(exact(t), along), rounded + (bend * t * t) / 2),
        'V of theta + t delta - V of theta = t <gradient, delta>',
      );
    }),
};
