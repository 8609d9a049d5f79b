/** Updates of a learner, by ONNX Runtime in the browser. */
import * as onnxruntime from 'onnxruntime-web';
import { compiledEngine } from '/dist/src/engines/onnx/index.js';
import { continuousActions } from '/dist/src/sac/actions.js';
import { updateGraph } from '/dist/src/sac/learner.js';
import { twinCritics } from '/dist/src/sac/twin-critics.js';

onnxruntime.env.wasm.wasmPaths = '/node_modules/onnxruntime-web/dist/';

const singles = named =>
  Object.fromEntries(Object.entries(named).map(([name, numbers]) => [name, Float32Array.from(numbers)]));

/** All outputs of the first update, and how many follow in a second. */
export const answer = async ({ sizes, hyperparameters, inputs, rounds }) => {
  const actions = continuousActions(sizes.observation, sizes.action, sizes.hidden);
  const graph = updateGraph(twinCritics(actions, hyperparameters), sizes.batch);
  const engine = await compiledEngine(1, onnxruntime);
  const run = await engine.prepare(graph);
  const given = singles(inputs);
  const outputs = await run(given);
  let state = outputs;
  const perSecond = [];
  for (const count of rounds) {
    const start = performance.now();
    for (let i = 0; i < count; i++) state = await run({ ...given, ...state });
    perSecond.push((1000 * count) / (performance.now() - start));
  }
  return {
    engine: engine.description,
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, numbers]) => [name, Array.from(numbers)])),
    perSecond,
  };
};
