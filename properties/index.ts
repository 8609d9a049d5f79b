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
import { actionCopies } from './laws/action-copies.ts';
import { actionSequences } from './laws/action-sequences.ts';
import { anotherAction } from './laws/another-action.ts';
import { backupConvexity } from './laws/backup-convexity.ts';
import { backupTangent } from './laws/backup-tangent.ts';
import { batchIndependence } from './laws/batch-independence.ts';
import { bellmanGapIdentity } from './laws/bellman-gap-identity.ts';
import { boltzmannAverageExpands } from './laws/boltzmann-average-expands.ts';
import { choiceInStages } from './laws/choice-in-stages.ts';
import { constantShift } from './laws/constant-shift.ts';
import { contraction } from './laws/contraction.ts';
import { criticLoss } from './laws/critic-loss.ts';
import { criticTarget } from './laws/critic-target.ts';
import { criticsLookAhead } from './laws/critics-look-ahead.ts';
import { discountIsLeaving } from './laws/discount-is-leaving.ts';
import { entropyChainRule } from './laws/entropy-chain-rule.ts';
import { entropyCounts } from './laws/entropy-counts.ts';
import { entropyValue } from './laws/entropy-value.ts';
import { evaluationEquation } from './laws/evaluation-equation.ts';
import { expectedCriticTarget } from './laws/expected-critic-target.ts';
import { expectedPolicyLoss } from './laws/expected-policy-loss.ts';
import { forbiddenActions } from './laws/forbidden-actions.ts';
import { frozenGroupsStay } from './laws/frozen-groups-stay.ts';
import { gibbsIdentity } from './laws/gibbs-identity.ts';
import { gradientDomination } from './laws/gradient-domination.ts';
import { gradientSandwich } from './laws/gradient-sandwich.ts';
import { greedyPolicies } from './laws/greedy-policies.ts';
import { homogeneity } from './laws/homogeneity.ts';
import { inexactPolicyIteration } from './laws/inexact-policy-iteration.ts';
import { jointConvexity } from './laws/joint-convexity.ts';
import { logPartition } from './laws/log-partition.ts';
import { logSumExpBounds } from './laws/log-sum-exp-bounds.ts';
import { mirrorDescentStep } from './laws/mirror-descent-step.ts';
import { monotonePolicyIteration } from './laws/monotone-policy-iteration.ts';
import { monotonicity } from './laws/monotonicity.ts';
import { movingAverageRate } from './laws/moving-average-rate.ts';
import { naturalPolicyGradient } from './laws/natural-policy-gradient.ts';
import { noFutureWithoutDiscount } from './laws/no-future-without-discount.ts';
import { noiseIsAll } from './laws/noise-is-all.ts';
import { nothingAfterTheEnd } from './laws/nothing-after-the-end.ts';
import { objectiveMixtures } from './laws/objective-mixtures.ts';
import { occupancyDuality } from './laws/occupancy-duality.ts';
import { occupancyFlow } from './laws/occupancy-flow.ts';
import { optimalValueIsMaximum } from './laws/optimal-value-is-maximum.ts';
import { optimalityEquation } from './laws/optimality-equation.ts';
import { pathwiseGradient } from './laws/pathwise-gradient.ts';
import { performanceDifference } from './laws/performance-difference.ts';
import { policyFollowsCritics } from './laws/policy-follows-critics.ts';
import { policyLearnsFromStates } from './laws/policy-learns-from-states.ts';
import { policyLoss } from './laws/policy-loss.ts';
import { policyMixtures } from './laws/policy-mixtures.ts';
import { policyOdds } from './laws/policy-odds.ts';
import { potentialShaping } from './laws/potential-shaping.ts';
import { priorPolicy } from './laws/prior-policy.ts';
import { projectionDirection } from './laws/projection-direction.ts';
import { quadraticRate } from './laws/quadratic-rate.ts';
import { relabelling } from './laws/relabelling.ts';
import { residualBounds } from './laws/residual-bounds.ts';
import { resumption } from './laws/resumption.ts';
import { rewardGradient } from './laws/reward-gradient.ts';
import { rewardRecovery } from './laws/reward-recovery.ts';
import { rewardScale } from './laws/reward-scale.ts';
import { rewardShift } from './laws/reward-shift.ts';
import { rolloutTarget } from './laws/rollout-target.ts';
import { seedAndNoiseAreAll } from './laws/seed-and-noise-are-all.ts';
import { shiftEquivariance } from './laws/shift-equivariance.ts';
import { simulationLemma } from './laws/simulation-lemma.ts';
import { softPolicyEvaluation } from './laws/soft-policy-evaluation.ts';
import { softPolicyGradient } from './laws/soft-policy-gradient.ts';
import { softPolicyImprovement } from './laws/soft-policy-improvement.ts';
import { softPolicyIteration } from './laws/soft-policy-iteration.ts';
import { softmaxDivergence } from './laws/softmax-divergence.ts';
import { softmaxLipschitz } from './laws/softmax-lipschitz.ts';
import { softmaxOdds } from './laws/softmax-odds.ts';
import { softmaxOptimality } from './laws/softmax-optimality.ts';
import { spanContraction } from './laws/span-contraction.ts';
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
import { temperatureGradient } from './laws/temperature-gradient.ts';
import { temperatureMonotonicity } from './laws/temperature-monotonicity.ts';
import { temperatureStaysPositive } from './laws/temperature-stays-positive.ts';
import { terminalIsNotAbsorbing } from './laws/terminal-is-not-absorbing.ts';
import { terminatedIsMasked } from './laws/terminated-is-masked.ts';
import { tiedActions } from './laws/tied-actions.ts';
import { timeLimitsAreNoEnds } from './laws/time-limits-are-no-ends.ts';
import { truncatedStillBootstraps } from './laws/truncated-still-bootstraps.ts';
import { twinMinimum } from './laws/twin-minimum.ts';
import { twinStates } from './laws/twin-states.ts';
import { valueIterationRate } from './laws/value-iteration-rate.ts';
import { valueMixtures } from './laws/value-mixtures.ts';
import { valueTarget } from './laws/value-target.ts';

export { type Draw, drawOn, drawProblems, type Parts, type Shape } from './arbitraries.ts';
export { isApplicable, type Law } from './law.ts';
export type * from './subject.ts';
export {
  actionCopies,
  actionSequences,
  anotherAction,
  backupConvexity,
  backupTangent,
  batchIndependence,
  bellmanGapIdentity,
  boltzmannAverageExpands,
  choiceInStages,
  constantShift,
  contraction,
  criticLoss,
  criticsLookAhead,
  criticTarget,
  discountIsLeaving,
  entropyChainRule,
  entropyCounts,
  entropyValue,
  evaluationEquation,
  expectedCriticTarget,
  expectedPolicyLoss,
  forbiddenActions,
  frozenGroupsStay,
  gibbsIdentity,
  gradientDomination,
  gradientSandwich,
  greedyPolicies,
  homogeneity,
  inexactPolicyIteration,
  jointConvexity,
  logPartition,
  logSumExpBounds,
  mirrorDescentStep,
  monotonePolicyIteration,
  monotonicity,
  movingAverageRate,
  naturalPolicyGradient,
  noFutureWithoutDiscount,
  noiseIsAll,
  nothingAfterTheEnd,
  objectiveMixtures,
  occupancyDuality,
  occupancyFlow,
  optimalityEquation,
  optimalValueIsMaximum,
  pathwiseGradient,
  performanceDifference,
  policyFollowsCritics,
  policyLearnsFromStates,
  policyLoss,
  policyMixtures,
  policyOdds,
  potentialShaping,
  priorPolicy,
  projectionDirection,
  quadraticRate,
  relabelling,
  residualBounds,
  resumption,
  rewardGradient,
  rewardRecovery,
  rewardScale,
  rewardShift,
  rolloutTarget,
  seedAndNoiseAreAll,
  shiftEquivariance,
  simulationLemma,
  softmaxDivergence,
  softmaxLipschitz,
  softmaxOdds,
  softmaxOptimality,
  softPolicyEvaluation,
  softPolicyGradient,
  softPolicyImprovement,
  softPolicyIteration,
  spanContraction,
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
  temperatureGradient,
  temperatureMonotonicity,
  temperatureStaysPositive,
  terminalIsNotAbsorbing,
  terminatedIsMasked,
  tiedActions,
  timeLimitsAreNoEnds,
  truncatedStillBootstraps,
  twinMinimum,
  twinStates,
  valueIterationRate,
  valueMixtures,
  valueTarget,
};

/** Every law, in reading order: one state, the operators, the hard problem, invariances, policies, algorithms, agents, memories, learners. */
export const laws: readonly Law[] = [
  logSumExpBounds,
  shiftEquivariance,
  homogeneity,
  gradientSandwich,
  jointConvexity,
  choiceInStages,
  temperatureMonotonicity,
  entropyChainRule,
  valueMixtures,
  gibbsIdentity,
  objectiveMixtures,
  softmaxOptimality,
  softmaxOdds,
  softmaxDivergence,
  softmaxLipschitz,
  mirrorDescentStep,
  boltzmannAverageExpands,
  monotonicity,
  constantShift,
  contraction,
  logPartition,
  policyOdds,
  spanContraction,
  backupConvexity,
  backupTangent,
  policyMixtures,
  actionSequences,
  bellmanGapIdentity,
  greedyPolicies,
  optimalityEquation,
  evaluationEquation,
  rewardRecovery,
  residualBounds,
  subSuperSolution,
  simulationLemma,
  temperatureBias,
  entropyValue,
  temperatureGradient,
  tiedActions,
  rewardShift,
  rewardScale,
  potentialShaping,
  relabelling,
  actionCopies,
  twinStates,
  anotherAction,
  priorPolicy,
  discountIsLeaving,
  terminalIsNotAbsorbing,
  optimalValueIsMaximum,
  suboptimalityIdentity,
  performanceDifference,
  occupancyFlow,
  occupancyDuality,
  rewardGradient,
  softPolicyGradient,
  gradientDomination,
  valueIterationRate,
  softPolicyEvaluation,
  softPolicyImprovement,
  monotonePolicyIteration,
  softPolicyIteration,
  quadraticRate,
  inexactPolicyIteration,
  naturalPolicyGradient,
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
