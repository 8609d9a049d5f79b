/** Soft actor-critic with a network of state values, at a fixed temperature: Algorithm 1 (arXiv 1801.01290). */
import { criticLoss, movingAverage, policyLoss, softBackup, twinMinimum, valueLoss } from '../definitions/index.ts';
import { batch, tensors as R } from '../engines/arithmetic.ts';
import { parts, type Shape, type Tensor } from '../engines/tensor.ts';
import { seen } from '../interpretations/sampled.ts';
import type { Actions } from './actions.ts';
import { adam, adamOfTensorFlow, type Learned } from './adam.ts';
import {
  type Algorithm,
  descended,
  type Given,
  learnedShapes,
  type Parameters,
  parameterCount,
  type Transitions,
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

/** Where implementations differ. */
export interface StateValuesConventions {
  /** Of two critics, state values learn from the smaller one, and the policy from the first. */
  readonly critics: 1 | 2;
  /** What rewards are multiplied by. */
  readonly rewardScale: number;
  /** Derivatives are taken after the steps before, or all before any step. */
  readonly derivatives: 'in turn' | 'at once';
  /** Where Adam adds its $\varepsilon$: to $\sqrt{v}$ after the correction of $v$, or before it. */
  readonly epsilonAdded: 'after the correction' | 'before the correction';
}

export const stateValuesConventions: StateValuesConventions = {
  critics: 1,
  rewardScale: 1,
  derivatives: 'in turn',
  epsilonAdded: 'after the correction',
};

/** All that is learned: each a list of numbers, whatever stands for one. */
export interface StateValuesState<T> {
  /** $\psi$. */
  readonly values: Learned<T>;
  /** $w$, or both, one after the other. */
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
  conventions: StateValuesConventions = stateValuesConventions,
): Algorithm<StateValuesState<Shape>, StateValuesLosses<Shape>> => {
  const { actor, critic } = actions;
  const network: Network = { inputs: actor.inputs, hidden: actor.hidden, outputs: [1] };
  return {
    observationSize: actor.inputs[0],
    actionSize: actor.outputs[0],
    noise: { action: [actor.outputs[0]] },
    phases: 1,
    state: {
      values: learnedShapes(parameterCount(network)),
      critic: learnedShapes(conventions.critics * parameterCount(critic)),
      actor: learnedShapes(parameterCount(actor)),
      target: [parameterCount(network)],
    },
    losses: { values: [], critic: [], actor: [] },
    untrained: draw => {
      const values = firstParameters(network, draw);
      return {
        values: unmoved(values),
        critic: unmoved(Array.from({ length: conventions.critics }, () => firstParameters(critic, draw)).flat()),
        actor: unmoved(firstParameters(actor, draw)),
        target: values,
      };
    },
    choice: (parameters, observations, noise) =>
      actions.choice(parts(parameters, parameterShapes(actor)), observations, noise),
    update: (state, given) => updated(actions, network, hyperparameters, conventions, state, given),
  };
};

/** In the order of Algorithm 1: $\psi$, $w$, $\theta$ by the new critic, unless all is at once, and $\bar{\psi}$ towards the new values. */
const updated = <A>(
  actions: Actions<A>,
  network: Network,
  { discount, tau, temperature, valueRate, criticRate, actorRate }: StateValuesParameters,
  { critics, rewardScale, derivatives, epsilonAdded }: StateValuesConventions,
  state: StateValuesState<Tensor>,
  { transitions, noise, debiasing }: Given<Tensor>,
): Updated<StateValuesState<Tensor>, StateValuesLosses<Tensor>> => {
  const [size] = transitions.observations.shape;
  const replay = batch(size, transitions);
  const states = batch(size, transitions.observations);
  const alpha = R.constant(temperature);
  const optimiser = epsilonAdded === 'after the correction' ? adam : adamOfTensorFlow;
  const ofOne = parameterShapes(actions.critic);
  const shapes = {
    values: parameterShapes(network),
    critic: critics === 1 ? ofOne : [...ofOne, ...ofOne],
    actor: parameterShapes(actions.actor),
  };
  const V = (parameters: Parameters, s: Tensor): Tensor => outputsOf(network, parameters, [s])[0];
  const policy = (parameters: Parameters, s: Tensor) => actions.policy(parameters, s, noise.action);
  const each = (parameters: Parameters): readonly Parameters[] =>
    critics === 1 ? [parameters] : [parameters.slice(0, ofOne.length), parameters.slice(ofOne.length)];
  const smallest = (parameters: Parameters, s: Tensor, a: A): Tensor =>
    each(parameters)
      .map(w => actions.value(w, s, a))
      .reduce((first, second) => twinMinimum(R, first, second));

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
        (s, a) => smallest(current.critic, s, a),
        alpha,
      ),
    valueRate,
    debiasing,
    optimiser,
  );

  const target = parts(state.target, shapes.values);
  const backup = (t: Transitions<Tensor>): Tensor =>
    softBackup(
      R,
      R.mul(R.constant(rewardScale), t.rewards),
      R.constant(discount),
      seen(t.nextObservations),
      () => t.terminated,
      next => V(target, next),
    );
  const critic = descended(
    state.critic,
    shapes.critic,
    parameters =>
      each(parameters)
        .map(w => criticLoss(R, replay, t => actions.value(w, t.observations, actions.taken(t.actions)), backup))
        .reduce((first, second) => R.add(first, second)),
    criticRate,
    debiasing,
    optimiser,
  );

  const [climbed] = each(derivatives === 'in turn' ? parts(critic.learned.values, shapes.critic) : current.critic);
  const actor = descended(
    state.actor,
    shapes.actor,
    theta =>
      policyLoss(
        R,
        states,
        s => policy(theta, s),
        (s, a) => actions.value(climbed, s, a),
        alpha,
      ),
    actorRate,
    debiasing,
    optimiser,
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
