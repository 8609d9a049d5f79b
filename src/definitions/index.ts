/**
 * Every formula of maximum-entropy reinforcement learning that this project runs, bounds, prints and proves: each once.
 *
 * Temperature $\alpha \ge 0$ in units of reward per nat ($\alpha = 0$ is the hard problem), discount $0 \le \gamma < 1$,
 * logarithms are natural. SAC (n) is equation n of Haarnoja et al. 2018 (arXiv 1801.01290), where $\alpha = 1$;
 * SAC2 is their "Algorithms and Applications" (arXiv 1812.05905). Every displayed equation is printed from the code below it.
 */
import type { Arithmetic, Distribution, Expectation, FiniteSet } from './arithmetic.ts';

export type { Arithmetic, Distribution, Expectation, FiniteSet };

/**
 * Entropy of a policy at one state (SAC 1), in nats: between 0 and $\log |A(s)|$.
 * $$\mathcal{H}(s) = \mathbb{E}_{a \sim \pi(\cdot \mid s)}\left[ -\log \pi(a \mid s) \right]$$
 * @laws temperature-monotonicity soft-policy-evaluation terminal-is-not-absorbing temperature-bias
 * temperature-dual
 * entropy-chain-rule
 * entropy-value temperature-gradient tied-actions
 */
export const entropy = <N, A>(R: Arithmetic<N>, policy: Distribution<N, A>): N =>
  policy.expectation(a => R.neg(policy.logProb(a)));

/**
 * Soft state value (SAC 3), in units of reward: what the policy expects of its actions, plus $\alpha$ times its entropy.
 * $$V(s) = \mathbb{E}_{a \sim \pi(\cdot \mid s)}\left[ Q(s, a) - \alpha \log \pi(a \mid s) \right]$$
 * @laws gibbs-identity softmax-optimality monotonicity constant-shift contraction bellman-gap-identity greedy-policies
 * lower-certificate optimal-value-is-maximum value-iteration-rate soft-policy-evaluation soft-policy-improvement
 * monotone-policy-iteration soft-policy-iteration suboptimality-identity temperature-bias
 * critic-target value-target rollout-target
 * entropy-counts expected-critic-target forbidden-actions
 * value-mixtures policy-mixtures evaluation-equation relabelling prior-policy discount-is-leaving
 * entropy-value performance-difference occupancy-duality soft-policy-gradient gradient-domination mirror-descent-step
 */
export const softStateValue = <N, A>(R: Arithmetic<N>, policy: Distribution<N, A>, Q: (a: A) => N, alpha: N): N =>
  policy.expectation(a => R.sub(Q(a), R.mul(alpha, policy.logProb(a))));

/**
 * Soft Bellman backup of a state-action pair (SAC 2), in units of reward: $Q^\pi$ from $V^\pi$, $Q^*$ from $V^*$. The mask $d(s')$ is 1
 * where the episode terminated, 0 elsewhere, also where it was only truncated. Erratum: the source text's practical update
 * drops $\gamma$ and $\alpha$, and need not converge.
 * $$Q(s, a) = r(s, a) + \gamma \mathbb{E}_{s' \sim P(\cdot \mid s, a)}\left[ \left( 1 - d(s') \right) V(s') \right]$$
 * @laws monotonicity constant-shift contraction bellman-gap-identity greedy-policies sub-super-solution residual-bounds
 * upper-certificate lower-certificate optimal-value-is-maximum value-iteration-rate soft-policy-evaluation
 * soft-policy-improvement monotone-policy-iteration soft-policy-iteration quadratic-rate suboptimality-identity
 * reward-shift reward-scale potential-shaping terminal-is-not-absorbing simulation-lemma
 * critic-target terminated-is-masked truncated-still-bootstraps twin-minimum batch-independence rollout-target
 * critics-look-ahead nothing-after-the-end time-limits-are-no-ends no-future-without-discount
 * expected-critic-target
 * log-partition policy-odds span-contraction backup-convexity backup-tangent policy-mixtures action-sequences
 * optimality-equation evaluation-equation reward-recovery relabelling action-copies twin-states another-action
 * prior-policy discount-is-leaving
 * reward-gradient performance-difference soft-policy-gradient inexact-policy-iteration natural-policy-gradient
 */
export const softBackup = <N, X>(
  R: Arithmetic<N>,
  reward: N,
  gamma: N,
  next: Expectation<N, X>,
  terminated: (x: X) => N,
  V: (x: X) => N,
): N => {
  const continuation = next.expectation(x => R.mul(R.sub(R.constant(1), terminated(x)), V(x)));
  return R.add(reward, R.mul(gamma, continuation));
};

/**
 * Soft optimal value (SAC 16, the normaliser $\log Z$), in units of reward: the largest {@link softStateValue} over all policies,
 * attained by {@link softmaxPolicy} alone; $\max_a Q(s, a)$ at $\alpha = 0$. Erratum: the source text's softmax has no $\alpha$.
 * $$V^*(s) = \alpha \log \sum_{a'} \exp(Q(s, a') / \alpha)$$
 * @laws log-sum-exp-bounds shift-equivariance homogeneity gradient-sandwich temperature-monotonicity gibbs-identity
 * softmax-optimality boltzmann-average-expands monotonicity constant-shift contraction bellman-gap-identity
 * greedy-policies sub-super-solution residual-bounds upper-certificate optimal-value-is-maximum value-iteration-rate
 * monotone-policy-iteration reward-shift reward-scale potential-shaping terminal-is-not-absorbing temperature-bias
 * simulation-lemma
 * joint-convexity choice-in-stages log-partition span-contraction backup-convexity backup-tangent action-sequences
 * optimality-equation reward-recovery relabelling action-copies twin-states another-action prior-policy
 * discount-is-leaving
 * temperature-gradient tied-actions reward-gradient
 */
export const softOptimalValue = <N, A>(actions: FiniteSet<N, A>, Q: (a: A) => N, alpha: N): N =>
  actions.logSumExp(Q, alpha);

/**
 * Softmax-optimal policy (SAC 4, over all policies) by its log-probabilities. At $\alpha = 0$ uniform over the maximisers of
 * $Q(s, \cdot)$: the limit for a fixed $Q$, though not in general for $Q^*$, which moves with $\alpha$.
 * $$\log \pi^*(a \mid s) = \frac{Q(s, a) - \alpha \log \sum_{a'} \exp(Q(s, a') / \alpha)}{\alpha}$$
 * @laws shift-equivariance homogeneity gradient-sandwich temperature-monotonicity gibbs-identity softmax-optimality
 * softmax-divergence bellman-gap-identity greedy-policies sub-super-solution residual-bounds optimal-value-is-maximum
 * monotone-policy-iteration soft-policy-iteration quadratic-rate suboptimality-identity reward-shift reward-scale
 * potential-shaping
 * softmax-odds softmax-lipschitz policy-odds backup-tangent reward-recovery relabelling
 * temperature-gradient tied-actions mirror-descent-step inexact-policy-iteration natural-policy-gradient
 */
export const softmaxPolicy = <N, A>(
  R: Arithmetic<N>,
  actions: FiniteSet<N, A>,
  Q: (a: A) => N,
  alpha: N,
): Distribution<N, A> => {
  const V = softOptimalValue(actions, Q, alpha);
  return actions.distribution(a => R.div(R.sub(Q(a), V), alpha));
};

/**
 * Objective of the KL projection at one state (SAC 4, 12, 16): $\alpha\,\mathrm{KL}(\pi \,\|\, \pi^*) - V^*(s)$, in this order of arguments.
 * $$J(\pi) = \mathbb{E}_{a \sim \pi(\cdot \mid s)}\left[ \alpha \log \pi(a \mid s) - Q(s, a) \right]$$
 * @laws gibbs-identity soft-policy-improvement
 * projection-direction
 * objective-mixtures
 */
export const klObjective = <N, A>(R: Arithmetic<N>, policy: Distribution<N, A>, Q: (a: A) => N, alpha: N): N =>
  policy.expectation(a => R.sub(R.mul(alpha, policy.logProb(a)), Q(a)));

const squaredError = <N>(R: Arithmetic<N>, prediction: N, target: N): N => {
  const error = R.sub(prediction, R.detach(target));
  return R.mul(R.constant(0.5), R.mul(error, error));
};

/**
 * Loss of the state-value network (SAC 5) over a replay of states; $\operatorname{sg}$ passes no gradient.
 * $$J_V = \mathbb{E}_{s \sim \mathcal{D}}\left[ \tfrac{1}{2} \left( V(s) - \operatorname{sg}[\mathbb{E}_{a \sim \pi(\cdot \mid s)}\left[ Q(s, a) - \alpha \log \pi(a \mid s) \right]] \right)^2 \right]$$
 */
export const valueLoss = <N, S, A>(
  R: Arithmetic<N>,
  replay: Expectation<N, S>,
  V: (s: S) => N,
  policy: (s: S) => Distribution<N, A>,
  Q: (s: S, a: A) => N,
  alpha: N,
): N => {
  const target = (s: S): N => softStateValue(R, policy(s), a => Q(s, a), alpha);
  return replay.expectation(s => squaredError(R, V(s), target(s)));
};

/**
 * Loss of an action-value network (SAC 7) over a replay of transitions; the target $y$ (SAC 8) is the {@link softBackup}.
 * $$J_Q = \mathbb{E}_{t \sim \mathcal{D}}\left[ \tfrac{1}{2} \left( Q(t) - \operatorname{sg}[y(t)] \right)^2 \right]$$
 * @laws critic-loss
 */
export const criticLoss = <N, T>(R: Arithmetic<N>, replay: Expectation<N, T>, Q: (t: T) => N, backup: (t: T) => N): N =>
  replay.expectation(t => squaredError(R, Q(t), backup(t)));

/**
 * Loss of the policy (SAC 10, 12) over a replay of states: the mean objective of its KL projection.
 * $$J_\pi = \mathbb{E}_{s \sim \mathcal{D}}\left[ \mathbb{E}_{a \sim \pi(\cdot \mid s)}\left[ \alpha \log \pi(a \mid s) - Q(s, a) \right] \right]$$
 * @laws soft-policy-improvement
 * policy-loss pathwise-gradient
 * policy-learns-from-states policy-follows-critics entropy-counts expected-policy-loss
 */
export const policyLoss = <N, S, A>(
  R: Arithmetic<N>,
  replay: Expectation<N, S>,
  policy: (s: S) => Distribution<N, A>,
  Q: (s: S, a: A) => N,
  alpha: N,
): N => replay.expectation(s => klObjective(R, policy(s), a => Q(s, a), alpha));

/**
 * Loss of the temperature (SAC2 18): it pulls $\alpha$ down where the policy's entropy exceeds the target $\bar{\mathcal{H}}$ (nats).
 * $$J_\alpha = \mathbb{E}_{s \sim \mathcal{D}}\left[ \alpha \left( \operatorname{sg}[\mathbb{E}_{a \sim \pi(\cdot \mid s)}\left[ -\log \pi(a \mid s) \right]] - \bar{\mathcal{H}} \right) \right]$$
 * @laws temperature-dual
 * policy-learns-from-states temperature-feedback temperature-stays-positive
 */
export const temperatureLoss = <N, S, A>(
  R: Arithmetic<N>,
  replay: Expectation<N, S>,
  policy: (s: S) => Distribution<N, A>,
  alpha: N,
  targetEntropy: N,
): N => replay.expectation(s => R.mul(alpha, R.sub(R.detach(entropy(R, policy(s))), targetEntropy)));

/**
 * Moving average of a target parameter (SAC, Algorithm 1), $0 < \tau \le 1$; for a frozen $\psi$ the distance shrinks by $1 - \tau$ a step.
 * $$\bar{\psi} = \tau \psi + \left( 1 - \tau \right) \bar{\psi}$$
 * @laws moving-average-rate
 * targets-follow-critics
 */
export const movingAverage = <N>(R: Arithmetic<N>, tau: N, online: N, target: N): N =>
  R.add(R.mul(tau, online), R.mul(R.sub(R.constant(1), tau), target));

/**
 * Minimum of twin action values (SAC, section 4.2).
 * $$Q(s, a) = \min(Q_1(s, a), Q_2(s, a))$$
 * @laws critic-target twin-minimum value-target
 * expected-critic-target
 */
export const twinMinimum = <N>(R: Arithmetic<N>, first: N, second: N): N => R.min(first, second);

/**
 * Log-density of the squashed Gaussian action (SAC 21) $a_i = c_i \tanh u_i$, $u_i \sim \mathcal{N}(\mu_i, \sigma_i^2)$; $1 - \tanh^2 u = \cosh^{-2} u$.
 * $$\log \pi(a \mid s) = \sum_{i} \left( 2 \log \cosh u_{i} - \log c_{i} - \log \sigma_{i} - \tfrac{1}{2} \left( \left( \frac{u_{i} - \mu_{i}}{\exp(\log \sigma_{i})} \right)^2 + \log(2 \pi) \right) \right)$$
 * @laws squashed-density squashed-density-normalises squashed-density-tails pathwise-gradient
 */
export const squashedGaussianLogDensity = <N, I>(
  R: Arithmetic<N>,
  coordinates: FiniteSet<N, I>,
  u: (i: I) => N,
  mean: (i: I) => N,
  logDeviation: (i: I) => N,
  logScale: (i: I) => N,
): N =>
  coordinates.sum(i => {
    const z = R.div(R.sub(u(i), mean(i)), R.exp(logDeviation(i)));
    const normal = R.mul(R.constant(0.5), R.add(R.mul(z, z), R.log(R.mul(R.constant(2), R.pi))));
    const stretch = R.mul(R.constant(2), R.logCosh(u(i)));
    return R.sub(R.sub(R.sub(stretch, logScale(i)), logDeviation(i)), normal);
  });
