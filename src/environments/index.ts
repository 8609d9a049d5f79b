export { type Box, type Discrete, type Environment, EnvironmentError, type Step } from './environment.ts';
export { finiteEnvironment } from './finite.ts';
export { ENVIRONMENT_NAMES, makeEnvironment } from './make.ts';
export { type PendulumState, pendulum, pendulumStep, wrapped } from './pendulum.ts';
export { timeLimit } from './time-limit.ts';
