/**
 * The checker: decides a certificate by one interval evaluation per state, with $+ - \times \div$ and one function, exp. It
 * shares nothing with what found the certificate and imports the model and the numerics alone.
 */
import type { FiniteMdp } from '../mdp/finite-mdp.ts';
import { rowDeviation } from '../mdp/row-sum.ts';
import {
  addTowards,
  divTowards,
  expTowards,
  indexedDot,
  mulTowards,
  type Side,
  subTowards,
  subUp,
} from '../numerics/index.ts';
import type { Certificate } from './certificate.ts';

export type Verdict = 'holds' | 'refuted' | 'inconclusive';

/** A test that did not pass at a state: the quantity it compares with 0 lies in `found`. */
export interface Failure {
  readonly state: number;
  /** `lower` wants the quantity to be at least 0, `upper` at most 0. */
  readonly test: 'lower' | 'upper';
  readonly verdict: Exclude<Verdict, 'holds'>;
  readonly found: readonly [lower: number, upper: number];
}

export interface Check {
  readonly verdict: Verdict;
  /** States examined: all of them, or one shard. */
  readonly states: number;
  readonly failureCount: number;
  /** The first failures, at most ten. */
  readonly failures: readonly Failure[];
  /** $\max_s (U - L)$ over the states examined, rounded up: the width of the enclosure and the policy's largest loss. */
  readonly width: number;
}

const REPORTED = 10;

/** Part 1 … n of n: states $i - 1, i - 1 + n, i - 1 + 2n, \dots$ */
export interface Shard {
  readonly part: number;
  readonly of: number;
}

/**
 * Checks the states of a shard. `holds` on all shards proves $L \le V^\pi \le V^* \le U$ (theorems `lower-certificate`,
 * `upper-certificate`); `refuted` means that an inequality is false, `inconclusive` that rounding hides whether it is.
 */
export const check = (mdp: FiniteMdp, certificate: Certificate, { part, of }: Shard = { part: 1, of: 1 }): Check => {
  const failures: Failure[] = [];
  let failureCount = 0;
  let refuted = false;
  let width = 0;
  let states = 0;
  const fail = (state: number, test: Failure['test'], least: number, most: number): void => {
    const isFalse = test === 'lower' ? most < 0 : least > 0;
    refuted ||= isFalse;
    if (failureCount++ >= REPORTED) return;
    failures.push({ state, test, verdict: isFalse ? 'refuted' : 'inconclusive', found: [least, most] });
  };
  const scratch = scratchFor(mdp);
  for (let s = part - 1; s < mdp.stateCount; s += of) {
    states++;
    width = Math.max(width, subUp(certificate.upper[s], certificate.lower[s]));
    rowMasses(mdp, s, scratch);
    const surplus = lowerSurplus(mdp, certificate, s, DOWN, scratch);
    if (!(surplus >= 0)) fail(s, 'lower', surplus, lowerSurplus(mdp, certificate, s, UP, scratch));
    const excess = upperExcess(mdp, certificate, s, UP, scratch);
    if (!(excess <= 0)) fail(s, 'upper', upperExcess(mdp, certificate, s, DOWN, scratch), excess);
  }
  const verdict = failureCount === 0 ? 'holds' : refuted ? 'refuted' : 'inconclusive';
  return { verdict, states, failureCount, failures, width };
};

const DOWN: Side = -1;
const UP: Side = 1;

/** Room for one state's numbers, so that the loops allocate nothing. */
interface Scratch {
  /** $Q_V(s, a)$ of the state's actions, and what is made of it. */
  readonly q: Float64Array;
  /** A sum and the bound of its rounding error. */
  readonly dot: Float64Array;
  /** Enclosures of the pairs' sums of weights. */
  readonly leastMass: Float64Array;
  readonly mostMass: Float64Array;
}

const scratchFor = (mdp: FiniteMdp): Scratch => {
  let actions = 0;
  for (let s = 0; s < mdp.stateCount; s++) actions = Math.max(actions, mdp.pairOffsets[s + 1] - mdp.pairOffsets[s]);
  const room = (): Float64Array => new Float64Array(actions);
  return { q: room(), dot: new Float64Array(2), leastMass: room(), mostMass: room() };
};

/**
 * $\sum_a e^{l_a} \bigl(Q_L(s, a) - L(s) - \alpha l_a + \alpha\bigr) - \alpha$, rounded to `side`. If it is at least 0 then
 * $L(s) \le (T^\pi L)(s)$. At a terminal state, whose value is 0: $-L(s)$.
 */
const lowerSurplus = (mdp: FiniteMdp, certificate: Certificate, s: number, side: Side, scratch: Scratch): number => {
  const { discount, temperature, lower, logPolicy } = certificate;
  const first = mdp.pairOffsets[s];
  const count = mdp.pairOffsets[s + 1] - first;
  if (count === 0) return -lower[s];
  actionValues(mdp, discount, lower, s, side, scratch);
  slopes(scratch.q, logPolicy, first, count, lower[s], temperature, side);
  return subTowards(side, weighted(scratch.q, logPolicy, first, count, side), temperature);
};

/** `q` becomes $q_a - L - \alpha l_a + \alpha$; 0 where $l_a = -\infty$, which has no weight. */
const slopes = (
  q: Float64Array,
  logPolicy: Float64Array,
  first: number,
  count: number,
  L: number,
  temperature: number,
  side: Side,
): void => {
  for (let a = 0; a < count; a++) {
    const l = logPolicy[first + a];
    const entropic = l === -Infinity ? 0 : subTowards(side, temperature, mulTowards(-side as Side, temperature, l));
    q[a] = l === -Infinity ? 0 : addTowards(side, subTowards(side, q[a], L), entropic);
  }
};

/** $\sum_a e^{l_a} q_a$. */
const weighted = (q: Float64Array, logPolicy: Float64Array, first: number, count: number, side: Side): number => {
  let sum = 0;
  for (let a = 0; a < count; a++) {
    const weight = expTowards(q[a] >= 0 ? side : (-side as Side), logPolicy[first + a]);
    sum = addTowards(side, sum, mulTowards(side, weight, q[a]));
  }
  return sum;
};

/**
 * $\sum_a \exp\bigl((Q_U(s, a) - U(s))/\alpha\bigr) - 1$, or $\max_a Q_U(s, a) - U(s)$ at $\alpha = 0$, rounded to `side`. It is at
 * most 0 exactly if $(T^* U)(s) \le U(s)$. At a terminal state, whose value is 0: $-U(s)$.
 */
const upperExcess = (mdp: FiniteMdp, certificate: Certificate, s: number, side: Side, scratch: Scratch): number => {
  const { discount, temperature, upper } = certificate;
  const count = mdp.pairOffsets[s + 1] - mdp.pairOffsets[s];
  if (count === 0) return -upper[s];
  actionValues(mdp, discount, upper, s, side, scratch);
  return temperature === 0
    ? subTowards(side, largest(scratch.q, count), upper[s])
    : subTowards(side, partition(scratch.q, count, upper[s], temperature, side), 1);
};

const largest = (q: Float64Array, count: number): number => {
  let maximum = q[0];
  for (let a = 1; a < count; a++) maximum = Math.max(maximum, q[a]);
  return maximum;
};

/** $\sum_a \exp((q_a - U)/\alpha)$. */
const partition = (q: Float64Array, count: number, U: number, temperature: number, side: Side): number => {
  let sum = 0;
  for (let a = 0; a < count; a++)
    sum = addTowards(side, sum, expTowards(side, divTowards(side, subTowards(side, q[a], U), temperature)));
  return sum;
};

/**
 * $Q_V(s, a) = r + \frac{\sum_t w_t (r_t + \gamma V_t)}{\sum_t w_t}$ of the state's actions, rounded to `side`, into `q`; an ended episode is
 * worth 0.
 */
const actionValues = (mdp: FiniteMdp, discount: number, V: Float64Array, s: number, side: Side, at: Scratch): void => {
  const first = mdp.pairOffsets[s];
  const last = mdp.pairOffsets[s + 1];
  weightedSums(mdp, discount, V, first, last, side, at);
  if (mdp.transitionRewards) addTransitionRewards(mdp, mdp.transitionRewards, first, last, side, at.q);
  for (let a = 0; a < last - first; a++) {
    const mass = at.q[a] >= 0 === side > 0 ? at.leastMass[a] : at.mostMass[a];
    at.q[a] = addTowards(side, mdp.rewards[first + a], divTowards(side, at.q[a], mass));
  }
};

/** `q` becomes $\gamma \sum_t w_t V_t$ of every pair. */
const weightedSums = (
  { stateCount, transitionOffsets, successors, weights }: FiniteMdp,
  discount: number,
  V: Float64Array,
  first: number,
  last: number,
  side: Side,
  { q, dot }: Scratch,
): void => {
  for (let pair = first; pair < last; pair++) {
    indexedDot(weights, V, successors, transitionOffsets[pair], transitionOffsets[pair + 1], stateCount, dot);
    q[pair - first] = mulTowards(side, discount, addTowards(side, dot[0], side * dot[1]));
  }
};

/** `q` grows by $\sum_t w_t r_t$ of every pair. */
const addTransitionRewards = (
  { transitionOffsets, weights }: FiniteMdp,
  rewards: Float64Array,
  first: number,
  last: number,
  side: Side,
  q: Float64Array,
): void => {
  for (let pair = first; pair < last; pair++)
    for (let t = transitionOffsets[pair]; t < transitionOffsets[pair + 1]; t++)
      q[pair - first] = addTowards(side, q[pair - first], mulTowards(side, weights[t], rewards[t]));
};

const UNIT_ROUNDOFF = 2 ** -53;

/**
 * $\sum_t w_t$ of the state's pairs, from below and above. The deviation $d$ from 1 that {@link rowDeviation} finds is off by at most
 * $u|d| + (ku)^2 (2 + |d|)$; twice that pays for the roundings here. A single weight is exact.
 */
const rowMasses = ({ pairOffsets, transitionOffsets, weights }: FiniteMdp, s: number, at: Scratch): void => {
  const first = pairOffsets[s];
  for (let pair = first; pair < pairOffsets[s + 1]; pair++) {
    const begin = transitionOffsets[pair];
    const end = transitionOffsets[pair + 1];
    const deviation = rowDeviation(weights, begin, end);
    const roundings = (end - begin) * UNIT_ROUNDOFF;
    const size = Math.abs(deviation);
    const error = 2 * (UNIT_ROUNDOFF * size + roundings * roundings * (2 + size));
    const single = end - begin === 1;
    at.leastMass[pair - first] = single ? weights[begin] : addTowards(-1, 1, addTowards(-1, deviation, -error));
    at.mostMass[pair - first] = single ? weights[begin] : addTowards(1, 1, addTowards(1, deviation, error));
  }
};
