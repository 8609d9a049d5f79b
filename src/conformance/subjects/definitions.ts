import type { FiniteOperations, Policy, Problem, Solution, Subject } from '../../../properties/subject.ts';
import * as definitions from '../../definitions/index.ts';
import { categorical, type FiniteArithmetic, indices } from '../../interpretations/finite.ts';
import { float64 } from '../../interpretations/float64.ts';
import { type Interval, intervals, point } from '../../interpretations/interval.ts';
import { type Formulas, type TabularOperators, tabular } from '../../interpretations/tabular.ts';
import { divTowards, magnitudeOf, subTowards, UNIT_ROUNDOFF, ulp } from '../../numerics/index.ts';
import { type Operator, solve, systemMatrix } from './affine.ts';
import { occupancy, valueGradient } from './visits.ts';

/** The definitions that the laws speak about. */
export type LawfulFormulas = Formulas & Pick<typeof definitions, 'klObjective' | 'movingAverage'>;

/** Numbers of a stated precision. */
export interface Precision {
  readonly arithmetic: FiniteArithmetic<number>;
  readonly unitRoundoff: number;
}

export const double: Precision = { arithmetic: float64, unitRoundoff: UNIT_ROUNDOFF };

/**
 * The definitions themselves as a subject, solved by Newton's method, with errors claimed from their own intervals. For small problems.
 * Some `formulas` in place of the definitions make a mutant.
 */
export const definitionsSubject = (
  formulas: Partial<LawfulFormulas> = {},
  { arithmetic: R, unitRoundoff }: Precision = double,
): Subject & FiniteOperations => {
  const used: LawfulFormulas = { ...definitions, ...formulas };

  const over = <N>(arithmetic: FiniteArithmetic<N>, { mdp, discount, temperature }: Problem): TabularOperators<N> =>
    tabular(arithmetic, mdp, arithmetic.constant(discount), arithmetic.constant(temperature), used);

  const policyValues = (problem: Problem, policy: Policy): Solution => {
    const T: Operator = V => over(R, problem).policyBackup(policy, V);
    const system = systemMatrix(T, problem.mdp.stateCount);
    const values = fixedPoint(T, () => system, problem.mdp.stateCount);
    const exactPolicy = policy.map(row => row.map(point));
    return claimed(problem, values, V => over(intervals, problem).policyBackup(exactPolicy, V));
  };

  return {
    name: 'definitions',
    unitRoundoff,

    logSumExp: (q, temperature) => used.softOptimalValue(indices(R, q.length), a => q[a], temperature),
    softmax: (q, temperature) => {
      const policy = used.softmaxPolicy(R, indices(R, q.length), a => q[a], temperature);
      return q.map((_, a) => policy.logProb(a));
    },
    entropy: logPolicy => used.entropy(R, categorical(R, logPolicy)),
    stateValue: (logPolicy, q, temperature) =>
      used.softStateValue(R, categorical(R, logPolicy), a => q[a], temperature),
    klObjective: (logPolicy, q, temperature) => used.klObjective(R, categorical(R, logPolicy), a => q[a], temperature),
    movingAverage: (tau, online, target) => used.movingAverage(R, tau, online, target),

    optimalBackup: (problem, values) => over(R, problem).optimalBackup(values),
    policyBackup: (problem, policy, values) => over(R, problem).policyBackup(policy, values),
    softmaxPolicy: (problem, values) => over(R, problem).softmaxPolicy(values),

    policyValues,
    optimalValues: problem => {
      const T = over(R, problem);
      const system = (V: readonly number[]): number[][] => {
        const policy: Policy = T.softmaxPolicy(V);
        return systemMatrix(W => T.policyBackup(policy, W), problem.mdp.stateCount);
      };
      const values = fixedPoint(T.optimalBackup, system, problem.mdp.stateCount);
      return claimed(problem, values, over(intervals, problem).optimalBackup);
    },
    occupancy: (problem, policy, start) => occupancy(R, { over, problem, policy, start }),
    valueGradient: (problem, policy, start) =>
      valueGradient(R, { over, problem, policy, start }, policyValues(problem, policy)),
  };
};

/** More steps than Newton's method takes; a wrong formula may need all of them. */
const MAX_STEPS = 30;

/** A residual of so many units in the last place of the largest value is taken for rounding. */
const NOISE = 8;

/**
 * $V = TV$ by Newton's method, $V \leftarrow V + (I - A)^{-1}(TV - V)$, where `system` is the matrix $I - A$ of the affine map that touches
 * $T$ at $V$. For $T^*$ that map is $T^{\pi_V}$ and the method is soft policy iteration, whose residual may grow before it falls. Returns the values
 * with the smallest residual seen.
 */
const fixedPoint = (
  T: Operator,
  system: (V: readonly number[]) => readonly (readonly number[])[],
  size: number,
): readonly number[] => {
  let V: readonly number[] = new Array<number>(size).fill(0);
  let best = V;
  let smallest = Number.POSITIVE_INFINITY;
  for (let step = 0; step < MAX_STEPS; step++) {
    const residual = T(V).map((v, s) => v - V[s]);
    const remaining = magnitudeOf(residual);
    if (remaining < smallest) [best, smallest] = [V, remaining];
    if (!(remaining > NOISE * ulp(magnitudeOf(V)))) break;
    const correction = solve(system(V), residual);
    V = V.map((v, s) => v + correction[s]);
  }
  return best;
};

/** Law `residual-bounds`: $\|V - V^*\| \le \|TV - V\|/(1 - \gamma)$, with the residual enclosed by intervals. */
const claimed = (
  { discount }: Problem,
  values: readonly number[],
  T: (V: readonly Interval[]) => readonly Interval[],
): Solution => {
  const V = values.map(point);
  const residual = T(V).map((v, s) => intervals.sub(v, V[s]));
  const bound = Math.max(...residual.map(r => Math.max(-r.lower, r.upper)));
  return { values, error: divTowards(1, bound, subTowards(-1, 1, discount)) };
};
