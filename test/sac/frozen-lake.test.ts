/**
 * Discrete soft actor-critic with tables for networks, trained on every transition of the frozen lake at once, ends where the certificate says: by
 * the contraction, no further from the enclosure of the optimum than its own residuals over $1 - \gamma$.
 */
import { describe, expect, test } from 'vitest';
import { certify } from '../../src/certify/certify.ts';
import { klObjective, softOptimalValue, softStateValue, twinMinimum } from '../../src/definitions/index.ts';
import { categorical, indices } from '../../src/interpretations/finite.ts';
import { intervals as I, type Interval, interval, point } from '../../src/interpretations/interval.ts';
import { tabular } from '../../src/interpretations/tabular.ts';
import { readModel } from '../../src/mdp/index.ts';
import { discreteActions } from '../../src/sac/actions.ts';
import type { Transitions } from '../../src/sac/algorithm.ts';
import { type Evaluate, type Numbers, untrained, updater } from '../../src/sac/learner.ts';
import { type TwinCriticsParameters, type TwinCriticsState, twinCritics } from '../../src/sac/twin-critics.ts';
import { blocking, engines } from '../engines/blocking.ts';
import { seed } from '../laws/seed.ts';

const mdp = readModel('models/gymnasium/frozen-lake-4x4.json');
const STATES = mdp.stateCount;
const ACTIONS = 4;

/** Numbers that single precision holds. */
const DISCOUNT = 15 / 16;
const TEMPERATURE = 1 / 8;

/** In units of the temperature all numbers are those of the temperature 1 (law `reward-scale`), whose logarithm, 0, no engine rounds. */
const SCALE = 1 / TEMPERATURE;

const range = (size: number): readonly number[] => Array.from({ length: size }, (_, i) => i);
const mark = (i: number, size: number): readonly number[] => range(size).map(j => Number(i === j));
const acts = (s: number): boolean => s < STATES && mdp.pairOffsets[s] < mdp.pairOffsets[s + 1];

interface Row {
  readonly s: number;
  readonly a: number;
  readonly reward: number;
  readonly next: number;
}

/** Ice slips to three sides with equal probabilities: three rows for each pair, so that a mean over the batch is the exact expectation. */
const SIDES = 3;
const rows: readonly Row[] = range(STATES).flatMap(s =>
  range(mdp.pairOffsets[s + 1] - mdp.pairOffsets[s]).flatMap(k => {
    const pair = mdp.pairOffsets[s] + k;
    const [begin, end] = [mdp.transitionOffsets[pair], mdp.transitionOffsets[pair + 1]];
    return range(end - begin).flatMap(i => {
      const reward = mdp.rewards[pair] + (mdp.transitionRewards?.[begin + i] ?? 0);
      const row = { s, a: mdp.actions[pair], reward, next: mdp.successors[begin + i] };
      return range(Math.round(SIDES * mdp.weights[begin + i])).map(() => row);
    });
  }),
);

const transitions: Transitions<Numbers> = {
  observations: rows.flatMap(({ s }) => mark(s, STATES)),
  actions: rows.flatMap(({ a }) => mark(a, ACTIONS)),
  rewards: rows.map(({ reward }) => SCALE * reward),
  nextObservations: rows.flatMap(({ next }) => mark(next, STATES)),
  terminated: rows.map(({ next }) => Number(!acts(next))),
};

const silence = new Float32Array(rows.length * ACTIONS);

/** Learning rates, each for so many updates. */
const SCHEDULE: readonly (readonly [rate: number, updates: number])[] = [
  [2 ** -2, 300],
  [2 ** -6, 300],
  [2 ** -10, 400],
  [2 ** -14, 400],
];
const LAST_RATE = Math.min(...SCHEDULE.map(([rate]) => rate));

type State = TwinCriticsState<Numbers>;

const algorithmOf = (rate: number, temperature: number) => {
  const hyperparameters: TwinCriticsParameters = {
    discount: DISCOUNT,
    tau: 1 / 2,
    actorRate: rate,
    criticRate: rate,
    temperatureRate: 0,
    temperature,
    targetEntropy: 0,
  };
  return twinCritics(discreteActions(STATES, ACTIONS, []), hyperparameters);
};

/** What is learned from these transitions, all of them in each update. */
const trained = (evaluate: Evaluate, given: Transitions<Numbers>, temperature = 1): State => {
  let training = untrained(algorithmOf(1, temperature), seed);
  for (const [rate, count] of SCHEDULE) {
    const update = updater(algorithmOf(rate, temperature), evaluate);
    for (let k = 0; k < count; k++) training = update(training, given, { action: silence, next: silence }).training;
  }
  return training.state;
};

/** An entry of a table of weights and biases, in units of reward. */
type Table = (s: number, a: number) => Interval;

const SIZE = (STATES + 1) * ACTIONS;

const tableIn = (parameters: Numbers, first = 0): Table => {
  const at = (i: number): Interval => point(parameters[first + i]);
  return (s, a) => I.mul(point(TEMPERATURE), I.add(at(s * ACTIONS + a), at(STATES * ACTIONS + a)));
};

const twinTables = (parameters: Numbers): Table => {
  const [first, second] = [tableIn(parameters), tableIn(parameters, SIZE)];
  return (s, a) => twinMinimum(I, first(s, a), second(s, a));
};

const alpha = point(TEMPERATURE);
const operators = tabular(I, mdp, point(DISCOUNT), alpha);
const states = range(STATES).filter(acts);
const all = range(ACTIONS);

const size = ({ lower, upper }: Interval): number => Math.max(-lower, upper);
const largest = (f: (s: number) => readonly Interval[]): number => Math.max(...states.flatMap(f).map(size));

/** All that a learner knows, and by how much it contradicts itself. */
const judged = ({ critics, targets, actor }: State) => {
  const [Q, delayed, logits] = [twinTables(critics.values), twinTables(targets), tableIn(actor.values)];
  const policy = (s: number) =>
    categorical(
      I,
      all.map(a => I.div(logits(s, a), alpha)),
    );
  const V = range(STATES).map(s => softOptimalValue(indices(I, ACTIONS), a => Q(s, a), alpha));
  const followed = range(STATES).map(s => softStateValue(I, policy(s), a => delayed(s, a), alpha));
  const backup = (s: number) => operators.actionValues(followed, s);
  return {
    Q,
    V,
    policy,
    /** $\max |\hat{Q} - T^\pi \bar{Q}|$. */
    residual: largest(s => all.map(a => I.sub(Q(s, a), backup(s)[a]))),
    /** $\max |\hat{Q} - \bar{Q}|$. */
    delay: largest(s => all.map(a => I.sub(Q(s, a), delayed(s, a)))),
    /** $\max \alpha\,\mathrm{KL}(\pi \,\|\, \mathrm{softmax}(\hat{Q} / \alpha))$. */
    divergence: largest(s => [
      I.add(
        klObjective(I, policy(s), a => Q(s, a), alpha),
        V[s],
      ),
    ]),
    /** $\max |\log \pi - \log \mathrm{softmax}(\hat{Q} / \alpha)|$. */
    logits: largest(s => all.map(a => I.sub(policy(s).logProb(a), I.div(I.sub(Q(s, a), V[s]), alpha)))),
  };
};

/**
 * $\|V - V^*\| \le \|T^* V - V\| / (1 - \gamma)$ (law `residual-bounds`). For $V = \alpha \log \sum_a \exp(\hat{Q} / \alpha)$ and $\bar{V} = \mathbb{E}_\pi[\bar{Q} - \alpha \log \pi]$,
 * $|V - \bar{V}| \le \alpha\,\mathrm{KL}(\pi \,\|\, \mathrm{softmax}(\hat{Q} / \alpha)) + \|\hat{Q} - \bar{Q}\|$ (law `gibbs-identity`), and $\|T^* V - V\| \le \|r + \gamma P V - \hat{Q}\|$
 * (law `gradient-sandwich`).
 */
const distances = (learned: ReturnType<typeof judged>) => {
  const [residual, delay, divergence, logits] = [
    point(learned.residual),
    point(learned.delay),
    point(learned.divergence),
    point(learned.logits),
  ];
  const gamma = point(DISCOUNT);
  const other = I.add(divergence, delay);
  const V = I.div(I.add(residual, I.mul(gamma, other)), I.sub(point(1), gamma));
  const Q = I.add(residual, I.mul(gamma, I.add(other, V)));
  return { V, Q, logPolicy: I.add(I.div(I.mul(point(2), Q), alpha), logits) };
};

/** Whether an enclosure, moved outwards by a distance, holds another. */
const isWithin = (x: Interval, enclosure: Interval, distance: Interval): boolean => {
  const { lower, upper } = I.add(enclosure, interval(-distance.upper, distance.upper));
  return x.lower >= lower && x.upper <= upper;
};

/** Adam remembers a derivative that has changed its sign for $1 / (1 - \beta_1)$ steps, so that it overshoots by as many rates. */
const OVERSHOOT = (TEMPERATURE * LAST_RATE) / (1 - 0.9);

/** What a learner leaves open at most, once it has settled. */
const open = ({ residual, delay, divergence, logits }: ReturnType<typeof judged>): number =>
  Math.max(residual, delay, divergence, TEMPERATURE * logits);

const { certificate } = certify(mdp, { discount: DISCOUNT, temperature: TEMPERATURE, tolerance: 1e-9 });
const optimal = range(STATES).map(s => interval(certificate.lower[s], certificate.upper[s]));

describe.each(engines)('$name', async ({ name, isThere }) => {
  const evaluate: Evaluate = isThere ? await blocking(name) : undefined!;
  const onEngine = test.skipIf(!isThere);

  onEngine('values and policy lie within the certificate, widened by what the learner itself leaves open', () => {
    const learned = judged(trained(evaluate, transitions));
    const distance = distances(learned);
    expect(open(learned)).toBeLessThan(OVERSHOOT);
    const bestPolicy = operators.softmaxPolicy(optimal);
    for (const s of states) {
      expect(isWithin(learned.V[s], optimal[s], distance.V), `V(${s})`).toBe(true);
      operators.actionValues(optimal, s).forEach((best, a) => {
        expect(isWithin(learned.Q(s, a), best, distance.Q), `Q(${s}, ${a})`).toBe(true);
        const logProb = learned.policy(s).logProb(a);
        expect(isWithin(logProb, bestPolicy[s][a], distance.logPolicy), `log pi(${a} | ${s})`).toBe(true);
      });
    }
  });
});

/** On one engine, since all make the same updates. */
const [{ name: first, isThere: isFirstThere }] = engines;

const misled: Readonly<Record<string, (evaluate: Evaluate) => State>> = {
  'no end of an episode': evaluate => trained(evaluate, { ...transitions, terminated: rows.map(() => 0) }),
  'the other sign of the reward': evaluate =>
    trained(evaluate, { ...transitions, rewards: rows.map(({ reward }) => -SCALE * reward) }),
  'twice the temperature': evaluate => trained(evaluate, transitions, 2),
};

test.skipIf(!isFirstThere).each(Object.entries(misled))('what learned from %s does not', async (_, train) => {
  expect(open(judged(train(await blocking(first))))).toBeGreaterThan(100 * OVERSHOOT);
});
