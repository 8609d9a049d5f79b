/** How often a policy visits states and actions, and what its value gains by preferring them: dense linear algebra, for small problems. */
import type { Occupancy, Policy, Problem, Solution, ValueGradient } from '../../../properties/subject.ts';
import { categorical, type FiniteArithmetic } from '../../interpretations/finite.ts';
import { type Interval, interval, intervals, point } from '../../interpretations/interval.ts';
import type { TabularOperators } from '../../interpretations/tabular.ts';
import { addTowards, divTowards, subTowards } from '../../numerics/index.ts';
import { solve, systemMatrix } from './affine.ts';

/** The operators of a problem over any arithmetic. */
export type Reading = <N>(R: FiniteArithmetic<N>, problem: Problem) => TabularOperators<N>;

type Start = readonly number[];

/** What the policy does in a problem, once. */
interface Followed {
  readonly over: Reading;
  readonly problem: Problem;
  readonly policy: Policy;
}

/** The same transitions, for nothing: there $T^\pi V = \gamma P_\pi V$. */
const unpaid = (problem: Problem): Problem => {
  const { transitionRewards, ...mdp } = problem.mdp;
  return { ...problem, mdp: { ...mdp, rewards: new Float64Array(mdp.rewards.length) }, temperature: 0 };
};

const exactly = (policy: Policy): readonly (readonly Interval[])[] => policy.map(row => row.map(point));

/** The largest distance of a number from an enclosure of the truth. */
const furthest = (values: Policy, truths: readonly (readonly Interval[])[]): number =>
  Math.max(
    ...values.flatMap((row, s) =>
      row.map((x, a) => Math.max(subTowards(1, x, truths[s][a].lower), subTowards(1, truths[s][a].upper, x))),
    ),
  );

const around = (x: number, error: number): Interval => interval(subTowards(-1, x, error), addTowards(1, x, error));

/**
 * The solution of $d = (1 - \gamma) \rho + \gamma d P_\pi$ with an enclosure: the sum of $|d - \hat d|$ is at most that of the residual over $1 - \gamma$.
 */
const stateVisits = (
  R: FiniteArithmetic<number>,
  { over, problem, policy }: Followed,
  start: Start,
): { readonly visits: readonly number[]; readonly enclosure: readonly Interval[] } => {
  const size = problem.mdp.stateCount;
  const free = unpaid(problem);
  const system = systemMatrix(V => over(R, free).policyBackup(policy, V), size);
  const transposed = system.map((_, i) => system.map(row => row[i]));
  const ending = R.sub(R.constant(1), R.constant(problem.discount));
  const visits = solve(
    transposed,
    start.map(p => R.mul(ending, p)),
  );

  const { add, sub, mul } = intervals;
  const left = sub(point(1), point(problem.discount));
  const T = over(intervals, free);
  const residual = visits.map((visit, j) => {
    const column = T.policyBackup(
      exactly(policy),
      visits.map((_, i) => point(i === j ? 1 : 0)),
    );
    const arriving = column.reduce((total, p, i) => add(total, mul(point(visits[i]), p)), mul(left, point(start[j])));
    return sub(point(visit), arriving);
  });
  const total = residual.reduce((sum, r) => addTowards(1, sum, Math.max(-r.lower, r.upper)), 0);
  const error = divTowards(1, total, left.lower);
  return { visits, enclosure: visits.map(visit => around(visit, error)) };
};

/** A number for every action: the mean under the policy of what is 0 for all other actions, times one for the state. */
const weightedActions = <N>(
  R: FiniteArithmetic<N>,
  policy: readonly (readonly N[])[],
  factor: (state: number) => N,
  f: (state: number) => (action: number, logProb: N) => N,
): readonly (readonly N[])[] =>
  policy.map((row, s) => {
    const pi = categorical(R, row);
    const at = f(s);
    return row.map((_, a) =>
      R.mul(
        factor(s),
        pi.expectation(b => (b === a ? at(b, pi.logProb(b)) : R.constant(0))),
      ),
    );
  });

/** $\mu(s, a) = d(s) \pi(a \mid s)$. */
const actionVisits = <N>(R: FiniteArithmetic<N>, policy: readonly (readonly N[])[], visits: readonly N[]) =>
  weightedActions(
    R,
    policy,
    s => visits[s],
    () => () => R.constant(1),
  );

export const occupancy = (R: FiniteArithmetic<number>, followed: Followed, start: Start): Occupancy => {
  const { policy } = followed;
  const { visits, enclosure } = stateVisits(R, followed, start);
  const weights = actionVisits(R, policy, visits);
  return { weights, error: furthest(weights, actionVisits(intervals, exactly(policy), enclosure)) };
};

/** $d(s) \pi(a \mid s) [Q^\pi(s, a) - \alpha \log \pi(a \mid s) - V^\pi(s)]/(1 - \gamma)$. */
const gradientOf = <N>(
  R: FiniteArithmetic<N>,
  { over, problem }: Followed,
  policy: readonly (readonly N[])[],
  visits: readonly N[],
  V: readonly N[],
): readonly (readonly N[])[] => {
  const T = over(R, problem);
  const alpha = R.constant(problem.temperature);
  const ending = R.sub(R.constant(1), R.constant(problem.discount));
  return weightedActions(
    R,
    policy,
    s => R.div(visits[s], ending),
    s => {
      const Q = T.actionValues(V, s);
      return (a, logProb) => R.sub(R.sub(Q[a], R.mul(alpha, logProb)), V[s]);
    },
  );
};

/** `value` is $V^\pi$. */
export const valueGradient = (
  R: FiniteArithmetic<number>,
  followed: Followed,
  start: Start,
  value: Solution,
): ValueGradient => {
  const { policy } = followed;
  const { visits, enclosure } = stateVisits(R, followed, start);
  const gradient = gradientOf(R, followed, policy, visits, value.values);
  const truth = gradientOf(
    intervals,
    followed,
    exactly(policy),
    enclosure,
    value.values.map(v => around(v, value.error)),
  );
  return { gradient, error: furthest(gradient, truth) };
};
