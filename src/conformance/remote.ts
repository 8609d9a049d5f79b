import fc from 'fast-check';
import { largestValue } from '../../properties/model.ts';
import type { Problem, Subject } from '../../properties/subject.ts';
import { UNIT_ROUNDOFF } from '../numerics/index.ts';
import type { OperationName } from './operations.ts';
import { type Answer, decodeResult, encodeArguments, type Introduction, ProtocolError } from './protocol.ts';

/** An implementation gave no answer that a law could judge. One line; `whole` if the process failed, not this call alone. */
export class Fault extends Error {
  override readonly name: string = 'Fault';
  readonly whole: boolean;
  constructor(reason: string, whole: boolean) {
    super(reason);
    this.whole = whole;
  }
}

/** The implementation sets a case aside; it says why. */
export class Skipped extends fc.PreconditionFailure {
  readonly reason: string;
  constructor(reason: string) {
    super();
    this.reason = reason;
  }
}

/** One call of one case: what a reader needs to repeat it by hand. */
export interface Call {
  readonly operation: OperationName;
  readonly arguments: unknown;
  readonly result: unknown;
}

/** Asks the process, and waits. `fault` says that the process failed. */
export type Ask = (operation: OperationName, encodedArguments: string) => Answer | { readonly fault: string };

/** A subject whose operations ask a process; it offers what the process declares, and `onCall` hears of every call answered. */
export const remoteSubject = (
  { name, unitRoundoff, operations }: Introduction,
  ask: Ask,
  onCall: (call: Call) => void,
): Subject => {
  const remote =
    (operation: OperationName) =>
    (...args: readonly unknown[]): unknown => {
      const encoded = encodeArguments(operation, args);
      const answer = ask(operation, encoded);
      if ('fault' in answer) throw new Fault(answer.fault, true);
      if ('errored' in answer) throw new Fault(`${operation} errored: ${answer.errored}`, false);
      if ('skipped' in answer) throw new Skipped(`${operation}: ${answer.skipped}`);
      onCall({ operation, arguments: JSON.parse(encoded), result: answer.result });
      const result = decoded(operation, answer.result);
      const moved = MOVED[operation];
      return moved === undefined ? result : travelled(result as Claim, moved(args[0] as Problem));
    };
  return { name, unitRoundoff, ...Object.fromEntries(operations.map(operation => [operation, remote(operation)])) };
};

const decoded = (operation: OperationName, result: unknown): unknown => {
  try {
    return decodeResult(operation, result);
  } catch (error) {
    if (error instanceof ProtocolError) throw new Fault(error.message, false);
    throw error;
  }
};

/** A result with a claim of its own. */
interface Claim {
  readonly error: number;
}

/** Weights travel as probabilities, each rounded once: divided by their sum again, a row is off by $2u$ in all. What is followed for ever is off by this. */
const rowsMoved = ({ discount }: Problem): number => (2 * UNIT_ROUNDOFF) / (1 - discount);

/** By the simulation lemma, where $V$ is the largest value that a policy can have. */
const valuesMoved = (problem: Problem): number => rowsMoved(problem) * largestValue(problem);

/**
 * How far that moves a result. A gradient is, over $1 - \gamma$, the product of visits with a number of at most $3V$ that moves by twice as much as values.
 */
const MOVED: Partial<Record<OperationName, (problem: Problem) => number>> = {
  optimalValues: valuesMoved,
  policyValues: valuesMoved,
  occupancy: rowsMoved,
  valueGradient: problem => (5 * valuesMoved(problem)) / (1 - problem.discount),
};

const travelled = (claim: Claim, moved: number): Claim => ({ ...claim, error: claim.error + moved });
