/**
 * Maximum-entropy reinforcement learning whose formulas can be trusted. The laws that any implementation can be held to are in
 * `soft-bellman/properties`.
 *
 * @example Enclose the optimum of a model.
 * import { certify, checkCertificate, readModel } from 'soft-bellman';
 *
 * const mdp = readModel('model.json');
 * const { certificate, width } = certify(mdp, { discount: 0.99, temperature: 0.1, tolerance: 1e-8 });
 * console.log(checkCertificate(mdp, certificate).verdict, width);
 *
 * @example Evaluate a formula over doubles, over intervals, and as LaTeX.
 * import { float64, indices, interval, intervals, latex, softOptimalValue, specimens } from 'soft-bellman';
 *
 * const Q = [1, 2];
 * softOptimalValue(indices(float64, 2), a => Q[a], 0.5);
 * softOptimalValue(indices(intervals, 2), a => interval(Q[a], Q[a]), interval(0.5, 0.5));
 * latex(specimens.softOptimalValue.formula);
 *
 * @example Train soft actor-critic.
 * import { agent, engineOf, evaluate, makeEnvironment, presets, training } from 'soft-bellman';
 *
 * const { algorithm, settings } = presets['soft-bellman'];
 * const environment = makeEnvironment('Pendulum-v1');
 * const actions = environment.actionSpace;
 * const learner = agent(await engineOf('auto', 1), algorithm({ observationSize: 3, actions }), actions, settings.batchSize, 1);
 * const run = training(environment, learner, settings, 1);
 * while (run.steps() < 20_000) await run.step();
 * console.log((await evaluate(makeEnvironment('Pendulum-v1'), learner, 10, 2)).meanReturn);
 *
 * @module soft-bellman
 */

// Formulas: each once, over any arithmetic.

export {
  type Arithmetic,
  criticLoss,
  type Distribution,
  type Expectation,
  entropy,
  type FiniteSet,
  klObjective,
  movingAverage,
  policyLoss,
  softBackup,
  softmaxPolicy,
  softOptimalValue,
  softStateValue,
  squashedGaussianLogDensity,
  temperatureLoss,
  twinMinimum,
  valueLoss,
} from './definitions/index.ts';

// Interpretations: what a formula can be read over, and the operators of a finite MDP in any of them.

export { categorical, type FiniteArithmetic, indices, weighted } from './interpretations/finite.ts';
export { float64 } from './interpretations/float64.ts';
export {
  contains as intervalContains,
  type Interval,
  interval,
  intervals,
  point as intervalPoint,
  width as intervalWidth,
} from './interpretations/interval.ts';
export {
  apply as symbolicFunction,
  type BinaryOperator,
  type Bound,
  type Expression,
  type Law as SymbolicLaw,
  symbol as symbolicVariable,
  symbolic,
  symbolicDistribution,
  symbolicSet,
  type UnaryOperator,
} from './interpretations/symbolic/expression.ts';
export { latex } from './interpretations/symbolic/latex.ts';
export { type Specimen, specimens } from './interpretations/symbolic/specimens.ts';
export { type Formulas, type Policy, type TabularOperators, tabular } from './interpretations/tabular.ts';

// Models: finite MDPs from files, lists or functions.

export {
  buildMdp,
  describe as describeModel,
  type FiniteMdp,
  FORMAT_NAMES,
  type FormatName,
  MdpAssembler,
  type MdpFunctions,
  type MdpInput,
  type MdpNames,
  ModelError,
  type ModelSummary,
  mdpFromFunctions,
  modelHash,
  parseModel,
  type Range,
  type ReadOptions,
  type RowOptions,
  readModel,
  type Successor,
  validateMdp,
  writeSparseJson,
} from './mdp/index.ts';

// Kernels: the operators on typed arrays.

export {
  actionValues,
  backupRounding,
  type DiscountedMdp,
  discounted,
  logSoftmax,
  optimalBackup,
  type PolicyWeights,
  policyBackup,
  policyTransition,
  policyWeights,
  type Residual,
  softmaxPolicy as softmaxPolicyOf,
} from './kernels/index.ts';

// Solvers: values and policies with a status.

export {
  describeStatus,
  type EvaluationOptions,
  evaluatePolicy,
  type OptimalValues,
  type PolicyEvaluation,
  policyIteration,
  residualBounds,
  type Shift,
  type Solved,
  type SolveOptions,
  type Status,
  solve,
  valueIteration,
} from './solve/index.ts';

// Certificates: enclosures of V*, V^pi and the loss, and their independent checker.

export {
  type Certificate,
  CertificateError,
  type Certified,
  type CertifyOptions,
  type Check,
  certify,
  check as checkCertificate,
  type Failure as CheckFailure,
  type Meaning,
  readCertificate,
  type Shard,
  type Verdict,
  writeCertificate,
} from './certify/index.ts';

// Soft actor-critic: environments, engines and learners.

export { type EngineChoice, engineOf } from './engines/select.ts';
export { type Identity, readCheckpoint, writeCheckpoint } from './sac/checkpoint.ts';
export * from './sac/index.ts';

// Theorems: what is claimed, in words.

export { plainMath, type Theorem, TheoremError, theorem, theorems } from './theorems/index.ts';
