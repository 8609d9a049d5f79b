import { type Environment, EnvironmentError } from './environment.ts';

/** The environment, with episodes truncated at their `limit`-th step. A step that also terminates does both. */
export const timeLimit = (environment: Environment, limit: number): Environment => {
  let elapsed = 0;
  return {
    ...environment,
    reset: seed => {
      elapsed = 0;
      return environment.reset(seed);
    },
    step: action => {
      const step = environment.step(action);
      elapsed++;
      return { ...step, truncated: step.truncated || elapsed >= limit };
    },
    save: () => Float64Array.of(elapsed, ...environment.save()),
    restore: saved => {
      if (!(Number.isInteger(saved[0]) && saved[0] >= 0))
        throw new EnvironmentError(
          `the saved state of ${environment.id} counts ${saved[0]} steps, expected a whole number`,
        );
      environment.restore(saved.subarray(1));
      elapsed = saved[0];
    },
  };
};
