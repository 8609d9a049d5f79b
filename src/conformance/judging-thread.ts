import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { Trial } from './judge.ts';
import { ProcessFault, type SubjectProcess } from './process.ts';
import type { Introduction } from './protocol.ts';
import type { Ask } from './remote.ts';
import type { Verdict } from './verdict.ts';
import type { Question, WorkerData } from './worker.ts';

/** A thread that judges laws, one at a time. */
export interface JudgingThread {
  judge(law: string, trial: Trial): Promise<Verdict>;
  end(): Promise<unknown>;
}

/** Starts a thread whose laws ask whatever process `current` returns at the time. */
export const judgingThread = (introduction: Introduction, current: () => SubjectProcess): JudgingThread => {
  const { port1: port, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const workerData: WorkerData = { introduction, port: port2, signal };
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData, transferList: [port2] });

  port.on('message', async ({ operation, encoded }: Question) => {
    port.postMessage(await answerOf(current().call(operation, encoded)));
    Atomics.store(signal, 0, 1);
    Atomics.notify(signal, 0);
  });

  return {
    judge: async (law, trial) => {
      worker.postMessage({ law, trial });
      const [verdict] = await once(worker, 'message');
      return verdict;
    },
    end: () => {
      port.close();
      return worker.terminate();
    },
  };
};

const answerOf = async (call: ReturnType<SubjectProcess['call']>): Promise<ReturnType<Ask>> => {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ProcessFault) return { fault: error.message };
    throw error;
  }
};
