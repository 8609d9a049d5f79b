/** One update of soft actor-critic with twin critics and a learned temperature (arXiv 1812.05905), every loss as it is defined. */
import {
  criticLoss,
  movingAverage,
  policyLoss,
  softBackup,
  softStateValue,
  temperatureLoss,
  twinMinimum,
} from '../definitions/index.ts';
import { batch, tensors as R } from '../engines/arithmetic.ts';
import { gradients } from '../engines/gradient.ts';
import { list, part, parts, type Shape, type Tensor } from '../engines/tensor.ts';
import { seen } from '../interpretations/sampled.ts';
import type { Actions } from './actions.ts';
import { adam, type Debiasing, type Learned } from './adam.ts';
import { parameterShapes } from './network.ts';

export interface Hyperparameters {
  /** $0 \le \gamma < 1$. */
  readonly discount: number;
  /** Rate $0 < \tau \le 1$ of the moving average. */
  readonly tau: number;
  readonly actorRate: number;
  readonly criticRate: number;
  readonly temperatureRate: number;
  /** $\bar{\mathcal{H}}$, in nats. */
  readonly targetEntropy: number;
}

/** All that is learned: each a list of numbers, whatever stands for one. */
export interface State<T> {
  readonly actor: Learned<T>;
  /** Both critics, one after the other. */
  readonly critics: Learned<T>;
  readonly targets: T;
  /** $\log \alpha$. */
  readonly temperature: Learned<T>;
}

/** $n$ transitions from a replay memory, one row each. */
export interface Transitions<T> {
  readonly observations: T;
  readonly actions: T;
  readonly rewards: T;
  readonly nextObservations: T;
  /** 1 where the episode terminated, 0 elsewhere, also where it was only truncated. */
  readonly terminated: T;
}

/** Standard normal numbers: for actions at $s$, and at $s'$. */
export interface Noise<T> {
  readonly action: T;
  readonly next: T;
}

export interface Losses<T> {
  /** The sum of both. */
  readonly critics: T;
  readonly actor: T;
  readonly temperature: T;
}

export interface Updated<T> {
  readonly state: State<T>;
  readonly losses: Losses<T>;
}

type Parameters = readonly Tensor[];

/** One step of Adam down a loss, which is a function of the learned parameters in their shapes. */
const descended = (
  learned: Learned<Tensor>,
  shapes: readonly Shape[],
  loss: (parameters: Parameters) => Tensor,
  rate: number,
  debiasing: Debiasing<Tensor>,
): { readonly loss: Tensor; readonly learned: Learned<Tensor> } => {
  const parameters = parts(learned.values, shapes);
  const value = loss(parameters);
  return { loss: value, learned: adam(learned, list(gradients(value, parameters)), rate, debiasing) };
};

/**
 * Critics first, then the policy by the new critics, the temperature by the actions that the policy drew before its step, and the targets
 * towards the new critics. The temperature in all losses is the one before its step.
 */
export const update = <A>(
  actions: Actions<A>,
  hyperparameters: Hyperparameters,
  state: State<Tensor>,
  transitions: Transitions<Tensor>,
  noise: Noise<Tensor>,
  debiasing: Debiasing<Tensor>,
): Updated<Tensor> => {
  const { discount, tau, actorRate, criticRate, temperatureRate, targetEntropy } = hyperparameters;
  const [size] = transitions.observations.shape;
  const replay = batch(size, transitions);
  const states = batch(size, transitions.observations);
  const [actorShapes, criticShapes] = [parameterShapes(actions.actor), parameterShapes(actions.critic)];
  const twinShapes = [...criticShapes, ...criticShapes];

  const twin = (parameters: Parameters): readonly [Parameters, Parameters] => [
    parameters.slice(0, criticShapes.length),
    parameters.slice(criticShapes.length),
  ];
  const smaller = (parameters: Parameters, observations: Tensor, action: A): Tensor => {
    const [first, second] = twin(parameters);
    return twinMinimum(R, actions.value(first, observations, action), actions.value(second, observations, action));
  };

  const alphaOf = ([logAlpha]: Parameters): Tensor => R.exp(logAlpha);
  const alpha = alphaOf([part(state.temperature.values, 0, [])]);
  const current = parts(state.actor.values, actorShapes);

  const targets = parts(state.targets, twinShapes);
  const backup = (t: Transitions<Tensor>): Tensor =>
    softBackup(
      R,
      t.rewards,
      R.constant(discount),
      seen(t.nextObservations),
      () => t.terminated,
      next => softStateValue(R, actions.policy(current, next, noise.next), a => smaller(targets, next, a), alpha),
    );
  const critics = descended(
    state.critics,
    twinShapes,
    parameters => {
      const [first, second] = twin(parameters).map(critic =>
        criticLoss(R, replay, t => actions.value(critic, t.observations, actions.taken(t.actions)), backup),
      );
      return R.add(first, second);
    },
    criticRate,
    debiasing,
  );

  const improved = parts(critics.learned.values, twinShapes);
  const actor = descended(
    state.actor,
    actorShapes,
    parameters =>
      policyLoss(
        R,
        states,
        s => actions.policy(parameters, s, noise.action),
        (s, a) => smaller(improved, s, a),
        alpha,
      ),
    actorRate,
    debiasing,
  );

  const temperature = descended(
    state.temperature,
    [[]],
    parameters =>
      temperatureLoss(
        R,
        states,
        s => actions.policy(current, s, noise.action),
        alphaOf(parameters),
        R.constant(targetEntropy),
      ),
    temperatureRate,
    debiasing,
  );

  return {
    state: {
      actor: actor.learned,
      critics: critics.learned,
      targets: movingAverage(R, R.constant(tau), critics.learned.values, state.targets),
      temperature: temperature.learned,
    },
    losses: { critics: critics.loss, actor: actor.loss, temperature: temperature.loss },
  };
};
