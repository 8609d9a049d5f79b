/** A learner and batches for it, drawn from a seed. */
import type { Tensor } from '../../src/engines/tensor.ts';
import { random } from '../../src/numerics/index.ts';
import { type Actions, continuousActions } from '../../src/sac/actions.ts';
import type { Noise, Transitions } from '../../src/sac/algorithm.ts';
import type { Numbers } from '../../src/sac/learner.ts';
import type { TwinCriticsParameters } from '../../src/sac/twin-critics.ts';

export interface Sizes {
  readonly batch: number;
  readonly observation: number;
  readonly action: number;
  readonly hidden: readonly number[];
}

export const hyperparameters: TwinCriticsParameters = {
  discount: 0.99,
  tau: 0.005,
  actorRate: 1e-3,
  criticRate: 1e-3,
  temperatureRate: 1e-3,
  temperature: 0.25,
  targetEntropy: -1,
};

export const actionsOf = ({ observation, action, hidden }: Sizes): Actions<Tensor> =>
  continuousActions(observation, action, hidden);

export interface Lesson {
  readonly transitions: Transitions<Numbers>;
  readonly noise: Noise<Numbers>;
}

/** Numbers that single precision holds, so that all engines are given the same. */
export const lessons = ({ batch, observation, action }: Sizes, seed: number): (() => Lesson) => {
  const draw = random(seed).centred;
  const numbers = (count: number, scale: number): readonly number[] =>
    Array.from({ length: count }, () => Math.fround(scale * draw()));
  return () => ({
    transitions: {
      observations: numbers(batch * observation, 4),
      actions: numbers(batch * action, 2),
      rewards: numbers(batch, 8),
      nextObservations: numbers(batch * observation, 4),
      terminated: Array.from({ length: batch }, () => Number(draw() > 0.3)),
    },
    noise: { action: numbers(batch * action, 4), next: numbers(batch * action, 4) },
  });
};
