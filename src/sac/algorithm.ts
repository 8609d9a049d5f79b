/** What all variants of soft actor-critic have in common: they take steps down losses, each by one optimiser, on batches of transitions. */
import { derivative, list, parts, type Shape, sizeOf, type Tensor } from '../engines/tensor.ts';
import type { Filled } from '../engines/tree.ts';
import { adam, type Debiasing, type Learned, type Optimiser } from './adam.ts';
import { type Network, parameterShapes } from './network.ts';

/** $n$ transitions from a replay memory, one row each. */
export interface Transitions<T> {
  readonly observations: T;
  readonly actions: T;
  readonly rewards: T;
  readonly nextObservations: T;
  /** 1 where the episode terminated, 0 elsewhere, also where it was only truncated. */
  readonly terminated: T;
}

/** All that is random in an update, by the names that its algorithm gives: what {@link Actions.choice} takes, a row for each transition. */
export type Noise<T> = Readonly<Record<string, T>>;

/** What an update is given besides the state. */
export interface Given<T> {
  readonly transitions: Transitions<T>;
  readonly noise: Noise<T>;
  readonly debiasing: Debiasing<T>;
}

/** Whatever else is learned, there is a policy. */
export interface Acting {
  readonly actor: Learned<Shape>;
}

/** A variant of soft actor-critic; `S` is its state and `L` its losses, each with a shape for each list of numbers. */
export interface Algorithm<S extends Acting, L extends object> {
  readonly observationSize: number;
  /** Numbers that stand for an action, and for the noise in one. */
  readonly actionSize: number;
  readonly state: S;
  /** Those of the last phase, which has all. */
  readonly losses: L;
  /** The shapes of a transition's share in each noise. */
  readonly noise: Noise<Shape>;
  /** There are so many kinds of updates, made in turn: the first update has phase 0. */
  readonly phases: number;
  /** A state that has seen nothing; `draw` gives numbers in $[-1/2, 1/2)$. */
  untrained(draw: () => number): Filled<S, readonly number[]>;
  /** {@link Actions.choice} of the learned policy. */
  choice(actor: Tensor, observations: Tensor, noise: Tensor): Tensor;
  update(state: Filled<S, Tensor>, given: Given<Tensor>, phase: number): Updated<Filled<S, Tensor>, Filled<L, Tensor>>;
}

export interface Updated<S, L> {
  readonly state: S;
  readonly losses: Partial<L>;
}

export const parameterCount = (network: Network): number =>
  parameterShapes(network).reduce((sum, shape) => sum + sizeOf(shape), 0);

export const learnedShapes = (size: number): Learned<Shape> => ({
  values: [size],
  firstMoments: [size],
  secondMoments: [size],
});

/** Parameters before the first step. */
export const unmoved = (values: readonly number[]): Learned<readonly number[]> => ({
  values,
  firstMoments: values.map(() => 0),
  secondMoments: values.map(() => 0),
});

/** Parameters in their shapes. */
export type Parameters = readonly Tensor[];

/**
 * One step of an optimiser down a loss, which is a function of the learned parameters in their shapes. The derivative is by what the loss is called with,
 * so whatever else was made of the same parameters is data to it: another step's result, a target.
 */
export const descended = (
  learned: Learned<Tensor>,
  shapes: readonly Shape[],
  loss: (parameters: Parameters) => Tensor,
  rate: number,
  debiasing: Debiasing<Tensor>,
  optimiser: Optimiser = adam,
): { readonly loss: Tensor; readonly learned: Learned<Tensor> } => {
  const parameters = parts(learned.values, shapes);
  const value = loss(parameters);
  const gradient = list(parameters.map(by => derivative(value, by)));
  return { loss: value, learned: optimiser(learned, gradient, rate, debiasing) };
};
