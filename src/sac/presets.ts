/** Learners by name: an algorithm, the sizes of its networks, and when it learns. */
import type { Box, Discrete } from '../environments/index.ts';
import { log } from '../numerics/index.ts';
import { continuousActions, discreteActions } from './actions.ts';
import type { Acting, Algorithm } from './algorithm.ts';
import type { TrainingSettings } from './training.ts';
import { type TwinCriticsParameters, twinCritics } from './twin-critics.ts';

/** What a learner acts in. */
export interface Spaces {
  readonly observationSize: number;
  readonly actions: Box | Discrete;
}

export interface Preset {
  /** Whose learner it is, in a line. */
  readonly summary: string;
  readonly settings: TrainingSettings;
  algorithm(spaces: Spaces): Algorithm<Acting, object>;
}

const HIDDEN = [256, 256];

const parameters: Omit<TwinCriticsParameters, 'targetEntropy'> = {
  discount: 0.99,
  tau: 0.005,
  actorRate: 1e-3,
  criticRate: 1e-3,
  temperatureRate: 1e-3,
  temperature: 1,
};

const softBellman: Preset = {
  summary: 'twin critics and a learned temperature, every formula as it is defined',
  settings: { capacity: 1_000_000, batchSize: 256, learningStarts: 100, updatesPerStep: 1, updateEvery: 1 },
  algorithm: ({ observationSize, actions }) =>
    actions.kind === 'box'
      ? twinCritics(continuousActions(observationSize, actions.low.length, HIDDEN), {
          ...parameters,
          targetEntropy: -actions.low.length,
        })
      : twinCritics(discreteActions(observationSize, actions.count, HIDDEN), {
          ...parameters,
          targetEntropy: log(actions.count) / 2,
        }),
};

export const presets: Readonly<Record<string, Preset>> = { 'soft-bellman': softBellman };
