// An engine that answers whoever sleeps until it has.
import { parentPort, workerData } from 'node:worker_threads';
import { engineOf } from '../../dist/src/engines/select.js';

const { name, port, signal } = workerData;

const engine = await engineOf(name, 1);
const runs = [];

const answer = async ({ graph, run, inputs }) => {
  if (graph === undefined) return runs[run](inputs);
  return runs.push(await engine.prepare(graph)) - 1;
};

port.on('message', async question => {
  port.postMessage(await answer(question).catch(error => ({ error: String(error) })));
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
});

parentPort.postMessage('ready');
