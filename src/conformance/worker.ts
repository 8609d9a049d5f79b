/** A thread that judges laws one after the other. Laws are synchronous: where they call the implementation, the thread sleeps until the answer is there. */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { laws } from '../../properties/index.ts';
import { judge, type Trial } from './judge.ts';
import type { OperationName } from './operations.ts';
import type { Introduction } from './protocol.ts';
import { type Ask, type Call, remoteSubject } from './remote.ts';

/** What a thread is started with. */
export interface WorkerData {
  readonly introduction: Introduction;
  /** Questions go out, answers come in. */
  readonly port: MessagePort;
  /** 1 when there is an answer. */
  readonly signal: Int32Array<SharedArrayBuffer>;
}

export interface Question {
  readonly operation: OperationName;
  readonly encoded: string;
}

/** One law on the cases of one seed. */
export interface Task {
  readonly law: string;
  readonly trial: Trial;
}

const { introduction, port, signal } = workerData as WorkerData;

const ask: Ask = (operation, encoded) => {
  port.postMessage({ operation, encoded } satisfies Question);
  // Woken by the notification of an answer that it had already taken, it sleeps again.
  while (Atomics.exchange(signal, 0, 0) === 0) Atomics.wait(signal, 0, 0);
  return receiveMessageOnPort(port)!.message as ReturnType<Ask>;
};

let calls: Call[] = [];
const subject = remoteSubject(introduction, ask, call => calls.push(call));
const takeCalls = (): readonly Call[] => {
  const taken = calls;
  calls = [];
  return taken;
};

parentPort!.on('message', ({ law, trial }: Task) => {
  const tried = laws.find(({ id }) => id === law)!;
  parentPort!.postMessage(judge(tried, { subject, takeCalls }, trial));
});
