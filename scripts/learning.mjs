// Trains Pendulum-v1 and says what the policies earn: npm run learning -- [--engine E] [--seeds 1,2,3] [--steps N] [--preset P] [--write]
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { engineOf } from '../dist/src/engines/select.js';
import { makeEnvironment } from '../dist/src/environments/index.js';
import { agent } from '../dist/src/sac/agent.js';
import { evaluate } from '../dist/src/sac/evaluation.js';
import { presets } from '../dist/src/sac/presets.js';
import { training } from '../dist/src/sac/training.js';

const ENVIRONMENT = 'Pendulum-v1';
const GOAL = -200;
const EPISODES = 100;
/** The starts of the evaluation; no training has this seed. */
const EVALUATION_SEED = 1_000_000;
const PAGE = fileURLToPath(new URL('../docs/training.md', import.meta.url));

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'auto' },
    threads: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1,2,3' },
    steps: { type: 'string', default: '20000' },
    preset: { type: 'string', default: 'soft-bellman' },
    write: { type: 'boolean', default: false },
  },
});

const engine = await engineOf(values.engine, Number(values.threads));
const preset = presets[values.preset];

const learned = async seed => {
  const environment = makeEnvironment(ENVIRONMENT);
  const { actionSpace, observationSpace } = environment;
  const algorithm = preset.algorithm({ observationSize: observationSpace.low.length, actions: actionSpace });
  const learner = agent(engine, algorithm, actionSpace, preset.settings.batchSize, seed);
  const run = training(environment, learner, preset.settings, seed);
  const begin = performance.now();
  while (run.steps() < Number(values.steps)) await run.step();
  const seconds = (performance.now() - begin) / 1000;
  return { seconds, ...(await evaluate(makeEnvironment(ENVIRONMENT), learner, EPISODES, EVALUATION_SEED)) };
};

console.log(`${ENVIRONMENT}, ${values.preset}, ${values.steps} steps, ${engine.name}: ${engine.description}`);
const rows = [];
let reached = true;
for (const seed of values.seeds.split(',').map(Number)) {
  const { meanReturn, stdReturn, returns, seconds } = await learned(seed);
  reached &&= meanReturn >= GOAL;
  const least = Math.min(...returns).toFixed(1);
  console.log(
    `seed ${seed}: mean ${meanReturn.toFixed(1)}, standard deviation ${stdReturn.toFixed(1)}, least ${least}, ${EPISODES} episodes without noise; ${seconds.toFixed(0)} s`,
  );
  rows.push(
    `| ${values.preset} | ${engine.name} | ${values.steps} | ${seed} | ${meanReturn.toFixed(1)} | ${stdReturn.toFixed(1)} | ${least} |`,
  );
}
console.log(reached ? `every seed reached ${GOAL}` : `not every seed reached ${GOAL}`);

if (values.write) {
  const page = readFileSync(PAGE, 'utf8').split('\n');
  const first = page.findIndex(line => line.startsWith('|---|---|---:|---:|'));
  const end = page.findIndex((line, i) => i > first && !line.startsWith('|'));
  const own = `| ${values.preset} | ${engine.name} | ${values.steps} |`;
  const others = page.slice(first + 1, end).filter(line => !line.startsWith(own));
  const table = [...others, ...rows].sort();
  writeFileSync(PAGE, [...page.slice(0, first + 1), ...table, ...page.slice(end)].join('\n'));
}
process.exitCode = reached ? 0 : 1;
