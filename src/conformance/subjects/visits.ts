/** How often a policy acts, and what its value gains by preferring an action: dense linear algebra with enclosures, for small problems. */
import type { Occupancy, Policy, Problem, Solution, ValueGradient } from '../../../properties/subject.ts';
import { withRewards } from '../../../properties/transformations.ts';
import type { Distribution } from '../../definitions/index.ts';
import { categorical, type FiniteArithmetic } from '../../interpretations/finite.ts';
import { type Interval, interval, intervals, point } from '../../interpretations/interval.ts';
import type { TabularOperators } from '../../interpretations/tabular.ts';
import { addTowards, divTowards, subTowards } from '../../numerics/index.ts';
import { solve, systemMatrix } from './affine.ts';

/** The operators of a problem over any arithmetic. */
export type Reading = <N>(R: FiniteArithmetic<N>, problem: Problem) => TabularOperators<N>;

/** A policy, where it acts, from the start probabilities of every state. */
export interface Followed {
  readonly over: Reading;
  readonly problem: Problem;
  readonly policy: Policy;
  readonly start: readonly number[];
}

/** Numbers for every action of every state. */
type ActionTable<N> = readonly (readonly N[])[];

const exactly = (policy: Policy): ActionTable<Interval> => policy.map(row => row.map(point));

const around = (x: number, error: number): Interval => interval(subTowards(-1, x, error), addTowards(1, x, error));

/** The largest distance of a number from what it approximates. */
const furthest = (values: ActionTable<number>, truth: ActionTable<Interval>): number =>
  Math.max(
    ...values.flatMap((row, s) =>
      row.map((x, a) => Math.max(subTowards(1, x, truth[s][a].lower), subTowards(1, truth[s][a].upper, x))),
    ),
  );

/** The same transitions, for nothing: there $T^\pi V = \gamma P_\pi V$. */
const unpaid = (problem: Problem): Problem => ({ ...withRewards(problem, () => 0), temperature: 0 });

/**
 * The solution of $d = (1 - \gamma) \rho + \gamma d P_\pi$ with an enclosure: the sum of $|d - \hat d|$ is at most that of the residual over $1 - \gamma$.
 */
const stateVisits = (
  R: FiniteArithmetic<number>,
  { over, problem, policy, start }: Followed,
): { readonly visits: readonly number[]; readonly enclosure: readonly Interval[] } => {
  const onward = over(R, unpaid(problem));
  const system = systemMatrix(V => onward.policyBackup(policy, V), problem.mdp.stateCount);
  const transposed = system.map((_, i) => system.map(row => row[i]));
  const ending = R.sub(R.constant(1), R.constant(problem.discount));
  const begun = start.map(p => R.mul(ending, p));
  const visits = solve(transposed, begun);

  const { add, sub, mul } = intervals;
  const enclosed = over(intervals, unpaid(problem));
  const left = sub(point(1), point(problem.discount));
  const residual = visits.map((visit, j) => {
    const here = visits.map((_, i) => point(i === j ? 1 : 0));
    const arriving = enclosed.policyBackup(exactly(policy), here).map((p, i) => mul(point(visits[i]), p));
    return sub(point(visit), arriving.reduce(add, mul(left, point(start[j]))));
  });
  const total = residual.reduce((sum, r) => addTowards(1, sum, Math.max(-r.lower, r.upper)), 0);
  const error = divTowards(1, total, left.lower);
  return { visits, enclosure: visits.map(visit => around(visit, error)) };
};

/** $\pi(a) f(a)$; 0 for an action without probability. */
const weighed = <N>(R: FiniteArithmetic<N>, pi: Distribution<N, number>, action: number, f: (a: number) => N): N =>
  pi.expectation(a => (a === action ? f(a) : R.constant(0)));

/** $\mu(s, a) = d(s) \pi(a \mid s)$. */
const actionVisits = <N>(R: FiniteArithmetic<N>, policy: ActionTable<N>, visits: readonly N[]): ActionTable<N> =>
  policy.map((row, s) => {
    const pi = categorical(R, row);
    return row.map((_, a) =>
      R.mul(
        visits[s],
        weighed(R, pi, a, () => R.constant(1)),
      ),
    );
  });

export const occupancy = (R: FiniteArithmetic<number>, followed: Followed): Occupancy => {
  const { policy } = followed;
  const { visits, enclosure } = stateVisits(R, followed);
  const weights = actionVisits(R, policy, visits);
  return { weights, error: furthest(weights, actionVisits(intervals, exactly(policy), enclosure)) };
};

/** $d(s) \pi(a \mid s) [Q^\pi(s, a) - \alpha \log \pi(a \mid s) - V^\pi(s)]/(1 - \gamma)$. */
const gradientOf = <N>(
  R: FiniteArithmetic<N>,
  { over, problem }: Followed,
  policy: ActionTable<N>,
  visits: readonly N[],
  V: readonly N[],
): ActionTable<N> => {
  const T = over(R, problem);
  const alpha = R.constant(problem.temperature);
  const ending = R.sub(R.constant(1), R.constant(problem.discount));
  return policy.map((row, s) => {
    const pi = categorical(R, row);
    const Q = T.actionValues(V, s);
    const advantage = (a: number): N => R.sub(R.sub(Q[a], R.mul(alpha, pi.logProb(a))), V[s]);
    return row.map((_, a) => R.mul(R.div(visits[s], ending), weighed(R, pi, a, advantage)));
  });
};

/** `value` is $V^\pi$, within its error. */
export const valueGradient = (R: FiniteArithmetic<number>, followed: Followed, value: Solution): ValueGradient => {
  const { policy } = followed;
  const { visits, enclosure } = stateVisits(R, followed);
  const V = value.values.map(v => around(v, value.error));
  const gradient = gradientOf(R, followed, policy, visits, value.values);
  return { gradient, error: furthest(gradient, gradientOf(intervals, followed, exactly(policy), enclosure, V)) };
};
