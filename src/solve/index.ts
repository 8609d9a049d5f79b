export { type EvaluationOptions, evaluatePolicy, type PolicyEvaluation } from './policy-evaluation.ts';
export { policyIteration } from './policy-iteration.ts';
export { residualBounds, type Shift, shiftable } from './residual-bounds.ts';
export { type Solved, solve } from './solve.ts';
export { describeStatus, type Status, stalled } from './status.ts';
export { type OptimalValues, type SolveOptions, valueIteration } from './value-iteration.ts';
