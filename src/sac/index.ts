/**
 * Soft actor-critic where there is no Node: all that the main entry has of it, but for checkpoints and the choice of an engine. A page gives the
 * compiled engine the `onnxruntime-web` that it has loaded.
 *
 * @example Train in a page.
 * import * as onnxruntime from 'onnxruntime-web';
 * import { agent, compiledEngine, makeEnvironment, presets, training } from 'soft-bellman/sac';
 *
 * const { algorithm, settings } = presets['soft-bellman'];
 * const environment = makeEnvironment('Pendulum-v1');
 * const actions = environment.actionSpace;
 * const engine = await compiledEngine(1, onnxruntime);
 * const learner = agent(engine, algorithm({ observationSize: 3, actions }), actions, settings.batchSize, 1);
 * const run = training(environment, learner, settings, 1);
 * while (run.steps() < 20_000) await run.step();
 *
 * @module soft-bellman/sac
 */

// Environments: what an agent acts in, as Gymnasium shapes it.

export {
  type Box,
  type Discrete,
  ENVIRONMENT_NAMES,
  type Environment,
  EnvironmentError,
  finiteEnvironment,
  makeEnvironment,
  type PendulumState,
  pendulum,
  pendulumStep,
  type Step,
  timeLimit,
} from '../environments/index.ts';
export { type Random, random } from '../numerics/index.ts';

// Engines: what runs formulas on batches in single precision.

export { doubles, type Elementary } from '../engines/elementary.ts';
export type { Engine, Run, Singles } from '../engines/engine.ts';
export { EngineError } from '../engines/engine-error.ts';
export type { Graph } from '../engines/graph.ts';
export { compiledEngine, type OnnxRuntime } from '../engines/onnx/index.ts';
export type {
  BinaryOperator as TensorBinaryOperator,
  Shape,
  Tensor,
  Transposed,
  UnaryOperator as TensorUnaryOperator,
} from '../engines/tensor.ts';
export type { Filled } from '../engines/tree.ts';

// Soft actor-critic: learners by name, training to the bit, checkpoints, policies as files.

export {
  type Actions,
  type Choice,
  continuousActions,
  discreteActions,
  type LogDeviation,
  type Squashing,
} from './actions.ts';
export type { Debiasing, Learned } from './adam.ts';
export { agent } from './agent.ts';
export type { Acting, Algorithm, Given, Noise, Transitions, Updated } from './algorithm.ts';
export type { Arrays, NumberArray, NumberKind } from './arrays.ts';
export type { Batch, RowSizes } from './batch.ts';
export { type Evaluation, evaluate } from './evaluation.ts';
export {
  type Learning,
  type Numbers,
  plainUpdater,
  type Training as LearnerState,
  type Updater,
  untrained,
} from './learner.ts';
export type { Network } from './network.ts';
export { type PolicyFile, type PolicyFileOptions, policyFile } from './policy-file.ts';
export { type Changes, type Origin, type Preset, preset, presets, type Recipe, type Spaces } from './presets.ts';
export type { Replay } from './replay.ts';
export {
  type StateValuesConventions,
  type StateValuesLosses,
  type StateValuesParameters,
  type StateValuesState,
  stateValues,
} from './state-values.ts';
export {
  type Episode,
  type Learner,
  type Losses,
  type Training,
  type TrainingSettings,
  training,
  type UpdateNoise,
} from './training.ts';
export { TrainingError } from './training-error.ts';
export {
  type TwinCriticsConventions,
  type TwinCriticsLosses,
  type TwinCriticsParameters,
  type TwinCriticsState,
  twinCritics,
} from './twin-critics.ts';
export {
  type EngineUpdater,
  type EngineUpdates,
  engineUpdater,
  engineUpdates,
  type Lesson,
  type Progress,
} from './updates.ts';
