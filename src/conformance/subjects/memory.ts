import type { ReplayOperations } from '../../../properties/subject.ts';

/** The latest steps that there is room for, each with the observation that it led to in its own episode. */
export const memory: ReplayOperations = {
  storedTransitions: (steps, capacity) =>
    steps.slice(-capacity).map(({ truncated, nextObservation, finalObservation, ...step }) => ({
      ...step,
      nextObservation: step.terminated || truncated ? finalObservation : nextObservation,
    })),
};
