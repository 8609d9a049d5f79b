/** Soft actor-critic with twin critics and a learned temperature (arXiv 1812.05905), every loss as it is defined. */
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
import { part, parts, type Shape, type Tensor } from '../engines/tensor.ts';
import { seen } from '../interpretations/sampled.ts';
import { log } from '../numerics/index.ts';
import type { Actions } from './actions.ts';
import type { Learned } from './adam.ts';
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
import { firstParameters, parameterShapes } from './network.ts';

export interface TwinCriticsParameters {
  /** $0 \le \gamma < 1$. */
  readonly discount: number;
  /** Rate $0 < \tau \le 1$ of the moving average. */
  readonly tau: number;
  readonly actorRate: number;
  readonly criticRate: number;
  readonly temperatureRate: number;
  /** $\alpha > 0$ at the start. */
  readonly temperature: number;
  /** $\bar{\mathcal{H}}$, in nats. */
  readonly targetEntropy: number;
}

/** All that is learned: each a list of numbers, whatever stands for one. */
export interface TwinCriticsState<T> {
  readonly actor: Learned<T>;
  /** Both critics, one after the other. */
  readonly critics: Learned<T>;
  readonly targets: T;
  /** $\log \alpha$. */
  readonly temperature: Learned<T>;
}

export interface TwinCriticsLosses<T> {
  /** The sum of both. */
  readonly critics: T;
  readonly actor: T;
  readonly temperature: T;
}

export const twinCritics = <A>(
  actions: Actions<A>,
  hyperparameters: TwinCriticsParameters,
): Algorithm<TwinCriticsState<Shape>, TwinCriticsLosses<Shape>> => {
  const { actor, critic } = actions;
  return {
    observationSize: actor.inputs[0],
    actionSize: actor.outputs[0],
    state: {
      actor: learnedShapes(parameterCount(actor)),
      critics: learnedShapes(2 * parameterCount(critic)),
      targets: [2 * parameterCount(critic)],
      temperature: learnedShapes(1),
    },
    losses: { critics: [], actor: [], temperature: [] },
    untrained: draw => {
      const policy = firstParameters(actor, draw);
      const critics = [...firstParameters(critic, draw), ...firstParameters(critic, draw)];
      return {
        actor: unmoved(policy),
        critics: unmoved(critics),
        targets: critics,
        temperature: unmoved([log(hyperparameters.temperature)]),
      };
    },
    choice: (parameters, observations, noise) =>
      actions.choice(parts(parameters, parameterShapes(actor)), observations, noise),
    update: (state, given) => updated(actions, hyperparameters, state, given),
  };
};

/**
 * Critics first, then the policy by the new critics, the temperature by the actions that the policy drew before its step, and the targets
 * towards the new critics. The temperature in all losses is the one before its step.
 */
const updated = <A>(
  actions: Actions<A>,
  hyperparameters: TwinCriticsParameters,
  state: TwinCriticsState<Tensor>,
  { transitions, noise, debiasing }: Given<Tensor>,
): Updated<TwinCriticsState<Tensor>, TwinCriticsLosses<Tensor>> => {
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
