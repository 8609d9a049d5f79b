/**
 * The checker: decides a certificate by one interval evaluation per state, with $+ - \times \div$ and one function, exp. It
 * shares nothing with what found the certificate and imports the model and the numerics alone.
 *
 * It is the algorithm of `spec/coq/SoftBellman/Checker.v`, which is proved sound there for any interval arithmetic, under the same names
 * and with its tests in the same order. An interval is the one of its ends that decides: `side` says which, and every operation moves
 * to it from the exact result. Two forms are faster than Coq's: `gamma * V` is tabulated, and the sums over successors, which are most of the
 * work, are taken to nearest and moved by a bound of their error ({@link advantages}).
 */
import type { FiniteMdp } from '../mdp/finite-mdp.ts';
import { rowSum } from '../mdp/row-sum.ts';
import {
  addTowards,
  divTowards,
  expTowards,
  mulTowards,
  type Side,
  subTowards,
  UNIT_ROUNDOFF,
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
 * @throws RangeError for a certificate whose discount, temperature or lengths no model has, and a model with a weight or reward that none has.
 */
export const check = (mdp: FiniteMdp, certificate: Certificate, { part, of }: Shard = { part: 1, of: 1 }): Check => {
  checkParameters(mdp, certificate);
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
  const { discount, lower, upper } = certificate;
  const gammaL = tabulate(discount, lower);
  const gammaU = tabulate(discount, upper);
  const scratch = scratchFor(mdp);
  for (let s = part - 1; s < mdp.stateCount; s += of) {
    states++;
    width = Math.max(width, subTowards(UP, upper[s], lower[s]));
    rowMasses(mdp, s, scratch);
    const excess = upperState(UP, mdp, certificate, gammaU(UP), s, scratch);
    if (!atMostZero(excess)) fail(s, 'upper', upperState(DOWN, mdp, certificate, gammaU(DOWN), s, scratch), excess);
    const surplus = lowerState(DOWN, mdp, certificate, gammaL(DOWN), s, scratch);
    if (!atLeastZero(surplus)) fail(s, 'lower', surplus, lowerState(UP, mdp, certificate, gammaL(UP), s, scratch));
  }
  const verdict = failureCount === 0 ? 'holds' : refuted ? 'refuted' : 'inconclusive';
  return { verdict, states, failureCount, failures, width };
};

const DOWN: Side = -1;
const UP: Side = 1;

/** Not for NaN nor an infinity, so that whatever has lost its value fails. */
const atMostZero = (x: number): boolean => x <= 0 && x > Number.NEGATIVE_INFINITY;
const atLeastZero = (x: number): boolean => x >= 0 && x < Number.POSITIVE_INFINITY;

/** The bound of {@link advantages} holds up to here. */
const MOST_TRANSITIONS = 2 ** 24;

/** What Coq's `check` asks of a certificate before it looks at its states, and of its numbers by interval: that they are finite. */
const checkParameters = (mdp: FiniteMdp, { discount, temperature, lower, upper, logPolicy }: Certificate): void => {
  const { stateCount, rewards, weights } = mdp;
  if (!(discount >= 0 && discount < 1)) throw new RangeError(`discount is ${discount}, expected 0 <= discount < 1`);
  if (!(temperature >= 0 && temperature < Infinity))
    throw new RangeError(`temperature is ${temperature}, expected a finite number >= 0`);
  if (lower.length !== stateCount || upper.length !== stateCount || logPolicy.length !== rewards.length)
    throw new RangeError(
      `bounds of ${lower.length} and ${upper.length} states and a policy of ${logPolicy.length} pairs, expected ${stateCount} states and ${rewards.length} pairs`,
    );
  for (let t = 0; t < weights.length; t++)
    if (!atLeastZero(weights[t])) throw new RangeError(`weight ${t} is ${weights[t]}, expected a finite number >= 0`);
  for (let pair = 0; pair < rewards.length; pair++)
    if (!Number.isFinite(rewards[pair]))
      throw new RangeError(`reward ${pair} is ${rewards[pair]}, expected a finite number`);
};

/** Room for one state's numbers, so that the loops allocate nothing. */
interface Scratch {
  /** $\sum_t w_t$ of its pairs. */
  readonly mass: Float64Array;
  /** Their advantages. */
  readonly gap: Float64Array;
}

const scratchFor = ({ stateCount, pairOffsets }: FiniteMdp): Scratch => {
  let actions = 0;
  for (let s = 0; s < stateCount; s++) actions = Math.max(actions, pairOffsets[s + 1] - pairOffsets[s]);
  return { mass: new Float64Array(actions), gap: new Float64Array(actions) };
};

/** $\gamma V$ by number of the state, 0 at the end, rounded to the side asked for; a successor beyond finds none, and what lacks it is NaN. */
const tabulate = (discount: number, V: Float64Array): ((side: Side) => Float64Array) => {
  const tables: (Float64Array | undefined)[] = [];
  const filled = (side: Side): Float64Array => {
    const table = new Float64Array(V.length + 1);
    for (let s = 0; s < V.length; s++) table[s] = mulTowards(side, discount, V[s]);
    return table;
  };
  return side => (tables[side + 1] ??= filled(side));
};

/**
 * The advantages $Q_V(s, a) - v = r + \sum_t w_t (r_t + \gamma V_t - v) / \sum_t w_t$ of the state's pairs into `gap`, rounded to `side`, for
 * $\gamma V$ rounded to `side`: to subtract $v$ under the average costs the fewest digits.
 *
 * Weights are not negative, so $\gamma V_t$ and $r_t + \gamma V_t$ may be replaced by a bound on `side`. Of $k$ terms $p$, each is off by $2u$ of
 * $|p|$, from the difference and the product, and their sum by $\gamma_{k - 1} \sum |p|$, $\gamma_k = ku/(1 - ku)$ (Higham 2002, section 3.1). The
 * sum with the bound, the row's mass and the quotient are off by $u$ each. One $u$ more covers all of second order for
 * $k \le 2^{24}$, which {@link rowMasses} asks for: the computed $\sum |p|$ may be short by $\gamma_{k + 1}$ itself, and the bound is rounded.
 * Hence $(k + 5) u \sum |p|$. Products that underflow lose at most $2^{-1075}$ each; so does the quotient, which is given the least double.
 */
const advantages = (
  side: Side,
  { pairOffsets, rewards, transitionOffsets, transitionRewards, successors, weights }: FiniteMdp,
  gammaV: Float64Array,
  v: number,
  s: number,
  { mass, gap }: Scratch,
): void => {
  const first = pairOffsets[s];
  for (let pair = first; pair < pairOffsets[s + 1]; pair++) {
    const begin = transitionOffsets[pair];
    const end = transitionOffsets[pair + 1];
    let sum = 0;
    let size = 0;
    for (let t = begin; t < end; t++) {
      const next = gammaV[successors[t]];
      const payoff = weights[t] * ((transitionRewards ? addTowards(side, transitionRewards[t], next) : next) - v);
      sum += payoff;
      size += Math.abs(payoff);
    }
    const bound = (end - begin + 5) * (UNIT_ROUNDOFF * size + Number.MIN_VALUE);
    const mean = (sum + side * bound) / mass[pair - first];
    gap[pair - first] = addTowards(side, rewards[pair], mean + side * Number.MIN_VALUE);
  }
};

/**
 * $\sum_t w_t$ of the state's pairs; NaN for a row of more than $2^{24}$ transitions. A row without mass has no quotient, and a successor beyond
 * the end no value, so neither passes a test.
 */
const rowMasses = ({ pairOffsets, transitionOffsets, weights }: FiniteMdp, s: number, { mass }: Scratch): void => {
  const first = pairOffsets[s];
  for (let pair = first; pair < pairOffsets[s + 1]; pair++) {
    const begin = transitionOffsets[pair];
    const end = transitionOffsets[pair + 1];
    mass[pair - first] = end - begin <= MOST_TRANSITIONS ? rowSum(weights, begin, end) : Number.NaN;
  }
};

/**
 * $\sum_a \exp\bigl((Q_U(s, a) - U(s))/\alpha\bigr) - 1$, or $\max_a Q_U(s, a) - U(s)$ at $\alpha = 0$, rounded to `side`. It is at
 * most 0 exactly if $(T^* U)(s) \le U(s)$. At a terminal state, whose value is 0: $-U(s)$.
 */
const upperState = (
  side: Side,
  mdp: FiniteMdp,
  { temperature, upper }: Certificate,
  gammaU: Float64Array,
  s: number,
  scratch: Scratch,
): number => {
  const first = mdp.pairOffsets[s];
  const end = mdp.pairOffsets[s + 1];
  if (first === end) return -upper[s];
  const { gap } = scratch;
  advantages(side, mdp, gammaU, upper[s], s, scratch);
  let sum = 0;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let a = 0; a < end - first; a++) {
    if (temperature > 0) sum = addTowards(side, sum, expTowards(side, divTowards(side, gap[a], temperature)));
    else greatest = Math.max(greatest, gap[a]);
  }
  return temperature > 0 ? subTowards(side, sum, 1) : greatest;
};

/**
 * $\sum_a e^{l_a} \bigl(Q_L(s, a) - L(s) - \alpha l_a + \alpha\bigr) - \alpha$, rounded to `side`. If it is at least 0 then
 * $L(s) \le (T^\pi L)(s)$. An action with $l_a = -\infty$ has no weight; NaN if there is no other. At a terminal state, whose value is 0: $-L(s)$.
 */
const lowerState = (
  side: Side,
  mdp: FiniteMdp,
  { temperature, lower, logPolicy }: Certificate,
  gammaL: Float64Array,
  s: number,
  scratch: Scratch,
): number => {
  const first = mdp.pairOffsets[s];
  const end = mdp.pairOffsets[s + 1];
  if (first === end) return -lower[s];
  const inward = -side as Side;
  const { gap } = scratch;
  advantages(side, mdp, gammaL, lower[s], s, scratch);
  let sum = 0;
  let acts = false;
  for (let a = 0; a < end - first; a++) {
    const l = logPolicy[first + a];
    if (l === Number.NEGATIVE_INFINITY) continue;
    acts = true;
    const surprise = mulTowards(inward, temperature, l);
    const slope = addTowards(side, subTowards(side, gap[a], surprise), temperature);
    const weight = expTowards(slope >= 0 ? side : inward, l);
    sum = addTowards(side, sum, mulTowards(side, weight, slope));
  }
  return acts ? subTowards(side, sum, temperature) : Number.NaN;
};
