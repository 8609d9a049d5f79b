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
import { entropyValue } from './laws/entropy-value.ts';
import { gibbsIdentity } from './laws/gibbs-identity.ts';
import { gradientDomination } from './laws/gradient-domination.ts';
import { gradientSandwich } from './laws/gradient-sandwich.ts';
import { greedyPolicies } from './laws/greedy-policies.ts';
import { homogeneity } from './laws/homogeneity.ts';
import { inexactPolicyIteration } from './laws/inexact-policy-iteration.ts';
import { logSumExpBounds } from './laws/log-sum-exp-bounds.ts';
import { mirrorDescentStep } from './laws/mirror-descent-step.ts';
import { monotonePolicyIteration } from './laws/monotone-policy-iteration.ts';
import { monotonicity } from './laws/monotonicity.ts';
import { movingAverageRate } from './laws/moving-average-rate.ts';
import { naturalPolicyGradient } from './laws/natural-policy-gradient.ts';
import { noiseIsAll } from './laws/noise-is-all.ts';
import { occupancyDuality } from './laws/occupancy-duality.ts';
import { occupancyFlow } from './laws/occupancy-flow.ts';
import { optimalValueIsMaximum } from './laws/optimal-value-is-maximum.ts';
import { pathwiseGradient } from './laws/pathwise-gradient.ts';
import { performanceDifference } from './laws/performance-difference.ts';
import { policyLoss } from './laws/policy-loss.ts';
import { potentialShaping } from './laws/potential-shaping.ts';
import { quadraticRate } from './laws/quadratic-rate.ts';
import { residualBounds } from './laws/residual-bounds.ts';
import { rewardGradient } from './laws/reward-gradient.ts';
import { rewardScale } from './laws/reward-scale.ts';
import { rewardShift } from './laws/reward-shift.ts';
import { rolloutTarget } from './laws/rollout-target.ts';
import { shiftEquivariance } from './laws/shift-equivariance.ts';
import { simulationLemma } from './laws/simulation-lemma.ts';
import { softPolicyEvaluation } from './laws/soft-policy-evaluation.ts';
import { softPolicyGradient } from './laws/soft-policy-gradient.ts';
import { softPolicyImprovement } from './laws/soft-policy-improvement.ts';
import { softPolicyIteration } from './laws/soft-policy-iteration.ts';
import { softmaxDivergence } from './laws/softmax-divergence.ts';
import { softmaxOptimality } from './laws/softmax-optimality.ts';
import { squashedDensity } from './laws/squashed-density.ts';
import { squashedDensityNormalises } from './laws/squashed-density-normalises.ts';
import { squashedDensityTails } from './laws/squashed-density-tails.ts';
import { subSuperSolution } from './laws/sub-super-solution.ts';
import { suboptimalityIdentity } from './laws/suboptimality-identity.ts';
import { temperatureBias } from './laws/temperature-bias.ts';
import { temperatureDual } from './laws/temperature-dual.ts';
import { temperatureGradient } from './laws/temperature-gradient.ts';
import { temperatureMonotonicity } from './laws/temperature-monotonicity.ts';
import { terminalIsNotAbsorbing } from './laws/terminal-is-not-absorbing.ts';
import { terminatedIsMasked } from './laws/terminated-is-masked.ts';
import { tiedActions } from './laws/tied-actions.ts';
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
  criticTarget,
  entropyValue,
  gibbsIdentity,
  gradientDomination,
  gradientSandwich,
  greedyPolicies,
  homogeneity,
  inexactPolicyIteration,
  logSumExpBounds,
  mirrorDescentStep,
  monotonePolicyIteration,
  monotonicity,
  movingAverageRate,
  naturalPolicyGradient,
  noiseIsAll,
  occupancyDuality,
  occupancyFlow,
  optimalValueIsMaximum,
  pathwiseGradient,
  performanceDifference,
  policyLoss,
  potentialShaping,
  quadraticRate,
  residualBounds,
  rewardGradient,
  rewardScale,
  rewardShift,
  rolloutTarget,
  shiftEquivariance,
  simulationLemma,
  softmaxDivergence,
  softmaxOptimality,
  softPolicyEvaluation,
  softPolicyGradient,
  softPolicyImprovement,
  softPolicyIteration,
  squashedDensity,
  squashedDensityNormalises,
  squashedDensityTails,
  suboptimalityIdentity,
  subSuperSolution,
  temperatureBias,
  temperatureDual,
  temperatureGradient,
  temperatureMonotonicity,
  terminalIsNotAbsorbing,
  terminatedIsMasked,
  tiedActions,
  truncatedStillBootstraps,
  twinMinimum,
  valueIterationRate,
  valueTarget,
};

/** Every law, in reading order: one state, the operators, the hard problem, invariances, policies, algorithms, agents. */
export const laws: readonly Law[] = [
  logSumExpBounds,
  shiftEquivariance,
  homogeneity,
  gradientSandwich,
  temperatureMonotonicity,
  gibbsIdentity,
  softmaxOptimality,
  softmaxDivergence,
  mirrorDescentStep,
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
  entropyValue,
  temperatureGradient,
  tiedActions,
  rewardShift,
  rewardScale,
  potentialShaping,
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
];
