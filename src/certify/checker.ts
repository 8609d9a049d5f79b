/**
 * The checker: decides a certificate by one interval evaluation per state, with $+ - \times \div$ and one function, exp. It
 * shares nothing with what found the certificate and imports the model and the numerics alone.
 */
import type { FiniteMdp } from '../mdp/finite-mdp.ts';
import { rowSum } from '../mdp/row-sum.ts';
import { dot, expTowards, indexedDot, outward, type Side, subTowards } from '../numerics/index.ts';
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
  /** $\sum_t w_t$ of its pairs. */
  readonly mass: Float64Array;
  /** A sum and the bound of its error. */
  readonly bounded: Float64Array;
}

const scratchFor = (mdp: FiniteMdp): Scratch => {
  let actions = 0;
  for (let s = 0; s < mdp.stateCount; s++) actions = Math.max(actions, mdp.pairOffsets[s + 1] - mdp.pairOffsets[s]);
  return { q: new Float64Array(actions), mass: new Float64Array(actions), bounded: new Float64Array(2) };
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
 * $Q_V(s, a) = r + \frac{\sum_t w_t r_t}{\sum_t w_t} + \gamma \frac{\sum_t w_t V_t}{\sum_t w_t}$ of the state's actions, rounded to `side`, into `q`; an
 * ended episode is worth 0.
 *
 * The bounds of {@link dot} pay for all but the last sum, and for {@link rowSum}. A quotient or product that underflows loses at most
 * $2^{-1075}$: half a step beyond the sum leaves room for two, and a sum so small that its step is $2^{-1074}$ is exact and leaves a whole one.
 */
const actionValues = (
  { stateCount, pairOffsets, rewards, transitionRewards, transitionOffsets, successors, weights }: FiniteMdp,
  discount: number,
  V: Float64Array,
  s: number,
  side: Side,
  { q, mass, bounded }: Scratch,
): void => {
  const first = pairOffsets[s];
  for (let pair = first; pair < pairOffsets[s + 1]; pair++) {
    const begin = transitionOffsets[pair];
    const end = transitionOffsets[pair + 1];
    const m = mass[pair - first];
    let reward = rewards[pair];
    if (transitionRewards) {
      dot(weights, transitionRewards, begin, end, bounded);
      reward = outward(side, reward + (bounded[0] + side * bounded[1]) / m);
    }
    indexedDot(weights, V, successors, begin, end, stateCount, bounded);
    q[pair - first] = outward(side, reward + discount * ((bounded[0] + side * bounded[1]) / m));
  }
};

/** $\sum_t w_t$ of the state's pairs. */
const rowMasses = ({ pairOffsets, transitionOffsets, weights }: FiniteMdp, s: number, { mass }: Scratch): void => {
  const first = pairOffsets[s];
  for (let pair = first; pair < pairOffsets[s + 1]; pair++)
    mass[pair - first] = rowSum(weights, transitionOffsets[pair], transitionOffsets[pair + 1]);
};
