import { type Environment, EnvironmentError } from './environment.ts';
import { pendulum } from './pendulum.ts';
import { timeLimit } from './time-limit.ts';

const MAKERS: Readonly<Record<string, () => Environment>> = {
  'Pendulum-v1': () => timeLimit(pendulum(), 200),
};

/** The names that {@link makeEnvironment} knows. */
export const ENVIRONMENT_NAMES: readonly string[] = Object.keys(MAKERS);

/**
 * The environment that Gymnasium calls so, with its time limit.
 * @throws {@link EnvironmentError} where there is none.
 */
export const makeEnvironment = (name: string): Environment => {
  if (!Object.hasOwn(MAKERS, name))
    throw new EnvironmentError(
      `there is no environment ${JSON.stringify(name.slice(0, 40))}, expected ${ENVIRONMENT_NAMES.join(' or ')}`,
    );
  return MAKERS[name]();
};
