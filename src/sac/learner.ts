/** A soft actor-critic learner as a pure function of its state, a batch and noise. */
import { doubles, type Elementary } from '../engines/elementary.ts';
import { evaluator } from '../engines/evaluate.ts';
import { type Graph, mapRecord, trace } from '../engines/graph.ts';
import { type Shape, sizeOf, type Tensor } from '../engines/tensor.ts';
import { flatten, unflatten } from '../engines/tree.ts';
import { uniform } from '../numerics/uniform.ts';
import type { Actions } from './actions.ts';
import { type Debiasing, debiasing, type Learned } from './adam.ts';
import { firstParameters, type Network, parameterShapes } from './network.ts';
import {
  type Hyperparameters,
  type Losses,
  type Noise,
  type State,
  type Transitions,
  type Updated,
  update,
} from './update.ts';

/** A list of numbers, or a table of them row by row. */
export type Numbers = ArrayLike<number>;

/** All that a learner is: what it has learned, and in how many updates. */
export interface Training {
  readonly state: State<Numbers>;
  readonly updates: number;
}

/** What an update is given. */
interface Given<T> {
  readonly state: State<T>;
  readonly transitions: Transitions<T>;
  readonly noise: Noise<T>;
  readonly debiasing: Debiasing<T>;
}

const learnedShapes = (size: number): Learned<Shape> => ({
  values: [size],
  firstMoments: [size],
  secondMoments: [size],
});

const totalSize = (shapes: readonly Shape[]): number => shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);

const stateShapes = <A>({ actor, critic }: Actions<A>): State<Shape> => {
  const twin = 2 * totalSize(parameterShapes(critic));
  return {
    actor: learnedShapes(totalSize(parameterShapes(actor))),
    critics: learnedShapes(twin),
    targets: [twin],
    temperature: learnedShapes(1),
  };
};

const givenShapes = <A>(actions: Actions<A>, size: number): Given<Shape> => {
  const [observationSize] = actions.actor.inputs;
  const actionSize = actions.actor.outputs[0];
  return {
    state: stateShapes(actions),
    transitions: {
      observations: [size, observationSize],
      actions: [size, actionSize],
      rewards: [size, 1],
      nextObservations: [size, observationSize],
      terminated: [size, 1],
    },
    noise: { action: [size, actionSize], next: [size, actionSize] },
    debiasing: { first: [], second: [] },
  };
};

const updatedShapes = <A>(actions: Actions<A>): Updated<Shape> => ({
  state: stateShapes(actions),
  losses: { critics: [], actor: [], temperature: [] },
});

/** One update on batches of `size` transitions, traced; names are those of the fields of what goes in and comes out. */
export const updateGraph = <A>(actions: Actions<A>, hyperparameters: Hyperparameters, size: number): Graph => {
  const shapes = givenShapes(actions, size);
  return trace(flatten<Given<Shape>, Shape>(shapes, shapes), named => {
    const given: Given<Tensor> = unflatten(shapes, named);
    const { state, transitions, noise } = given;
    const updated = update(actions, hyperparameters, state, transitions, noise, given.debiasing);
    return flatten<Updated<Shape>, Tensor>(updatedShapes(actions), updated);
  });
};

/** A learner that has seen nothing: targets are the critics, moments 0. The seed, a whole number, decides all parameters; `temperature` is $\alpha > 0$. */
export const untrained = <A>(
  actions: Actions<A>,
  seed: number,
  temperature: number,
  R: Elementary<number> = doubles,
): Training => {
  const draw = uniform(seed);
  const first = (network: Network): readonly number[] => firstParameters(network, draw).map(R.constant);
  const actor = first(actions.actor);
  const critics = [...first(actions.critic), ...first(actions.critic)];
  return {
    state: {
      actor: unmoved(actor),
      critics: unmoved(critics),
      targets: critics,
      temperature: unmoved([R.log(R.constant(temperature))]),
    },
    updates: 0,
  };
};

const unmoved = (values: readonly number[]): Learned<Numbers> => ({
  values,
  firstMoments: values.map(() => 0),
  secondMoments: values.map(() => 0),
});

/** What a graph of an update is run on. */
export const updateInputs = <A>(
  actions: Actions<A>,
  { state, updates }: Training,
  transitions: Transitions<Numbers>,
  noise: Noise<Numbers>,
): Readonly<Record<string, Numbers>> => {
  const { first, second } = debiasing(updates + 1);
  const given: Given<Numbers> = {
    state,
    transitions,
    noise,
    debiasing: { first: [first], second: [second] },
  };
  return flatten<Given<Shape>, Numbers>(givenShapes(actions, transitions.rewards.length), given);
};

/** One update; the same bits for the same arguments. */
export type Updater = (
  training: Training,
  transitions: Transitions<Numbers>,
  noise: Noise<Numbers>,
) => { readonly training: Training; readonly losses: Losses<number> };

/** The update by the plain evaluator: exactly what is meant, for small networks. */
export const plainUpdater = <A>(
  actions: Actions<A>,
  hyperparameters: Hyperparameters,
  R: Elementary<number> = doubles,
): Updater => {
  const runs = new Map<number, (named: Readonly<Record<string, Numbers>>) => Readonly<Record<string, Numbers>>>();
  const runOf = (size: number) => {
    const run = runs.get(size) ?? evaluator(R, updateGraph(actions, hyperparameters, size));
    runs.set(size, run);
    return run;
  };
  return (training, transitions, noise) => {
    const given = updateInputs(actions, training, transitions, noise);
    const named = runOf(transitions.rewards.length)(mapRecord(given, numbers => Array.from(numbers, R.constant)));
    const { state, losses }: Updated<Numbers> = unflatten(updatedShapes(actions), named);
    return {
      training: { state, updates: training.updates + 1 },
      losses: { critics: losses.critics[0], actor: losses.actor[0], temperature: losses.temperature[0] },
    };
  };
};
