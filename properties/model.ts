import type { FiniteMdp } from '../src/mdp/finite-mdp.ts';
import { log, magnitudeOf } from '../src/numerics/index.ts';
import * as approximate from './approximation.ts';
import {
  type Approximation,
  abs,
  add,
  div,
  exact,
  exp,
  logSumExp,
  loosen,
  maximum,
  mul,
  sub,
  sum,
  type Values,
  zero,
  zip,
} from './approximation.ts';
import type { Policy, Problem } from './subject.ts';

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i);

/** The pairs of a state. */
export const pairsOf = (mdp: FiniteMdp, state: number): readonly number[] =>
  range(mdp.pairOffsets[state], mdp.pairOffsets[state + 1]);

const transitionsOf = (mdp: FiniteMdp, pair: number): readonly number[] =>
  range(mdp.transitionOffsets[pair], mdp.transitionOffsets[pair + 1]);

export const statesOf = (mdp: FiniteMdp): readonly number[] => range(0, mdp.stateCount);

export const isTerminal = (mdp: FiniteMdp, state: number): boolean =>
  mdp.pairOffsets[state] === mdp.pairOffsets[state + 1];

/** The states where something is chosen. */
export const actingStates = (mdp: FiniteMdp): readonly number[] => statesOf(mdp).filter(s => !isTerminal(mdp, s));

/** Whether a transition goes on to a state where something is chosen. */
const goesOn = (mdp: FiniteMdp, transition: number): boolean => {
  const next = mdp.successors[transition];
  return next !== mdp.stateCount && !isTerminal(mdp, next);
};

/** Whether no probability leaves the acting states. */
export const isClosed = (mdp: FiniteMdp): boolean =>
  mdp.successors.every((_, t) => mdp.weights[t] === 0 || goesOn(mdp, t));

/** $f$ at the acting states, 0 at the terminal ones. */
export const atActing = (mdp: FiniteMdp, f: (state: number) => Approximation): Values =>
  statesOf(mdp).map(s => (isTerminal(mdp, s) ? zero : f(s)));

/** `values` at the acting states alone. */
export const acting = (mdp: FiniteMdp, values: Values): Values => values.filter((_, s) => !isTerminal(mdp, s));

/** $V + c$; terminal values stay 0. */
export const shift = (mdp: FiniteMdp, values: Values, c: Approximation): Values =>
  values.map((v, s) => (isTerminal(mdp, s) ? v : add(v, c)));

/** $c\,V$. */
export const scale = (c: Approximation, values: Values): Values => values.map(v => mul(c, v));

/** $x/(1 - \gamma)$: what $x$ at every step is worth for ever. */
export const forever = ({ discount }: Problem, x: Approximation): Approximation =>
  div(x, sub(exact(1), exact(discount)));

/** The mean of a function of the transitions of a pair. */
const successorMean = (mdp: FiniteMdp, pair: number, f: (transition: number) => Approximation): Approximation => {
  const transitions = transitionsOf(mdp, pair);
  const weight = (t: number): Approximation => exact(mdp.weights[t]);
  return div(sum(transitions.map(t => mul(weight(t), f(t)))), sum(transitions.map(weight)));
};

/** $(PV)(s, a) = \sum_{s'} P(s' \mid s, a) V(s')$, where what terminates adds 0. */
export const nextMean = (mdp: FiniteMdp, pair: number, values: Values): Approximation =>
  successorMean(mdp, pair, t => (goesOn(mdp, t) ? values[mdp.successors[t]] : zero));

/** The probability that the pair goes on to a state where something is chosen. */
export const survival = (mdp: FiniteMdp, pair: number): Approximation =>
  successorMean(mdp, pair, t => exact(goesOn(mdp, t) ? 1 : 0));

/** $r(s, a)$, with the mean of what the transitions pay. */
export const reward = (mdp: FiniteMdp, pair: number): Approximation => {
  const paid = exact(mdp.rewards[pair]);
  const onTransition = mdp.transitionRewards;
  return onTransition === undefined
    ? paid
    : add(
        paid,
        successorMean(mdp, pair, t => exact(onTransition[t])),
      );
};

/** $|r'(s, a) - r(s, a)|$ for all pairs, of two models that have the same. */
export const rewardChanges = (mdp: FiniteMdp, other: FiniteMdp): Values =>
  range(0, mdp.rewards.length).map(pair => abs(sub(reward(other, pair), reward(mdp, pair))));

/** $P(\cdot \mid s, a)$ of a pair, on the states and the end that it names. */
const row = (mdp: FiniteMdp, pair: number): ReadonlyMap<number, Approximation> => {
  const named = new Set(transitionsOf(mdp, pair).map(t => mdp.successors[t]));
  return new Map([...named].map(x => [x, successorMean(mdp, pair, t => exact(mdp.successors[t] === x ? 1 : 0))]));
};

const rows = (mdp: FiniteMdp): readonly ReadonlyMap<number, Approximation>[] =>
  range(0, mdp.rewards.length).map(pair => row(mdp, pair));

/** $\sum_x |p(x) - p'(x)|$. */
const rowDistance = (p: ReadonlyMap<number, Approximation>, other: ReadonlyMap<number, Approximation>): Approximation =>
  sum([...new Set([...p.keys(), ...other.keys()])].map(x => abs(sub(p.get(x) ?? zero, other.get(x) ?? zero))));

/** $\sum_x |P'(x \mid s, a) - P(x \mid s, a)|$ for all pairs, where $x$ runs over the states and the end. */
export const rowChanges = (mdp: FiniteMdp, other: FiniteMdp): Values => zip(rows(other), rows(mdp), rowDistance);

/** Dobrushin's coefficient, $\frac{1}{2} \max \sum_x |P(x \mid i) - P(x \mid j)|$ over all pairs $i$, $j$: 0 if all rows are equal, at most 1. */
export const dobrushinCoefficient = (mdp: FiniteMdp): Approximation => {
  const all = rows(mdp);
  const distances = all.flatMap((p, i) => all.slice(0, i).map(other => rowDistance(p, other)));
  return div(maximum([zero, ...distances]), exact(2));
};

/** $Q_V(s, \cdot) = r + \gamma P V$ at one state. */
export const actionValues = ({ mdp, discount }: Problem, values: Values, state: number): Values =>
  pairsOf(mdp, state).map(pair => add(reward(mdp, pair), mul(exact(discount), nextMean(mdp, pair, values))));

/** $P_\pi D$ as seen from the acting states. */
export const policyMean = (mdp: FiniteMdp, policy: Policy, values: Values): Values =>
  atActing(mdp, s => {
    const p = probabilities(policy[s]);
    return sum(pairsOf(mdp, s).map((pair, a) => mul(p[a], nextMean(mdp, pair, values))));
  });

/** $p \propto \exp(l)$: the genuine distribution that log-probabilities with rounding denote. */
export const probabilities = (logPolicy: readonly number[]): Values => {
  const weights = logPolicy.map(l => exp(exact(l)));
  const mass = sum(weights);
  return weights.map(w => div(w, mass));
};

/** $\log p$ for $p \propto e^l$. */
export const normalised = (logits: Values): Values => {
  const logMass = logSumExp(logits);
  return logits.map(l => sub(l, logMass));
};

/** $\sum_a p_a f(a)$ over the actions that have probability. */
export const mean = (p: Values, f: (action: number) => Approximation): Approximation =>
  sum(p.map((probability, a) => (probability.value === 0 ? zero : mul(probability, f(a)))));

/** $\mathrm{KL}(p \,\|\, q)$ in nats, of two policies at one state by their log-probabilities. */
export const relativeEntropy = (p: readonly number[], q: Values): Approximation =>
  mean(probabilities(p), a => sub(exact(p[a]), q[a]));

/** $\alpha \log \sum_a e^{q_a/\alpha}$, the maximum at $\alpha = 0$: it moves by no more than its entries do. */
export const softMaximum = (q: Values, temperature: number): Approximation => {
  const top = maximum(q);
  if (temperature === 0) return top;
  const peak = exact(top.value);
  const mass = sum(q.map(x => exp(div(sub(exact(x.value), peak), exact(temperature)))));
  return loosen(add(peak, mul(exact(temperature), approximate.log(mass))), top.error);
};

/** $\log(w p + (1 - w) p')$, action by action. */
export const mixture = (w: number, logPolicy: readonly number[], other: readonly number[]): Values =>
  zip(probabilities(logPolicy), probabilities(other), (p, q) => {
    const mixed = add(mul(exact(w), p), mul(exact(1 - w), q));
    return mixed.value === 0 ? exact(Number.NEGATIVE_INFINITY) : approximate.log(mixed);
  });

/** The most actions of a state. */
export const mostActions = (mdp: FiniteMdp): number =>
  statesOf(mdp).reduce((most, s) => Math.max(most, mdp.pairOffsets[s + 1] - mdp.pairOffsets[s]), 1);

/** The most transitions of a pair. */
export const mostTransitions = (mdp: FiniteMdp): number =>
  mdp.rewards.reduce((most, _, p) => Math.max(most, mdp.transitionOffsets[p + 1] - mdp.transitionOffsets[p]), 0);

/** A bound on $|r(s, a)|$ and on every number it is the mean of. */
export const largestReward = (mdp: FiniteMdp): number =>
  magnitudeOf(mdp.rewards) + magnitudeOf(mdp.transitionRewards ?? []);

/** A bound on $|V^\pi|$ of every policy: $(\max |r| + \alpha \log n)/(1 - \gamma)$. */
export const largestValue = ({ mdp, discount, temperature }: Problem): number =>
  (largestReward(mdp) + temperature * log(mostActions(mdp))) / (1 - discount);
