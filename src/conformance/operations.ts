/** Every operation with its arguments and its result: the one table behind the messages, their schemas and the kits. */
import type { Operations } from '../../properties/subject.ts';

export type OperationName = keyof Operations;

/** What an argument or a result is: a number, true or false, a problem, a number that names a learner, a list of what stands in the brackets, or a record. */
export type Kind = 'number' | 'flag' | 'problem' | 'handle' | readonly [Kind] | { readonly [field: string]: Kind };

export const isList = (kind: Kind): kind is readonly [Kind] => Array.isArray(kind);

const [number, flag, problem, handle] = ['number', 'flag', 'problem', 'handle'] as const;
const vector: Kind = [number];
const matrix: Kind = [vector];
const flags: Kind = [flag];
const oneState = { logPolicy: vector, q: vector, temperature: number } as const;
const visits = { problem, policy: matrix, start: vector } as const;
const gaussians = { mean: matrix, logDeviation: matrix, noise: matrix, scale: vector } as const;
const twins: Kind = [matrix];
const parameters: Kind = { actor: vector, critics: matrix, targets: matrix, temperature: number };
const step = { observation: vector, action: vector, reward: number, terminated: flag } as const;

/** What a solver gives. */
const solution: Kind = { values: vector, error: number };

export interface Signature {
  /** The arguments by name, in the order of {@link Operations}; those of a batch are its fields. */
  readonly takes: Readonly<Record<string, Kind>>;
  readonly gives: Kind;
  /** Whether the one argument is a batch or another record, whose fields travel as the arguments. */
  readonly isBatch?: true;
}

/** How every operation is called. */
export const SIGNATURES: Readonly<Record<OperationName, Signature>> = {
  logSumExp: { takes: { q: vector, temperature: number }, gives: number },
  softmax: { takes: { q: vector, temperature: number }, gives: vector },
  entropy: { takes: { logPolicy: vector }, gives: number },
  stateValue: { takes: oneState, gives: number },
  klObjective: { takes: oneState, gives: number },
  optimalBackup: { takes: { problem, values: vector }, gives: vector },
  policyBackup: { takes: { problem, policy: matrix, values: vector }, gives: vector },
  softmaxPolicy: { takes: { problem, values: vector }, gives: matrix },
  optimalValues: { takes: { problem }, gives: solution },
  policyValues: { takes: { problem, policy: matrix }, gives: solution },
  occupancy: { takes: visits, gives: { weights: matrix, error: number } },
  valueGradient: { takes: visits, gives: { gradient: matrix, error: number } },
  movingAverage: { takes: { tau: number, online: number, target: number }, gives: number },
  criticTarget: {
    takes: {
      rewards: vector,
      terminated: flags,
      truncated: flags,
      nextValues: matrix,
      nextLogProb: vector,
      discount: number,
      temperature: number,
    },
    gives: vector,
    isBatch: true,
  },
  rolloutTarget: {
    takes: {
      rewards: matrix,
      terminated: [flags],
      truncated: [flags],
      nextValues: [matrix],
      nextLogProb: matrix,
      discount: number,
      temperature: number,
    },
    gives: vector,
    isBatch: true,
  },
  valueTarget: { takes: { values: matrix, logProb: vector, temperature: number }, gives: vector, isBatch: true },
  criticLoss: { takes: { predictions: vector, targets: vector }, gives: number, isBatch: true },
  policyLoss: { takes: { values: matrix, logProb: vector, temperature: number }, gives: number, isBatch: true },
  policyGradient: {
    takes: { ...gaussians, slope: vector, curvature: vector, temperature: number },
    gives: { mean: matrix, logDeviation: matrix },
    isBatch: true,
  },
  temperatureLoss: {
    takes: { parameter: number, logProb: vector, targetEntropy: number },
    gives: { loss: number, gradient: number },
    isBatch: true,
  },
  squashedGaussian: { takes: gaussians, gives: { actions: matrix, logProb: vector }, isBatch: true },
  expectedCriticTarget: {
    takes: {
      rewards: vector,
      terminated: flags,
      truncated: flags,
      nextLogPolicy: matrix,
      nextValues: twins,
      discount: number,
      temperature: number,
    },
    gives: vector,
    isBatch: true,
  },
  expectedPolicyLoss: {
    takes: { logPolicy: matrix, values: twins, temperature: number },
    gives: number,
    isBatch: true,
  },
  projection: { takes: { candidates: matrix, q: vector, temperature: number }, gives: number, isBatch: true },
  storedTransitions: {
    takes: {
      steps: [{ ...step, truncated: flag, nextObservation: vector, finalObservation: vector }],
      capacity: number,
    },
    gives: [{ ...step, nextObservation: vector }],
  },
  learnerInit: {
    takes: {
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
    },
    gives: handle,
    isBatch: true,
  },
  learnerUpdate: {
    takes: {
      handle,
      batch: {
        observations: matrix,
        actions: matrix,
        rewards: vector,
        nextObservations: matrix,
        terminated: flags,
        truncated: flags,
      },
      noise: { action: matrix, next: matrix },
    },
    gives: parameters,
  },
  learnerParameters: { takes: { handle }, gives: parameters },
  learnerReload: { takes: { handle }, gives: handle },
};

/** Whether an operation tells how far from the truth its result may be. */
export const claimsError = (operation: OperationName): boolean => {
  const { gives } = SIGNATURES[operation];
  return typeof gives === 'object' && 'error' in gives;
};
