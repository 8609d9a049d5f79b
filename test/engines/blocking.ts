/** Engines for those who do not wait, as laws do: the engine works in a thread, and whoever asks sleeps until the answer is there. */
import { once } from 'node:events';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Engine, Singles } from '../../src/engines/engine.ts';
import { type Graph, mapRecord } from '../../src/engines/graph.ts';
import { engineOf } from '../../src/engines/select.ts';
import type { Evaluate } from '../../src/sac/learner.ts';

type Name = Engine['name'];

const names: readonly Name[] = ['compiled', 'eager'];

/** Whether each engine is installed. */
export const engines: readonly { readonly name: Name; readonly isThere: boolean }[] = await Promise.all(
  names.map(async name => ({
    name,
    isThere: await engineOf(name, 1).then(
      () => true,
      () => false,
    ),
  })),
);

type Question = { readonly graph: Graph } | { readonly run: number; readonly inputs: Singles };

/** An engine in single precision, at once. */
export const blocking = async (name: Name): Promise<Evaluate> => {
  const { port1: port, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const workerData = { name, port: port2, signal };
  const thread = new Worker(new URL('./engine-thread.mjs', import.meta.url), {
    workerData,
    transferList: [port2],
    execArgv: [],
  });
  await once(thread, 'message');
  thread.unref();

  const ask = (question: Question): unknown => {
    port.postMessage(question);
    while (Atomics.exchange(signal, 0, 0) === 0) Atomics.wait(signal, 0, 0);
    const answer = receiveMessageOnPort(port)!.message;
    if (typeof answer === 'object' && 'error' in answer) throw new Error(`${name}: ${answer.error}`);
    return answer;
  };

  return graph => {
    const run = ask({ graph }) as number;
    return given => ask({ run, inputs: mapRecord(given, numbers => Float32Array.from(numbers)) }) as Singles;
  };
};
