/** Policies and critics for the two kinds of actions: a point of $(-1, 1)^d$, or one of finitely many. */
import { type Arithmetic, type Distribution, squashedGaussianLogDensity } from '../definitions/index.ts';
import { columns, tensors as R } from '../engines/arithmetic.ts';
import { constant, list, part, spread, sum, type Tensor, unary } from '../engines/tensor.ts';
import type { Box } from '../environments/index.ts';
import { drawn } from '../interpretations/sampled.ts';
import { log } from '../numerics/index.ts';
import { type Network, outputsOf } from './network.ts';

/** What a learner has to know of its actions, which formulas call `A`. */
export interface Actions<A> {
  readonly actor: Network;
  readonly critic: Network;
  /** The policies at states, one row each; `noise` is all that is random in them. */
  policy(parameters: readonly Tensor[], observations: Tensor, noise: Tensor): Distribution<Tensor, A>;
  /** What `noise` makes each policy choose: the action itself, or scores of which the largest is that of the action chosen. */
  choice(parameters: readonly Tensor[], observations: Tensor, noise: Tensor): Tensor;
  /** $Q(s, a)$. */
  value(parameters: readonly Tensor[], observations: Tensor, action: A): Tensor;
  /** The actions that a memory holds, one row each. */
  taken(rows: Tensor): A;
}

/** How $\log \sigma$ is made of any number. */
export interface LogDeviation {
  /** $\tanh$ stretched to the range, or what lies beyond it moved to its end. */
  readonly map: 'tanh' | 'clamp';
  readonly lower: number;
  readonly upper: number;
}

/** Where implementations of squashed Gaussians differ. */
export interface Squashing {
  readonly logDeviation: LogDeviation;
  /** $\epsilon$ in the $\log(1 - \tanh^2 u + \epsilon)$ of the density; 0 for the definition, where it is $-2 \log \cosh u$. */
  readonly epsilon: number;
  /** Whose density it is: that of $\tanh u$, or of the environment's action $c \tanh u + b$. */
  readonly densityOf: 'tanh' | 'action';
  /** What critics are given. */
  readonly criticsTake: 'tanh' | 'action';
}

export const squashing: Squashing = {
  logDeviation: { map: 'tanh', lower: -5, upper: 2 },
  epsilon: 0,
  densityOf: 'tanh',
  criticsTake: 'tanh',
};

/** $x$ from `lower` to `upper`, both included, where its derivative is 1; beyond them the nearer one, and 0. */
const clamp = (x: Tensor, lower: number, upper: number): Tensor => {
  const below = unary('isPositive', R.sub(R.constant(lower), x));
  const above = unary('isPositive', R.sub(x, R.constant(upper)));
  const within = R.sub(R.sub(R.constant(1), below), above);
  const ends = R.add(R.mul(R.constant(lower), below), R.mul(R.constant(upper), above));
  return R.add(R.mul(within, x), ends);
};

const logDeviationOf = ({ map, lower, upper }: LogDeviation, x: Tensor): Tensor =>
  map === 'clamp'
    ? clamp(x, lower, upper)
    : R.add(R.constant((upper + lower) / 2), R.mul(R.constant((upper - lower) / 2), unary('tanh', x)));

/** An arithmetic whose $\log \cosh u$ is $-\frac{1}{2} \log(1 - \tanh^2 u + \epsilon)$. */
const withEpsilon = (epsilon: Tensor): Arithmetic<Tensor> => ({
  ...R,
  logCosh: u => {
    const a = unary('tanh', u);
    return R.mul(R.constant(-0.5), R.log(R.add(R.sub(R.constant(1), R.mul(a, a)), epsilon)));
  },
});

/**
 * The policies of rows of Gaussians by one draw each: $a = \tanh u$ with $u = \mu + \sigma \varepsilon$, and the log-density of $c \tanh u$, where `logScale` is
 * $\log c$. Everything has the shape $[n, d]$ or is a single number.
 */
export const squashedGaussian = (
  mean: Tensor,
  logDeviation: Tensor,
  noise: Tensor,
  logScale: Tensor,
  arithmetic: Arithmetic<Tensor> = R,
): Distribution<Tensor, Tensor> => {
  const u = R.add(mean, R.mul(R.exp(logDeviation), noise));
  const logProb = squashedGaussianLogDensity(
    arithmetic,
    columns(undefined),
    () => u,
    () => mean,
    () => logDeviation,
    () => logScale,
  );
  return drawn(unary('tanh', u), logProb);
};

/** The same row of numbers in each row of a table. */
const rows = (numbers: readonly number[], shape: readonly number[]): Tensor =>
  spread(part(list(numbers.map(constant)), 0, [1, numbers.length]), shape);

/**
 * Actions in $(-1, 1)^d$ by a squashed Gaussian: $a = \tanh(\mu(s) + \sigma(s) \varepsilon)$, one draw a state. `range` is the environment's; what
 * critics and densities make of it is up to the conventions.
 */
export const continuousActions = (
  observationSize: number,
  actionSize: number,
  hidden: readonly number[],
  { logDeviation, epsilon, densityOf, criticsTake }: Squashing = squashing,
  { low, high }: Omit<Box, 'kind'> = { low: new Array(actionSize).fill(-1), high: new Array(actionSize).fill(1) },
): Actions<Tensor> => {
  const actor: Network = { inputs: [observationSize], hidden, outputs: [actionSize, actionSize] };
  const critic: Network = { inputs: [observationSize, actionSize], hidden, outputs: [1] };
  const scale = low.map((l, i) => (high[i] - l) / 2);
  const centre = low.map((l, i) => (l + high[i]) / 2);

  const policy: Actions<Tensor>['policy'] = (parameters, observations, noise) => {
    const [mean, spreading] = outputsOf(actor, parameters, [observations]);
    const ofRows = (f: (c: number) => number): Tensor =>
      densityOf === 'tanh' ? R.constant(f(1)) : rows(scale.map(f), mean.shape);
    /** $\log(c (1 - \tanh^2 u) + \epsilon) = \log c + \log(1 - \tanh^2 u + \epsilon / c)$. */
    const arithmetic = epsilon === 0 ? R : withEpsilon(ofRows(c => epsilon / c));
    return squashedGaussian(mean, logDeviationOf(logDeviation, spreading), noise, ofRows(log), arithmetic);
  };
  const given = (action: Tensor): Tensor =>
    criticsTake === 'tanh' ? action : R.add(rows(centre, action.shape), R.mul(rows(scale, action.shape), action));
  return {
    actor,
    critic,
    policy,
    choice: (parameters, observations, noise) => policy(parameters, observations, noise).expectation(a => a),
    value: (parameters, observations, action) => outputsOf(critic, parameters, [observations, given(action)])[0],
    taken: rows => rows,
  };
};

/** All actions side by side, or those that rows of zeros with a single 1 mark. */
export type Choice = 'each' | Tensor;

/** One of `count` actions. Expectations are sums over all of them and need no noise; a choice takes Gumbel noise $g$: $\arg\max_a (\log \pi(a) + g_a)$. */
export const discreteActions = (observationSize: number, count: number, hidden: readonly number[]): Actions<Choice> => {
  const network: Network = { inputs: [observationSize], hidden, outputs: [count] };
  const policy = (parameters: readonly Tensor[], observations: Tensor): Distribution<Tensor, Choice> =>
    columns<Choice>('each').distribution(() => outputsOf(network, parameters, [observations])[0]);
  return {
    actor: network,
    critic: network,
    policy,
    choice: (parameters, observations, noise) => R.add(policy(parameters, observations).logProb('each'), noise),
    value: (parameters, observations, action) => {
      const [values] = outputsOf(network, parameters, [observations]);
      return action === 'each' ? values : sum(R.mul(action, values), [values.shape[0], 1]);
    },
    taken: rows => rows,
  };
};
