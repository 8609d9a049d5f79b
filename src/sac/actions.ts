/** Policies and critics for the two kinds of actions: a point of $(-1, 1)^d$, or one of finitely many. */
import { type Distribution, squashedGaussianLogDensity } from '../definitions/index.ts';
import { columns, tensors as R } from '../engines/arithmetic.ts';
import { sum, type Tensor, unary } from '../engines/tensor.ts';
import { drawn } from '../interpretations/sampled.ts';
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

/** $\log \sigma$ lies between the two. */
const [LEAST, LARGEST] = [-5, 2];

/** $\log \sigma$ of any number: $\tanh$ stretched to its range. */
const logDeviationOf = (x: Tensor): Tensor =>
  R.add(R.constant((LARGEST + LEAST) / 2), R.mul(R.constant((LARGEST - LEAST) / 2), unary('tanh', x)));

/**
 * The policies of rows of Gaussians by one draw each: $a = c \tanh u$ with $u = \mu + \sigma \varepsilon$, `logScale` is $\log c$. Everything has the shape $[n, d]$
 * or is a single number.
 */
export const squashedGaussian = (
  mean: Tensor,
  logDeviation: Tensor,
  noise: Tensor,
  logScale: Tensor,
): Distribution<Tensor, Tensor> => {
  const u = R.add(mean, R.mul(R.exp(logDeviation), noise));
  const logProb = squashedGaussianLogDensity(
    R,
    columns(undefined),
    () => u,
    () => mean,
    () => logDeviation,
    () => logScale,
  );
  return drawn(R.mul(R.exp(logScale), unary('tanh', u)), logProb);
};

/** Actions in $(-1, 1)^d$ by a squashed Gaussian: $a = \tanh(\mu(s) + \sigma(s) \varepsilon)$, one draw a state. */
export const continuousActions = (
  observationSize: number,
  actionSize: number,
  hidden: readonly number[],
): Actions<Tensor> => {
  const actor: Network = { inputs: [observationSize], hidden, outputs: [actionSize, actionSize] };
  const critic: Network = { inputs: [observationSize, actionSize], hidden, outputs: [1] };
  const policy: Actions<Tensor>['policy'] = (parameters, observations, noise) => {
    const [mean, spreading] = outputsOf(actor, parameters, [observations]);
    return squashedGaussian(mean, logDeviationOf(spreading), noise, R.constant(0));
  };
  return {
    actor,
    critic,
    policy,
    choice: (parameters, observations, noise) => policy(parameters, observations, noise).expectation(a => a),
    value: (parameters, observations, action) => outputsOf(critic, parameters, [observations, action])[0],
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
