/**
 * What the laws are tried on. Numbers are small rationals, most of them exact in binary, and shrink towards ones a person can check: two states,
 * rewards 0 and 1, discount and temperature 1/2. Degenerate fixtures hide defects, so states differ in their number of actions, some are
 * terminal, some transitions end the episode, rewards may depend on the successor, and temperature 1 and discounts 0 and 1 do not occur.
 */
import fc from 'fast-check';
import { buildMdp } from '../src/mdp/build.ts';
import type { FiniteMdp } from '../src/mdp/finite-mdp.ts';
import { log } from '../src/numerics/index.ts';
import { statesOf } from './model.ts';
import { printableProblem, printableWeights } from './printing.ts';
import type { Policy, Problem } from './subject.ts';

/** The number of actions of every state; 0 where it is terminal. */
export type Shape = readonly number[];

/** What a law needs besides the problem, each drawn to fit its shape. */
export type Parts<T> = { readonly [K in keyof T]: (shape: Shape) => fc.Arbitrary<T[K]> };

/** Which problems to try: an arbitrary of one, together with the parts that a law names. */
export type Draw = <T extends object>(parts: Parts<T>) => fc.Arbitrary<{ readonly problem: Problem } & T>;

/** One record of all parts. */
const together = <T extends object, C>(
  parts: { readonly [K in keyof T]: (context: C) => fc.Arbitrary<T[K]> },
  context: C,
): fc.Arbitrary<T> => {
  const drawn = Object.entries<(context: C) => fc.Arbitrary<unknown>>(parts).map(([name, part]) => [
    name,
    part(context),
  ]);
  return fc.record(Object.fromEntries(drawn), { noNullPrototype: true }) as fc.Arbitrary<T>;
};

/** Multiples of 1/8; 0 and 1 first, where they are in range. */
export const eighths = (least: number, most: number): fc.Arbitrary<number> =>
  fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constantFrom(...[0, 1].filter(k => least <= k && k <= most)), weight: 1 },
    { arbitrary: fc.integer({ min: 8 * least, max: 8 * most }).map(k => k / 8), weight: 5 },
  );

/** Temperatures $\alpha > 0$ in units of reward, exact in binary: moderate, a few very cold or very hot. */
export const temperature: fc.Arbitrary<number> = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: fc.constantFrom(1 / 2, 2, 1 / 4, 3 / 4, 3 / 2, 3, 1 / 8, 5), weight: 16 },
  { arbitrary: fc.constantFrom(2 ** -10, 2 ** 10), weight: 1 },
);

/** {@link temperature}, or 0: the hard problem. */
export const anyTemperature: fc.Arbitrary<number> = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: temperature, weight: 16 },
  { arbitrary: fc.constant(0), weight: 1 },
);

export const discount: fc.Arbitrary<number> = fc.constantFrom(1 / 2, 3 / 4, 9 / 10, 99 / 100);

/** Positive factors, exact in binary and not 1. */
export const factor: fc.Arbitrary<number> = fc.constantFrom(2, 3, 1 / 4, 5 / 2, 10);

/** Factors that scale every double exactly. */
export const powerOfTwo: fc.Arbitrary<number> = fc.constantFrom(2, 1 / 2, 8, 1 / 4);

/** Constants to add, not 0. */
export const constant: fc.Arbitrary<number> = fc.constantFrom(1, -1, 3, -5 / 2, 10);

/** Constants to add that overflow an exponential, and 2^40, where doubles are still exact in eighths. */
export const largeConstant: fc.Arbitrary<number> = fc.constantFrom(1, -1, 2000, -2000, 2 ** 20, -(2 ** 20), 2 ** 40);

export const outlier: fc.Arbitrary<number> = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: fc.constant(0), weight: 6 },
  { arbitrary: fc.constantFrom(1000, -1000, 2 ** 20, -(2 ** 20)), weight: 1 },
);

/** {@link share}, or hardly any. */
export const unevenShare: fc.Arbitrary<number> = fc.constantFrom(1 / 2, 1 / 4, 3 / 4, 2 ** -30);

/** What an action pays that ends the episode: as much as others, or so little that it should never be taken. */
export const exitReward: fc.Arbitrary<number> = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: eighths(-4, 4), weight: 3 },
  { arbitrary: fc.constantFrom(-1000, -(2 ** 20)), weight: 1 },
);

/** Rates of a moving average: in common use, 1/2, which hides an exchange of the two weights, and 1, which copies. */
export const averagingRate: fc.Arbitrary<number> = fc.constantFrom(1 / 4, 1 / 2, 3 / 4, 1, 1 / 100, 1 / 200);

/** How far towards the softmax policy a step goes; 1 is policy iteration. */
export const stepShare: fc.Arbitrary<number> = fc.constantFrom(1 / 2, 1 / 4, 3 / 4, 1, 1 / 8);

/** Parameters of a network, some far away. */
export const parameter: fc.Arbitrary<number> = fc.tuple(eighths(-3, 3), outlier).map(([x, far]) => x + far);

/** Shares of the first of two things in their mixture. */
export const share: fc.Arbitrary<number> = fc.constantFrom(1 / 2, 1 / 4, 3 / 4);

/** Weights of one more transition in a row: from hardly noticed to as much as another. */
export const detour: fc.Arbitrary<number> = fc.constantFrom(1, 1 / 8, 2 ** -10);

/** Action values of one state with `size` actions; half of them with a tie, some with an outlier that makes gaps huge. */
export const actionValuesOf = (size: number): fc.Arbitrary<readonly number[]> =>
  fc
    .tuple(fc.array(eighths(-3, 3), { minLength: size, maxLength: size }), fc.boolean(), outlier)
    .map(([values, tied, far]) => {
      const q = [values[0] + far, ...values.slice(1)];
      return tied ? [...q.slice(0, -1), Math.max(...q.slice(0, -1))] : q;
    });

/** A change of the values of `size` actions by up to 1. */
export const stepOf = (size: number): fc.Arbitrary<readonly number[]> =>
  fc.array(eighths(-1, 1), { minLength: size, maxLength: size });

/** Weights of `size` actions: small integers, some 0, not all. */
const weightsOf = (size: number): fc.Arbitrary<readonly number[]> =>
  fc
    .array(fc.integer({ min: 0, max: 5 }), { minLength: size, maxLength: size })
    .map(weights => (weights.some(w => w > 0) ? weights : weights.map(() => 1)));

const positiveWeightsOf = (size: number): fc.Arbitrary<readonly number[]> =>
  fc.array(fc.integer({ min: 1, max: 6 }), { minLength: size, maxLength: size });

const logProbabilities = (weights: readonly number[]): readonly number[] => {
  const mass = weights.reduce((a, b) => a + b, 0);
  return weights.map(w => log(w / mass));
};

/** The log-probabilities of a policy at one state with `size` actions. */
export const logPolicyOf = (size: number): fc.Arbitrary<readonly number[]> =>
  weightsOf(size).map(weights => printableWeights(logProbabilities(weights), [weights]));

/** {@link logPolicyOf} without an action of probability 0. */
export const positiveLogPolicyOf = (size: number): fc.Arbitrary<readonly number[]> =>
  positiveWeightsOf(size).map(weights => printableWeights(logProbabilities(weights), [weights]));

/** One state with two to five actions, and what a law needs of it, each drawn to fit the number of actions. */
export const drawState = <T extends object>(
  parts: {
    readonly [K in keyof T]: (size: number) => fc.Arbitrary<T[K]>;
  },
): fc.Arbitrary<T> => fc.integer({ min: 2, max: 5 }).chain(size => together(parts, size));

/** A number for every state, 0 where it is terminal. */
export const values = (shape: Shape): fc.Arbitrary<readonly number[]> =>
  fc.tuple(...shape.map(actions => (actions === 0 ? fc.constant(0) : eighths(-8, 8))));

/** A non-negative number for every state, 0 where it is terminal. */
export const increments = (shape: Shape): fc.Arbitrary<readonly number[]> =>
  fc.tuple(...shape.map(actions => (actions === 0 ? fc.constant(0) : eighths(0, 4))));

/** A number for every terminal state, where nothing may depend on it; 0 elsewhere. */
export const terminalNumbers = (shape: Shape): fc.Arbitrary<readonly number[]> =>
  fc.tuple(...shape.map(actions => (actions === 0 ? eighths(1, 8) : fc.constant(0))));

/** A policy; some actions have probability 0. */
export const policy = (shape: Shape): fc.Arbitrary<Policy> =>
  fc.tuple(...shape.map(weightsOf)).map(weights => printableWeights(weights.map(logProbabilities), weights));

/** All states in some order. */
export const order = (shape: Shape): fc.Arbitrary<readonly number[]> =>
  fc.shuffledSubarray([...shape.keys()], { minLength: shape.length });

/** A policy under which every action has probability. */
export const positivePolicy = (shape: Shape): fc.Arbitrary<Policy> =>
  fc.tuple(...shape.map(positiveWeightsOf)).map(weights => printableWeights(weights.map(logProbabilities), weights));

/** A number for every action of every state. */
export const actionNumbers = (shape: Shape): fc.Arbitrary<readonly (readonly number[])[]> =>
  fc.tuple(...shape.map(size => fc.array(eighths(-4, 4), { minLength: size, maxLength: size })));

/** Where an episode begins: probabilities, exact in binary and positive where something is chosen; the first such state has most. */
export const start = (shape: Shape): fc.Arbitrary<readonly number[]> => {
  const first = shape.findIndex(actions => actions > 0);
  const whole = 1 << (36 - Math.clz32(shape.length));
  return fc
    .tuple(
      ...shape.map((actions, s) => (actions === 0 || s === first ? fc.constant(0) : fc.integer({ min: 1, max: 8 }))),
    )
    .map(weights => weights.map((w, s) => (s === first ? whole - weights.reduce((a, b) => a + b, 0) : w) / whole));
};

/** A state where something is chosen. */
export const actingState = (shape: Shape): fc.Arbitrary<number> =>
  fc.constantFrom(...[...shape.keys()].filter(s => shape[s] > 0));

/** An order of visits to states where something is chosen, with repetitions. */
export const visits = (shape: Shape): fc.Arbitrary<readonly number[]> =>
  fc.array(actingState(shape), { minLength: 1, maxLength: 6 });

/** Two to six states with at most four actions, in two or more different numbers: their entropies differ. */
const shapes: fc.Arbitrary<Shape> = fc
  .array(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 6 })
  .filter(shape => new Set(shape.filter(actions => actions > 0)).size >= 2);

/** A transition before it is placed: which of the possible successors, with what weight, and what it pays. */
const transition = (targets: number, paying: boolean): fc.Arbitrary<readonly [number, number, number]> =>
  fc.tuple(fc.nat(targets - 1), fc.integer({ min: 1, max: 4 }), paying ? eighths(-4, 4) : fc.constant(0));

const mdp = (shape: Shape): fc.Arbitrary<FiniteMdp> =>
  fc.tuple(fc.boolean(), fc.boolean()).chain(([leaving, paying]) => {
    const states = [...shape.keys()];
    const targets = [...states.filter(s => shape[s] > 0), ...(leaving ? states.filter(s => shape[s] === 0) : [])];
    const ends = leaving ? 1 : 0;
    const row = fc.array(transition(targets.length + ends, paying), { minLength: 1, maxLength: 3 });
    const pairs = states.flatMap(s => Array.from({ length: shape[s] }, (_, a) => [s, a] as const));
    return fc.tuple(...pairs.map(() => fc.tuple(eighths(-4, 4), row))).map(rows =>
      buildMdp(
        {
          stateCount: shape.length,
          transitions: rows.flatMap(([, successors], p) =>
            successors.map(([target, weight, r]) => [...pairs[p], targets[target] ?? 'end', weight, r] as const),
          ),
          rewards: rows.map(([r], p) => [...pairs[p], r] as const),
          terminal: states.filter(s => shape[s] === 0),
        },
        { normalize: true },
      ),
    );
  });

const problems = (shape: Shape): fc.Arbitrary<Problem> =>
  fc.record({ mdp: mdp(shape), discount, temperature: anyTemperature }).map(printableProblem);

const fitting = <T extends object>(
  problem: (shape: Shape) => fc.Arbitrary<Problem>,
  parts: Parts<T>,
  shape: Shape,
): fc.Arbitrary<{ readonly problem: Problem } & T> =>
  fc.tuple(problem(shape), together(parts, shape)).map(([drawn, rest]) => ({ problem: drawn, ...rest }));

/** Random problems of two to six states: what a law is tried on unless told otherwise. */
export const drawProblems: Draw = parts => shapes.chain(shape => fitting(problems, parts, shape));

/** One given problem; values, policies and whatever else a law needs are still random. */
export const drawOn = (problem: Problem): Draw => {
  const { mdp } = problem;
  const shape = statesOf(mdp).map(s => mdp.pairOffsets[s + 1] - mdp.pairOffsets[s]);
  const given = (): fc.Arbitrary<Problem> => fc.constant(printableProblem(problem));
  return parts => fitting(given, parts, shape);
};
