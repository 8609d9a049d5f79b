/** A thread with an engine that answers whoever sleeps until it has. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Engine, Run, Singles } from '../../engines/engine.ts';
import type { Graph } from '../../engines/graph.ts';
import { engineOf } from '../../engines/select.ts';

/** What the thread is started with. */
export interface EngineThread {
  readonly name: Engine['name'];
  /** Questions come in, answers go out. */
  readonly port: MessagePort;
  /** 1 when there is an answer. */
  readonly signal: Int32Array<SharedArrayBuffer>;
}

/** A graph is answered with its number, by which it is run. */
export type Question = { readonly graph: Graph } | { readonly run: number; readonly inputs: Singles };

export type Answer = { readonly run: number } | { readonly outputs: Singles } | { readonly error: string };

const { name, port, signal } = workerData as EngineThread;

const engine = await engineOf(name, 1);
const runs: Run[] = [];

const answer = async (question: Question): Promise<Answer> => {
  if ('run' in question) return { outputs: await runs[question.run](question.inputs) };
  return { run: runs.push(await engine.prepare(question.graph)) - 1 };
};

port.on('message', async (question: Question) => {
  port.postMessage(await answer(question).catch((error: unknown): Answer => ({ error: String(error) })));
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
});

parentPort!.postMessage('ready');
