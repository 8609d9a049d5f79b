/** Soft actor-critic with a network of state values and one critic, at a fixed temperature: Algorithm 1 (arXiv 1801.01290). */
import { criticLoss, movingAverage, policyLoss, softBackup, valueLoss } from '../definitions/index.ts';
import { batch, tensors as R } from '../engines/arithmetic.ts';
import { parts, type Shape, type Tensor } from '../engines/tensor.ts';
import { seen } from '../interpretations/sampled.ts';
import type { Actions } from './actions.ts';
import type { Learned } from './adam.ts';
import {
  type Algorithm,
  descended,
  type Given,
  learnedShapes,
  type Parameters,
  parameterCount,
  type Updated,
  unmoved,
} from './algorithm.ts';
import { firstParameters, type Network, outputsOf, parameterShapes } from './network.ts';

export interface StateValuesParameters {
  /** $0 \le \gamma < 1$. */
  readonly discount: number;
  /** Rate $0 < \tau \le 1$ of the moving average. */
  readonly tau: number;
  /** $\alpha > 0$. */
  readonly temperature: number;
  readonly valueRate: number;
  readonly criticRate: number;
  readonly actorRate: number;
}

/** All that is learned: each a list of numbers, whatever stands for one. */
export interface StateValuesState<T> {
  /** $\psi$. */
  readonly values: Learned<T>;
  /** $w$. */
  readonly critic: Learned<T>;
  /** $\theta$. */
  readonly actor: Learned<T>;
  /** $\bar{\psi}$. */
  readonly target: T;
}

export interface StateValuesLosses<T> {
  readonly values: T;
  readonly critic: T;
  readonly actor: T;
}

export const stateValues = <A>(
  actions: Actions<A>,
  hyperparameters: StateValuesParameters,
): Algorithm<StateValuesState<Shape>, StateValuesLosses<Shape>> => {
  const { actor, critic } = actions;
  const network: Network = { inputs: actor.inputs, hidden: actor.hidden, outputs: [1] };
  return {
    observationSize: actor.inputs[0],
    actionSize: actor.outputs[0],
    state: {
      values: learnedShapes(parameterCount(network)),
      critic: learnedShapes(parameterCount(critic)),
      actor: learnedShapes(parameterCount(actor)),
      target: [parameterCount(network)],
    },
    losses: { values: [], critic: [], actor: [] },
    untrained: draw => {
      const values = firstParameters(network, draw);
      return {
        values: unmoved(values),
        critic: unmoved(firstParameters(critic, draw)),
        actor: unmoved(firstParameters(actor, draw)),
        target: values,
      };
    },
    choice: (parameters, observations, noise) =>
      actions.choice(parts(parameters, parameterShapes(actor)), observations, noise),
    update: (state, given) => updated(actions, network, hyperparameters, state, given),
  };
};

/** In the order of Algorithm 1: $\psi$, $w$, $\theta$ by the new critic, $\bar{\psi}$ towards the new values. */
const updated = <A>(
  actions: Actions<A>,
  network: Network,
  { discount, tau, temperature, valueRate, criticRate, actorRate }: StateValuesParameters,
  state: StateValuesState<Tensor>,
  { transitions, noise, debiasing }: Given<Tensor>,
): Updated<StateValuesState<Tensor>, StateValuesLosses<Tensor>> => {
  const [size] = transitions.observations.shape;
  const replay = batch(size, transitions);
  const states = batch(size, transitions.observations);
  const alpha = R.constant(temperature);
  const shapes = {
    values: parameterShapes(network),
    critic: parameterShapes(actions.critic),
    actor: parameterShapes(actions.actor),
  };
  const V = (parameters: Parameters, s: Tensor): Tensor => outputsOf(network, parameters, [s])[0];
  const policy = (parameters: Parameters, s: Tensor) => actions.policy(parameters, s, noise.action);

  const current = { critic: parts(state.critic.values, shapes.critic), actor: parts(state.actor.values, shapes.actor) };
  const values = descended(
    state.values,
    shapes.values,
    psi =>
      valueLoss(
        R,
        states,
        s => V(psi, s),
        s => policy(current.actor, s),
        (s, a) => actions.value(current.critic, s, a),
        alpha,
      ),
    valueRate,
    debiasing,
  );

  const target = parts(state.target, shapes.values);
  const critic = descended(
    state.critic,
    shapes.critic,
    w =>
      criticLoss(
        R,
        replay,
        t => actions.value(w, t.observations, actions.taken(t.actions)),
        t =>
          softBackup(
            R,
            t.rewards,
            R.constant(discount),
            seen(t.nextObservations),
            () => t.terminated,
            next => V(target, next),
          ),
      ),
    criticRate,
    debiasing,
  );

  const improved = parts(critic.learned.values, shapes.critic);
  const actor = descended(
    state.actor,
    shapes.actor,
    theta =>
      policyLoss(
        R,
        states,
        s => policy(theta, s),
        (s, a) => actions.value(improved, s, a),
        alpha,
      ),
    actorRate,
    debiasing,
  );

  return {
    state: {
      values: values.learned,
      critic: critic.learned,
      actor: actor.learned,
      target: movingAverage(R, R.constant(tau), values.learned.values, state.target),
    },
    losses: { values: values.loss, critic: critic.loss, actor: actor.loss },
  };
};
