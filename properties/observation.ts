/**
 * What a subject answers, as approximations of what is true: each operation is called, its answer checked for shape and
 * finiteness, and given the error that rounding explains (`rounding.ts`) or that a solver claims.
 */
import fc from 'fast-check';
import { magnitudeOf } from '../src/numerics/index.ts';
import { type Approximation, approximately, type Values } from './approximation.ts';
import { isTerminal, largestReward, largestValue, mostActions, mostTransitions, statesOf } from './model.ts';
import {
  averageRounding,
  greedyRounding,
  logSumExpRounding,
  rowRounding,
  softmaxRounding,
  stateValueRounding,
} from './rounding.ts';
import type { Offering, Policy, Problem, Solution } from './subject.ts';

export const finite = (operation: string, x: number): number => {
  if (Number.isFinite(x)) return x;
  throw new Error(`${operation} returned ${x}, expected a finite number`);
};

export const listed = <T>(operation: string, list: readonly T[], length: number): readonly T[] => {
  if (list.length === length) return list;
  throw new Error(`${operation} returned ${list.length} entries, expected ${length}`);
};

/** Finite, but $-\infty$ at temperature 0, where actions can have probability 0. */
const logProbability = (operation: string, l: number, temperature: number): number =>
  temperature === 0 && l === Number.NEGATIVE_INFINITY ? l : finite(operation, l);

export const logSumExp = (subject: Offering<'logSumExp'>, q: readonly number[], temperature: number): Approximation =>
  approximately(
    finite('logSumExp', subject.logSumExp(q, temperature)),
    logSumExpRounding(subject.unitRoundoff, magnitudeOf(q), q.length, temperature),
  );

export const softmax = (subject: Offering<'softmax'>, q: readonly number[], temperature: number): Values => {
  const error = softmaxRounding(subject.unitRoundoff, magnitudeOf(q), q.length, temperature);
  return listed('softmax', subject.softmax(q, temperature), q.length).map(l =>
    approximately(logProbability('softmax', l, temperature), error),
  );
};

export const entropy = (subject: Offering<'entropy'>, logPolicy: readonly number[]): Approximation =>
  approximately(
    finite('entropy', subject.entropy(logPolicy)),
    stateValueRounding(subject.unitRoundoff, logPolicy, 0, 1),
  );

export const stateValue = (
  subject: Offering<'stateValue'>,
  logPolicy: readonly number[],
  q: readonly number[],
  temperature: number,
): Approximation =>
  approximately(
    finite('stateValue', subject.stateValue(logPolicy, q, temperature)),
    stateValueRounding(subject.unitRoundoff, logPolicy, magnitudeOf(q), temperature),
  );

export const klObjective = (
  subject: Offering<'klObjective'>,
  logPolicy: readonly number[],
  q: readonly number[],
  temperature: number,
): Approximation =>
  approximately(
    finite('klObjective', subject.klObjective(logPolicy, q, temperature)),
    stateValueRounding(subject.unitRoundoff, logPolicy, magnitudeOf(q), temperature),
  );

/** A bound on $|r| + \gamma |V|$. */
const backupMagnitude = ({ mdp, discount }: Problem, values: Values): number =>
  largestReward(mdp) + discount * magnitudeOf(values.map(v => v.value));

/** The error of $Q_V$: the subject's rounding, and $\gamma$ times the error of $V$. */
const actionValueError = (u: number, problem: Problem, values: Values): number =>
  rowRounding(u, mostTransitions(problem.mdp), backupMagnitude(problem, values)) +
  problem.discount * Math.max(...values.map(v => v.error));

/** A backup must return a finite number for every state, and 0 at terminal ones. */
const backedUp = (
  operation: string,
  problem: Problem,
  result: readonly number[],
  error: (state: number) => number,
): Values =>
  listed(operation, result, problem.mdp.stateCount).map((v, s) => {
    if (!isTerminal(problem.mdp, s)) return approximately(finite(operation, v), error(s));
    if (v !== 0) throw new Error(`${operation} returned ${v} at terminal state ${s}, expected 0`);
    return approximately(0, 0);
  });

/** $T^* V$; both backups are monotone and shift by $\gamma$, so an error of $V$ comes back times $\gamma$ at most. */
export const optimalBackup = (subject: Offering<'optimalBackup'>, problem: Problem, values: Values): Values => {
  const u = subject.unitRoundoff;
  const error =
    actionValueError(u, problem, values) +
    logSumExpRounding(u, backupMagnitude(problem, values), mostActions(problem.mdp), problem.temperature);
  const result = subject.optimalBackup(
    problem,
    values.map(v => v.value),
  );
  return backedUp('optimalBackup', problem, result, () => error);
};

/** $T^\pi V$. */
export const policyBackup = (
  subject: Offering<'policyBackup'>,
  problem: Problem,
  policy: Policy,
  values: Values,
): Values => {
  const u = subject.unitRoundoff;
  const error = actionValueError(u, problem, values);
  const magnitude = backupMagnitude(problem, values);
  const result = subject.policyBackup(
    problem,
    policy,
    values.map(v => v.value),
  );
  return backedUp(
    'policyBackup',
    problem,
    result,
    s => error + stateValueRounding(u, policy[s], magnitude, problem.temperature),
  );
};

/** A softmax policy as it was returned, and what it approximates. */
export interface ObservedPolicy {
  /** The log-probabilities returned: a policy in its own right. */
  readonly policy: Policy;
  /** $\log \pi_V$. */
  readonly logPolicy: readonly Values[];
  /** A bound on $T^* V - T^\pi V$ for the policy $\pi$ that was returned. */
  readonly loss: number;
}

/**
 * $\pi_V$. If action values $\hat Q$ within $e$ of $Q_V$ were used, $T^\pi V \ge \mathbb{E}_\pi[\hat Q - \alpha \log \pi] - e$ and
 * $T^* V \le \alpha \log \sum e^{\hat Q/\alpha} + e$: a loss of $2e$, at every temperature, besides the rounding of the softmax. The
 * log-probabilities move by $2e/\alpha$ at most.
 */
export const softmaxPolicy = (subject: Offering<'softmaxPolicy'>, problem: Problem, values: Values): ObservedPolicy => {
  const u = subject.unitRoundoff;
  const { mdp, temperature } = problem;
  const loss =
    2 * actionValueError(u, problem, values) +
    greedyRounding(u, backupMagnitude(problem, values), mostActions(mdp), temperature);
  const policy = listed(
    'softmaxPolicy',
    subject.softmaxPolicy(
      problem,
      values.map(v => v.value),
    ),
    mdp.stateCount,
  );
  for (const s of statesOf(mdp)) {
    listed(`softmaxPolicy at state ${s}`, policy[s], mdp.pairOffsets[s + 1] - mdp.pairOffsets[s]);
    for (const l of policy[s]) logProbability('softmaxPolicy', l, temperature);
  }
  const error = temperature === 0 ? Number.POSITIVE_INFINITY : loss / temperature;
  return { policy, logPolicy: policy.map(row => row.map(l => approximately(l, error))), loss };
};

/**
 * A claim of fewer than half of the digits of the subject's arithmetic could hide what a law is about, so such a case is set aside
 * (and a run that sets aside too many fails): inconclusive, not refuted, and never passed.
 */
const solved = (operation: string, u: number, problem: Problem, { values, error }: Solution): Values => {
  if (!(error >= 0)) throw new Error(`${operation} claimed an error of ${error}, expected a number of at least 0`);
  const answer = backedUp(operation, problem, values, () => error);
  fc.pre(error <= Math.sqrt(u) * largestValue(problem));
  return answer;
};

/** $V^*$, within the error that the subject claims. */
export const optimalValues = (subject: Offering<'optimalValues'>, problem: Problem): Values =>
  solved('optimalValues', subject.unitRoundoff, problem, subject.optimalValues(problem));

/** $V^\pi$, within the error that the subject claims. */
export const policyValues = (subject: Offering<'policyValues'>, problem: Problem, policy: Policy): Values =>
  solved('policyValues', subject.unitRoundoff, problem, subject.policyValues(problem, policy));

/** A list for every state with a finite number for every action, each within the error that the subject claims; too large a claim is set aside. */
const claimedActions = (
  operation: string,
  problem: Problem,
  { numbers, error }: { readonly numbers: readonly (readonly number[])[]; readonly error: number },
  most: number,
): readonly Values[] => {
  const { mdp } = problem;
  if (!(error >= 0)) throw new Error(`${operation} claimed an error of ${error}, expected a number of at least 0`);
  const rows = listed(operation, numbers, mdp.stateCount).map((row, s) =>
    listed(`${operation} at state ${s}`, row, mdp.pairOffsets[s + 1] - mdp.pairOffsets[s]).map(x =>
      approximately(finite(operation, x), error),
    ),
  );
  fc.pre(error <= most);
  return rows;
};

/** $\mu(s, a)$, numbers of at most 1. */
export const occupancy = (
  subject: Offering<'occupancy'>,
  problem: Problem,
  policy: Policy,
  start: readonly number[],
): readonly Values[] => {
  const { weights: numbers, error } = subject.occupancy(problem, policy, start);
  return claimedActions('occupancy', problem, { numbers, error }, Math.sqrt(subject.unitRoundoff));
};

/** $\partial V^\pi(\rho)/\partial \theta(s, a)$, of the order of a value over $1 - \gamma$. */
export const valueGradient = (
  subject: Offering<'valueGradient'>,
  problem: Problem,
  policy: Policy,
  start: readonly number[],
): readonly Values[] => {
  const { gradient: numbers, error } = subject.valueGradient(problem, policy, start);
  const most = (Math.sqrt(subject.unitRoundoff) * largestValue(problem)) / (1 - problem.discount);
  return claimedActions('valueGradient', problem, { numbers, error }, most);
};

/** $\tau \psi + (1 - \tau) \bar{\psi}$; an error of the target comes back times $1 - \tau$. */
export const movingAverage = (
  subject: Offering<'movingAverage'>,
  tau: number,
  online: number,
  target: Approximation,
): Approximation =>
  approximately(
    finite('movingAverage', subject.movingAverage(tau, online, target.value)),
    averageRounding(subject.unitRoundoff, magnitudeOf([online, target.value])) + (1 - tau) * target.error,
  );
