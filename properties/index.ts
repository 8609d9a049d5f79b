/**
 * The theorems of maximum-entropy MDPs as properties that any implementation can be tested against: each {@link Law} takes a
 * {@link Subject} and returns a fast-check property.
 *
 * @example
 * import fc from 'fast-check';
 * import { laws, isApplicable } from 'soft-bellman/properties';
 * for (const law of laws) if (isApplicable(law, subject)) test(law.id, () => fc.assert(law.property(subject)));
 *
 * @module soft-bellman/properties
 */
import type { Law } from './law.ts';
import { batchIndependence } from './laws/batch-independence.ts';
import { bellmanGapIdentity } from './laws/bellman-gap-identity.ts';
import { boltzmannAverageExpands } from './laws/boltzmann-average-expands.ts';
import { constantShift } from './laws/constant-shift.ts';
import { contraction } from './laws/contraction.ts';
import { criticLoss } from './laws/critic-loss.ts';
import { criticTarget } from './laws/critic-target.ts';
import { criticsLookAhead } from './laws/critics-look-ahead.ts';
import { entropyCounts } from './laws/entropy-counts.ts';
import { expectedCriticTarget } from './laws/expected-critic-target.ts';
import { expectedPolicyLoss } from './laws/expected-policy-loss.ts';
import { forbiddenActions } from './laws/forbidden-actions.ts';
import { frozenGroupsStay } from './laws/frozen-groups-stay.ts';
import { gibbsIdentity } from './laws/gibbs-identity.ts';
import { gradientSandwich } from './laws/gradient-sandwich.ts';
import { greedyPolicies } from './laws/greedy-policies.ts';
import { homogeneity } from './laws/homogeneity.ts';
import { logSumExpBounds } from './laws/log-sum-exp-bounds.ts';
import { monotonePolicyIteration } from './laws/monotone-policy-iteration.ts';
import { monotonicity } from './laws/monotonicity.ts';
import { movingAverageRate } from './laws/moving-average-rate.ts';
import { noFutureWithoutDiscount } from './laws/no-future-without-discount.ts';
import { noiseIsAll } from './laws/noise-is-all.ts';
import { nothingAfterTheEnd } from './laws/nothing-after-the-end.ts';
import { optimalValueIsMaximum } from './laws/optimal-value-is-maximum.ts';
import { pathwiseGradient } from './laws/pathwise-gradient.ts';
import { policyFollowsCritics } from './laws/policy-follows-critics.ts';
import { policyLearnsFromStates } from './laws/policy-learns-from-states.ts';
import { policyLoss } from './laws/policy-loss.ts';
import { potentialShaping } from './laws/potential-shaping.ts';
import { projectionDirection } from './laws/projection-direction.ts';
import { quadraticRate } from './laws/quadratic-rate.ts';
import { residualBounds } from './laws/residual-bounds.ts';
import { resumption } from './laws/resumption.ts';
import { rewardScale } from './laws/reward-scale.ts';
import { rewardShift } from './laws/reward-shift.ts';
import { rolloutTarget } from './laws/rollout-target.ts';
import { seedAndNoiseAreAll } from './laws/seed-and-noise-are-all.ts';
import { shiftEquivariance } from './laws/shift-equivariance.ts';
import { simulationLemma } from './laws/simulation-lemma.ts';
import { softPolicyEvaluation } from './laws/soft-policy-evaluation.ts';
import { softPolicyImprovement } from './laws/soft-policy-improvement.ts';
import { softPolicyIteration } from './laws/soft-policy-iteration.ts';
import { softmaxDivergence } from './laws/softmax-divergence.ts';
import { softmaxOptimality } from './laws/softmax-optimality.ts';
import { squashedDensity } from './laws/squashed-density.ts';
import { squashedDensityNormalises } from './laws/squashed-density-normalises.ts';
import { squashedDensityTails } from './laws/squashed-density-tails.ts';
import { storedIsAllThatHappened } from './laws/stored-is-all-that-happened.ts';
import { storedIsWhatHappened } from './laws/stored-is-what-happened.ts';
import { subSuperSolution } from './laws/sub-super-solution.ts';
import { suboptimalityIdentity } from './laws/suboptimality-identity.ts';
import { targetsFollowCritics } from './laws/targets-follow-critics.ts';
import { targetsStartAsCritics } from './laws/targets-start-as-critics.ts';
import { temperatureBias } from './laws/temperature-bias.ts';
import { temperatureDual } from './laws/temperature-dual.ts';
import { temperatureFeedback } from './laws/temperature-feedback.ts';
import { temperatureMonotonicity } from './laws/temperature-monotonicity.ts';
import { temperatureStaysPositive } from './laws/temperature-stays-positive.ts';
import { terminalIsNotAbsorbing } from './laws/terminal-is-not-absorbing.ts';
import { terminatedIsMasked } from './laws/terminated-is-masked.ts';
import { timeLimitsAreNoEnds } from './laws/time-limits-are-no-ends.ts';
import { truncatedStillBootstraps } from './laws/truncated-still-bootstraps.ts';
import { twinMinimum } from './laws/twin-minimum.ts';
import { valueIterationRate } from './laws/value-iteration-rate.ts';
import { valueTarget } from './laws/value-target.ts';

export { type Draw, drawOn, drawProblems, type Parts, type Shape } from './arbitraries.ts';
export { isApplicable, type Law } from './law.ts';
export type * from './subject.ts';
export {
  batchIndependence,
  bellmanGapIdentity,
  boltzmannAverageExpands,
  constantShift,
  contraction,
  criticLoss,
  criticsLookAhead,
  criticTarget,
  entropyCounts,
  expectedCriticTarget,
  expectedPolicyLoss,
  forbiddenActions,
  frozenGroupsStay,
  gibbsIdentity,
  gradientSandwich,
  greedyPolicies,
  homogeneity,
  logSumExpBounds,
  monotonePolicyIteration,
  monotonicity,
  movingAverageRate,
  noFutureWithoutDiscount,
  noiseIsAll,
  nothingAfterTheEnd,
  optimalValueIsMaximum,
  pathwiseGradient,
  policyFollowsCritics,
  policyLearnsFromStates,
  policyLoss,
  potentialShaping,
  projectionDirection,
  quadraticRate,
  residualBounds,
  resumption,
  rewardScale,
  rewardShift,
  rolloutTarget,
  seedAndNoiseAreAll,
  shiftEquivariance,
  simulationLemma,
  softmaxDivergence,
  softmaxOptimality,
  softPolicyEvaluation,
  softPolicyImprovement,
  softPolicyIteration,
  squashedDensity,
  squashedDensityNormalises,
  squashedDensityTails,
  storedIsAllThatHappened,
  storedIsWhatHappened,
  suboptimalityIdentity,
  subSuperSolution,
  targetsFollowCritics,
  targetsStartAsCritics,
  temperatureBias,
  temperatureDual,
  temperatureFeedback,
  temperatureMonotonicity,
  temperatureStaysPositive,
  terminalIsNotAbsorbing,
  terminatedIsMasked,
  timeLimitsAreNoEnds,
  truncatedStillBootstraps,
  twinMinimum,
  valueIterationRate,
  valueTarget,
};

/** Every law, in reading order: one state, the operators, the hard problem, invariances, policies, algorithms, agents, memories, learners. */
export const laws: readonly Law[] = [
  logSumExpBounds,
  shiftEquivariance,
  homogeneity,
  gradientSandwich,
  temperatureMonotonicity,
  gibbsIdentity,
  softmaxOptimality,
  softmaxDivergence,
  boltzmannAverageExpands,
  monotonicity,
  constantShift,
  contraction,
  bellmanGapIdentity,
  greedyPolicies,
  residualBounds,
  subSuperSolution,
  simulationLemma,
  temperatureBias,
  rewardShift,
  rewardScale,
  potentialShaping,
  terminalIsNotAbsorbing,
  optimalValueIsMaximum,
  suboptimalityIdentity,
  valueIterationRate,
  softPolicyEvaluation,
  softPolicyImprovement,
  monotonePolicyIteration,
  softPolicyIteration,
  quadraticRate,
  movingAverageRate,
  criticTarget,
  terminatedIsMasked,
  truncatedStillBootstraps,
  twinMinimum,
  batchIndependence,
  valueTarget,
  rolloutTarget,
  criticLoss,
  policyLoss,
  pathwiseGradient,
  temperatureDual,
  squashedDensity,
  squashedDensityNormalises,
  squashedDensityTails,
  noiseIsAll,
  expectedCriticTarget,
  forbiddenActions,
  expectedPolicyLoss,
  projectionDirection,
  storedIsWhatHappened,
  storedIsAllThatHappened,
  targetsStartAsCritics,
  targetsFollowCritics,
  frozenGroupsStay,
  criticsLookAhead,
  nothingAfterTheEnd,
  timeLimitsAreNoEnds,
  noFutureWithoutDiscount,
  policyLearnsFromStates,
  policyFollowsCritics,
  entropyCounts,
  temperatureFeedback,
  temperatureStaysPositive,
  seedAndNoiseAreAll,
  resumption,
];
