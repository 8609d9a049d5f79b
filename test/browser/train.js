/** A training in the browser, as a page would write it. */
import * as onnxruntime from 'onnxruntime-web';
import { agent, compiledEngine, makeEnvironment, presets, training } from '/dist/src/sac/index.js';

onnxruntime.env.wasm.wasmPaths = '/node_modules/onnxruntime-web/dist/';

export const answer = async ({ preset, hidden, settings, seed, steps }) => {
  const environment = makeEnvironment('Pendulum-v1');
  const actions = environment.actionSpace;
  const algorithm = presets[preset].algorithm({ observationSize: 3, actions }, { hidden });
  const learner = agent(await compiledEngine(1, onnxruntime), algorithm, actions, settings.batchSize, seed);
  const run = training(environment, learner, settings, seed);
  while (run.steps() < steps) await run.step();
  return { updates: run.updates(), episodes: run.episodes(), losses: run.losses() };
};
