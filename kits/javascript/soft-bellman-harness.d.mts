/** Types of `soft-bellman-harness.mjs`: copy both. What the operations mean: docs/protocol.md. */

/** This case is outside of what the implementation claims. */
export class Skip extends Error {}

/** Anything that is read like an array of numbers: what is returned may be a typed array. */
type Vector = ArrayLike<number>;
type Matrix = ArrayLike<Vector>;

/** What two critics say of one action. */
export type Twin = [number, number];

export interface Action {
  reward: number;
  /** Successor or the end of the episode, probability, and what the transition pays beside `reward`. */
  transitions: [next: number | null, probability: number, reward?: number][];
}

/** A finite MDP with its discount and temperature; a state without actions is terminal. */
export interface Problem {
  states: number;
  discount: number;
  temperature: number;
  actions: Action[][];
}

/** No value is further than `error` from the truth. */
export interface Solution {
  values: Vector;
  error: number;
}

/** Transitions that a learner learns from, column by column. */
export interface ReplayBatch {
  observations: number[][];
  actions: number[][];
  rewards: number[];
  nextObservations: number[][];
  terminated: boolean[];
  truncated: boolean[];
}

/** Standard normal numbers for the actions at the observations, and for those at the next ones. */
export interface UpdateNoise {
  action: number[][];
  next: number[][];
}

/** What a learner has learned, in any order that stays the same; one row for each critic. */
export interface LearnerParameters {
  actor: Vector;
  critics: Matrix;
  targets: Matrix;
  temperature: number;
}

export interface Transition {
  observation: number[];
  action: number[];
  reward: number;
  terminated: boolean;
  nextObservation: number[];
}

/** At the end of an episode `nextObservation` is the first one of the next, `finalObservation` the last one of this. */
export interface ReportedStep extends Transition {
  truncated: boolean;
  finalObservation: number[];
}

/** Every operation, with its arguments in the order in which they come. All may return promises. */
export interface Operations {
  logSumExp(q: number[], temperature: number): Answer<number>;
  softmax(q: number[], temperature: number): Answer<Vector>;
  entropy(logPolicy: number[]): Answer<number>;
  stateValue(logPolicy: number[], q: number[], temperature: number): Answer<number>;
  klObjective(logPolicy: number[], q: number[], temperature: number): Answer<number>;
  optimalBackup(problem: Problem, values: number[]): Answer<Vector>;
  policyBackup(problem: Problem, policy: number[][], values: number[]): Answer<Vector>;
  softmaxPolicy(problem: Problem, values: number[]): Answer<Matrix>;
  optimalValues(problem: Problem): Answer<Solution>;
  policyValues(problem: Problem, policy: number[][]): Answer<Solution>;
  occupancy(problem: Problem, policy: number[][], start: number[]): Answer<{ weights: Matrix; error: number }>;
  valueGradient(problem: Problem, policy: number[][], start: number[]): Answer<{ gradient: Matrix; error: number }>;
  movingAverage(tau: number, online: number, target: number): Answer<number>;
  criticTarget(
    rewards: number[],
    terminated: boolean[],
    truncated: boolean[],
    nextValues: Twin[],
    nextLogProb: number[],
    discount: number,
    temperature: number,
  ): Answer<Vector>;
  rolloutTarget(
    rewards: number[][],
    terminated: boolean[][],
    truncated: boolean[][],
    nextValues: Twin[][],
    nextLogProb: number[][],
    discount: number,
    temperature: number,
  ): Answer<Vector>;
  valueTarget(values: Twin[], logProb: number[], temperature: number): Answer<Vector>;
  criticLoss(predictions: number[], targets: number[]): Answer<number>;
  policyLoss(values: Twin[], logProb: number[], temperature: number): Answer<number>;
  policyGradient(
    mean: number[][],
    logDeviation: number[][],
    noise: number[][],
    scale: number[],
    slope: number[],
    curvature: number[],
    temperature: number,
  ): Answer<{ mean: Matrix; logDeviation: Matrix }>;
  temperatureLoss(
    parameter: number,
    logProb: number[],
    targetEntropy: number,
  ): Answer<{ loss: number; gradient: number }>;
  squashedGaussian(
    mean: number[][],
    logDeviation: number[][],
    noise: number[][],
    scale: number[],
  ): Answer<{ actions: Matrix; logProb: Vector }>;
  expectedCriticTarget(
    rewards: number[],
    terminated: boolean[],
    truncated: boolean[],
    nextLogPolicy: number[][],
    nextValues: Twin[][],
    discount: number,
    temperature: number,
  ): Answer<Vector>;
  expectedPolicyLoss(logPolicy: number[][], values: Twin[][], temperature: number): Answer<number>;
  projection(candidates: number[][], q: number[], temperature: number): Answer<number>;
  storedTransitions(steps: ReportedStep[], capacity: number): Answer<ArrayLike<Transition>>;
  learnerInit(
    observationSize: number,
    actionSize: number,
    seed: number,
    tau: number,
    actorRate: number,
    criticRate: number,
    temperatureRate: number,
    temperature: number,
    targetEntropy: number,
    discount: number,
  ): Answer<number>;
  learnerUpdate(handle: number, batch: ReplayBatch, noise: UpdateNoise): Answer<LearnerParameters>;
  learnerParameters(handle: number): Answer<LearnerParameters>;
  learnerReload(handle: number): Answer<number>;
}

type Answer<R> = R | Promise<R>;

/** Answers until told to stop; `unitRoundoff` is 2 ** -53 for doubles, 2 ** -24 for single precision. */
export function serve(name: string, operations: Partial<Operations>, unitRoundoff?: number): Promise<void>;
