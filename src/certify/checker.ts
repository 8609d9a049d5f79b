/**
 * The checker: decides a certificate by one interval evaluation per state, with $+ - \times \div$ and one function, exp. It
 * shares nothing with what found the certificate and imports the model and the numerics alone.
 */
import type { FiniteMdp } from '../mdp/finite-mdp.ts';
import { rowSum } from '../mdp/row-sum.ts';
import { expTowards, indexedDot, outward, type Side, subTowards } from '../numerics/index.ts';
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
    width = Math.max(width, subTowards(UP, certificate.upper[s], certificate.lower[s]));
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
  /** A sum and the bound of its error. */
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
  return outward(side, weighted(scratch.q, logPolicy, first, count, side) - temperature);
};

/** `q` becomes $q_a - L + \alpha (1 - l_a)$; 0 where $l_a = -\infty$, which has no weight. */
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
    const entropic = outward(side, temperature * outward(side, 1 - l));
    q[a] = l === -Infinity ? 0 : outward(side, outward(side, q[a] - L) + entropic);
  }
};

/** $\sum_a e^{l_a} q_a$. */
const weighted = (q: Float64Array, logPolicy: Float64Array, first: number, count: number, side: Side): number => {
  let sum = 0;
  for (let a = 0; a < count; a++) {
    const weight = expTowards(q[a] >= 0 ? side : (-side as Side), logPolicy[first + a]);
    sum = outward(side, sum + outward(side, weight * q[a]));
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
    ? outward(side, largest(scratch.q, count) - upper[s])
    : outward(side, partition(scratch.q, count, upper[s], temperature, side) - 1);
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
    sum = outward(side, sum + expTowards(side, outward(side, outward(side, q[a] - U) / temperature)));
  return sum;
};

/**
 * $Q_V(s, a) = r + \gamma \frac{\sum_t w_t V_t}{\sum_t w_t}$ of the state's actions, rounded to `side`, into `q`; an ended episode is worth 0.
 *
 * The bound of {@link indexedDot} pays for the rounding of the shifted sum, the quotient and the product. Where these underflow they
 * lose less than $2^{-1074}$, half a step of the last sum, or all of a step where that sum is so small as to be exact.
 */
const actionValues = (mdp: FiniteMdp, discount: number, V: Float64Array, s: number, side: Side, at: Scratch): void => {
  const { stateCount, pairOffsets, transitionOffsets, successors, weights } = mdp;
  const first = pairOffsets[s];
  const count = pairOffsets[s + 1] - first;
  for (let a = 0; a < count; a++) {
    indexedDot(
      weights,
      V,
      successors,
      transitionOffsets[first + a],
      transitionOffsets[first + a + 1],
      stateCount,
      at.dot,
    );
    const sum = at.dot[0] + side * at.dot[1];
    at.q[a] = outward(side, rewardOf(mdp, first + a, side, at, a) + discount * (sum / massFor(side, sum, at, a)));
  }
};

/** $r(s, a)$ of a pair, action `a` of its state: its reward and the mean of those of its transitions, $\frac{\sum_t w_t r_t}{\sum_t w_t}$. */
const rewardOf = (mdp: FiniteMdp, pair: number, side: Side, at: Scratch, a: number): number => {
  const { rewards, transitionRewards, transitionOffsets, weights } = mdp;
  if (!transitionRewards) return rewards[pair];
  let sum = 0;
  for (let t = transitionOffsets[pair]; t < transitionOffsets[pair + 1]; t++)
    sum = outward(side, sum + outward(side, weights[t] * transitionRewards[t]));
  return outward(side, rewards[pair] + outward(side, sum / massFor(side, sum, at, a)));
};

/** The end of the enclosure of $\sum_t w_t$ whose quotient with `sum` lies on `side`. */
const massFor = (side: Side, sum: number, { leastMass, mostMass }: Scratch, a: number): number =>
  sum >= 0 === side > 0 ? leastMass[a] : mostMass[a];

/** $\sum_t w_t$ of the state's pairs, from below and above: the doubles beside {@link rowSum}, or a single weight as it is. */
const rowMasses = ({ pairOffsets, transitionOffsets, weights }: FiniteMdp, s: number, at: Scratch): void => {
  const first = pairOffsets[s];
  for (let pair = first; pair < pairOffsets[s + 1]; pair++) {
    const begin = transitionOffsets[pair];
    const end = transitionOffsets[pair + 1];
    const mass = rowSum(weights, begin, end);
    const single = end - begin === 1;
    at.leastMass[pair - first] = single ? mass : outward(DOWN, mass);
    at.mostMass[pair - first] = single ? mass : outward(UP, mass);
  }
};
