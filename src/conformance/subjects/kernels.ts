import type { FiniteOperations, Policy, Problem, Solution, Subject } from '../../../properties/subject.ts';
import { movingAverage } from '../../definitions/index.ts';
import { float64 } from '../../interpretations/float64.ts';
import { tabular } from '../../interpretations/tabular.ts';
import {
  backupRounding,
  type DiscountedMdp,
  discounted,
  logSoftmax,
  optimalBackup,
  policyBackup,
  policyWeights,
  softmaxPolicy,
} from '../../kernels/index.ts';
import { log, logSumExp, magnitudeOf, UNIT_ROUNDOFF } from '../../numerics/index.ts';
import { evaluatePolicy, solve } from '../../solve/index.ts';
import { occupancy, type Reading, valueGradient } from './visits.ts';

/** Width asked of the solvers, relative to the largest value a policy can have. */
const RELATIVE_TOLERANCE = 2 ** -40;

/** $(\max |r| + \alpha \log n)/(1 - \gamma)$, which no $|V^\pi|$ exceeds. */
const largestValue = (mdp: DiscountedMdp, temperature: number): number =>
  (magnitudeOf(mdp.rewards) + temperature * log(Math.max(1, mdp.maxActions))) / (1 - mdp.discount);

/** The rounding of one backup moves a fixed point by the $1/(1 - \gamma)$-fold, and what a solver adds to it costs less than another. */
const rounding = (mdp: DiscountedMdp, temperature: number, values: Float64Array): number =>
  backupRounding(mdp, temperature, magnitudeOf(values)) * (1 / (1 - mdp.discount) + 1);

/** A policy laid out pair by pair. */
const flat = (policy: Policy): Float64Array => Float64Array.from(policy.flat());

const perState = ({ mdp }: Problem, pairs: Float64Array): Policy =>
  Array.from({ length: mdp.stateCount }, (_, s) => [...pairs.subarray(mdp.pairOffsets[s], mdp.pairOffsets[s + 1])]);

/** One state whose actions pay `q` and end the episode: its value under a policy is $\mathbb{E}[q - \alpha \log \pi]$. */
const oneState = (q: readonly number[]): DiscountedMdp => ({
  stateCount: 1,
  discount: 0,
  pairOffsets: Int32Array.of(0, q.length),
  rewards: Float64Array.from(q),
  transitionOffsets: new Int32Array(q.length + 1),
  successors: new Int32Array(0),
  probabilities: new Float64Array(0),
  conservative: false,
  maxActions: q.length,
  maxTransitions: 0,
});

const stateValue = (logPolicy: readonly number[], q: readonly number[], temperature: number): number =>
  policyWeights(oneState(q), temperature, logPolicy).rewards[0];

const policyValues = ({ mdp, discount, temperature }: Problem, policy: Policy): Solution => {
  const kernel = discounted(mdp, discount);
  const tolerance = RELATIVE_TOLERANCE * largestValue(kernel, temperature) * (1 - discount);
  const { values, residual } = evaluatePolicy(kernel, temperature, flat(policy), { tolerance });
  return { values: [...values], error: residual / (1 - discount) + rounding(kernel, temperature, values) };
};

/** No kernels of their own: visits and gradients from the definitions, at the solver's values. */
const over: Reading = (R, { mdp, discount, temperature }) =>
  tabular(R, mdp, R.constant(discount), R.constant(temperature));

/** The fast kernels and the solvers as a subject; the solvers' own widths are its claims. */
export const kernelsSubject = (): Subject & FiniteOperations => ({
  name: 'kernels',
  unitRoundoff: UNIT_ROUNDOFF,

  logSumExp: (q, temperature) => logSumExp(q, 0, q.length, temperature),
  softmax: (q, temperature) => {
    const logPolicy = new Float64Array(q.length);
    logSoftmax(q, q.length, temperature, logPolicy);
    return [...logPolicy];
  },
  entropy: logPolicy =>
    stateValue(
      logPolicy,
      logPolicy.map(() => 0),
      1,
    ),
  stateValue,
  klObjective: (logPolicy, q, temperature) => -stateValue(logPolicy, q, temperature),
  /** No kernel of its own: the formula itself. */
  movingAverage: (tau, online, target) => movingAverage(float64, tau, online, target),

  optimalBackup: ({ mdp, discount, temperature }, values) => {
    const backup = new Float64Array(mdp.stateCount);
    optimalBackup(discounted(mdp, discount), temperature, Float64Array.from(values), backup);
    return [...backup];
  },
  policyBackup: ({ mdp, discount, temperature }, policy, values) => {
    const kernel = discounted(mdp, discount);
    const backup = new Float64Array(mdp.stateCount);
    policyBackup(kernel, policyWeights(kernel, temperature, flat(policy)), Float64Array.from(values), backup);
    return [...backup];
  },
  softmaxPolicy: (problem, values) =>
    perState(problem, softmaxPolicy(discounted(problem.mdp, problem.discount), problem.temperature, values)),

  optimalValues: ({ mdp, discount, temperature }) => {
    const kernel = discounted(mdp, discount);
    const tolerance = RELATIVE_TOLERANCE * largestValue(kernel, temperature);
    const { values, width } = solve(kernel, temperature, { tolerance });
    return { values: [...values], error: width + rounding(kernel, temperature, values) };
  },
  policyValues,
  occupancy: (problem, policy, start) => occupancy(float64, { over, problem, policy, start }),
  valueGradient: (problem, policy, start) =>
    valueGradient(float64, { over, problem, policy, start }, policyValues(problem, policy)),
});
