/** Engines for those who do not wait, as laws do: the engine works in a thread, and whoever asks sleeps until the answer is there. */
import { once } from 'node:events';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Engine } from '../../engines/engine.ts';
import { mapRecord } from '../../engines/graph.ts';
import type { Evaluate } from '../../sac/learner.ts';
import type { Answer, EngineThread, Question } from './engine-thread.ts';

/**
 * An engine in single precision, at once. It ends with the program.
 * @param thread where the compiled `engine-thread.ts` is
 * @throws `EngineError` where the engine is not there; whoever runs a graph that it refuses hears why.
 */
export const blocking = async (
  name: Engine['name'],
  thread: URL = new URL('./engine-thread.js', import.meta.url),
): Promise<Evaluate> => {
  const { port1: port, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const workerData: EngineThread = { name, port: port2, signal };
  const worker = new Worker(thread, { workerData, transferList: [port2], execArgv: [] });
  await once(worker, 'message');
  worker.unref();

  const ask = (question: Question): Answer => {
    port.postMessage(question);
    // Woken by the notification of an answer that it had already taken, it sleeps again.
    while (Atomics.exchange(signal, 0, 0) === 0) Atomics.wait(signal, 0, 0);
    const answer: Answer = receiveMessageOnPort(port)!.message;
    if ('error' in answer) throw new Error(`${name} engine: ${answer.error}`);
    return answer;
  };

  return graph => {
    const { run } = ask({ graph }) as Extract<Answer, { run: number }>;
    return given => {
      const inputs = mapRecord(given, numbers => Float32Array.from(numbers));
      return (ask({ run, inputs }) as Extract<Answer, { outputs: object }>).outputs;
    };
  };
};
