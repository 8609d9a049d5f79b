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
import { type Debiasing, earlier, type Learned } from './adam.ts';
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

/** Where implementations differ. */
export interface TwinCriticsConventions {
  /** What the loss of each critic is multiplied by: 2 for a mean squared error without its half. */
  readonly criticLossFactor: number;
  /** What the loss of the temperature is in proportion to; a fixed one has none. */
  readonly temperature: 'alpha' | 'log alpha' | 'fixed';
  /** Whose actions the temperature learns from: those that the policy's loss was made of, or new ones. */
  readonly entropyOf: 'the policy before its step' | 'the policy after its step';
  /** $n$: policy and temperature learn in the updates $n$, $2n$, ... only, $n$ times each. */
  readonly policyEvery: number;
}

export const twinCriticsConventions: TwinCriticsConventions = {
  criticLossFactor: 1,
  temperature: 'alpha',
  entropyOf: 'the policy before its step',
  policyEvery: 1,
};

/** All that is learned: each a list of numbers, whatever stands for one. */
export interface TwinCriticsState<T> {
  readonly actor: Learned<T>;
  /** Both critics, one after the other. */
  readonly critics: Learned<T>;
  readonly targets: T;
  /** $\log \alpha$, unless it is fixed. */
  readonly temperature?: Learned<T> | undefined;
}

export interface TwinCriticsLosses<T> {
  /** The sum of both, times its factor. */
  readonly critics: T;
  readonly actor: T;
  readonly temperature?: T | undefined;
}

export const twinCritics = <A>(
  actions: Actions<A>,
  hyperparameters: TwinCriticsParameters,
  conventions: TwinCriticsConventions = twinCriticsConventions,
): Algorithm<TwinCriticsState<Shape>, TwinCriticsLosses<Shape>> => {
  const { actor, critic } = actions;
  const isFixed = conventions.temperature === 'fixed';
  const actionSize = actor.outputs[0];
  const slots = [...policySteps(conventions).flatMap(({ action, entropy }) => [action, entropy]), 'next'];
  return {
    observationSize: actor.inputs[0],
    actionSize,
    noise: Object.fromEntries(slots.map(slot => [slot, [actionSize]])),
    phases: conventions.policyEvery,
    state: {
      actor: learnedShapes(parameterCount(actor)),
      critics: learnedShapes(2 * parameterCount(critic)),
      targets: [2 * parameterCount(critic)],
      ...(isFixed ? {} : { temperature: learnedShapes(1) }),
    },
    losses: { critics: [], actor: [], ...(isFixed ? {} : { temperature: [] }) },
    untrained: draw => {
      const policy = firstParameters(actor, draw);
      const critics = [...firstParameters(critic, draw), ...firstParameters(critic, draw)];
      return {
        actor: unmoved(policy),
        critics: unmoved(critics),
        targets: critics,
        ...(isFixed ? {} : { temperature: unmoved([log(hyperparameters.temperature)]) }),
      };
    },
    choice: (parameters, observations, noise) =>
      actions.choice(parts(parameters, parameterShapes(actor)), observations, noise),
    update: (state, given, phase) => updated(actions, hyperparameters, conventions, state, given, phase),
  };
};

/** The noises in a step of the policy, and in that of the temperature. */
interface PolicyStep {
  readonly action: string;
  readonly entropy: string;
}

/** All steps at a time, with the noises `action` and, for new actions, `again`; then `action2` and `again2`, and so on. */
const policySteps = ({ policyEvery, entropyOf }: TwinCriticsConventions): readonly PolicyStep[] =>
  Array.from({ length: policyEvery }, (_, k) => {
    const number = k === 0 ? '' : `${k + 1}`;
    const action = `action${number}`;
    return { action, entropy: entropyOf === 'the policy before its step' ? action : `again${number}` };
  });

/** What policy and temperature have learned, and their last losses. */
type Policy = Pick<TwinCriticsState<Tensor>, 'actor' | 'temperature'> & {
  readonly losses: Partial<Omit<TwinCriticsLosses<Tensor>, 'critics'>>;
};

/**
 * Critics first, then the policy by the new critics, the temperature by actions that the policy draws, and the targets towards the new
 * critics. The temperature in losses is the one before its step.
 */
const updated = <A>(
  actions: Actions<A>,
  hyperparameters: TwinCriticsParameters,
  conventions: TwinCriticsConventions,
  state: TwinCriticsState<Tensor>,
  { transitions, noise, debiasing }: Given<Tensor>,
  phase: number,
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

  const alphaOf = (temperature: Learned<Tensor> | undefined): Tensor =>
    temperature === undefined ? R.constant(hyperparameters.temperature) : R.exp(part(temperature.values, 0, []));

  const targets = parts(state.targets, twinShapes);
  const current = parts(state.actor.values, actorShapes);
  const alpha = alphaOf(state.temperature);
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
      return R.mul(R.constant(conventions.criticLossFactor), R.add(first, second));
    },
    criticRate,
    debiasing,
  );

  const improved = parts(critics.learned.values, twinShapes);
  const policyStep = (
    { actor, temperature }: Pick<Policy, 'actor' | 'temperature'>,
    step: PolicyStep,
    debiasing: Debiasing<Tensor>,
  ): Policy => {
    const policy = descended(
      actor,
      actorShapes,
      parameters =>
        policyLoss(
          R,
          states,
          s => actions.policy(parameters, s, noise[step.action]),
          (s, a) => smaller(improved, s, a),
          alphaOf(temperature),
        ),
      actorRate,
      debiasing,
    );
    if (temperature === undefined) return { actor: policy.learned, losses: { actor: policy.loss } };

    const drawing = conventions.entropyOf === 'the policy before its step' ? actor : policy.learned;
    const warmth = descended(
      temperature,
      [[]],
      ([logAlpha]) =>
        temperatureLoss(
          R,
          states,
          s => actions.policy(parts(drawing.values, actorShapes), s, noise[step.entropy]),
          conventions.temperature === 'alpha' ? R.exp(logAlpha) : logAlpha,
          R.constant(targetEntropy),
        ),
      temperatureRate,
      debiasing,
    );
    return {
      actor: policy.learned,
      temperature: warmth.learned,
      losses: { actor: policy.loss, temperature: warmth.loss },
    };
  };

  const steps = phase === conventions.policyEvery - 1 ? policySteps(conventions) : [];
  /** The last is the step of this update's number, and those before it have the numbers before. */
  const debiasingOf = (k: number): Debiasing<Tensor> =>
    k === steps.length - 1 ? debiasing : earlier(debiasingOf(k + 1));
  const { actor, temperature, losses } = steps.reduce<Policy>(
    (before, step, k) => policyStep(before, step, debiasingOf(k)),
    {
      actor: state.actor,
      temperature: state.temperature,
      losses: {},
    },
  );

  return {
    state: {
      actor,
      critics: critics.learned,
      targets: movingAverage(R, R.constant(tau), critics.learned.values, state.targets),
      temperature,
    },
    losses: { critics: critics.loss, ...losses },
  };
};
