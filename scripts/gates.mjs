/**
 * Plants the defects of test/conformance/gates.json in the checker and the runner, one at a time and in memory only, and runs the test that must
 * fail of each. Exit code 0 if all fail with their defect and pass without.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createVitest } from 'vitest/node';

const root = fileURLToPath(new URL('..', import.meta.url));
const gates = JSON.parse(readFileSync(`${root}test/conformance/gates.json`, 'utf8'));

let planted;

const planting = {
  name: 'plant',
  enforce: 'pre',
  transform: (code, id) =>
    planted && id.split('?')[0] === root + planted.file ? code.replace(planted.find, () => planted.replace) : null,
};

const silent = { onInit: () => undefined };
const options = { root, watch: false, reporters: [silent], env: { SOFT_BELLMAN_SEED: '1' }, testTimeout: 15_000 };
const vitest = await createVitest('test', options, { plugins: [planting] });
await vitest.standalone();

/** Whether the test of a gate passed, failed, or is not there. */
const outcome = async ({ file, test, name }) => {
  vitest.invalidateFile(root + file);
  vitest.setGlobalTestNamePattern(new RegExp(`(^| )${name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`));
  const { testModules } = await vitest.runTestSpecifications(await vitest.globTestSpecifications([test]));
  const states = testModules.flatMap(module => [...module.children.allTests()].map(test => test.result().state));
  const broken = testModules.some(module => module.state() === 'failed' && states.every(state => state === 'skipped'));
  if (broken) return 'does not load';
  return states.includes('failed') ? 'failed' : states.includes('passed') ? 'passed' : 'is not there';
};

let survivors = 0;
const distinct = gates.filter((gate, i) => gates.findIndex(g => g.test === gate.test && g.name === gate.name) === i);
for (const gate of distinct) {
  const state = await outcome(gate);
  if (state === 'passed') continue;
  survivors++;
  console.log(`without a defect ${state}: ${gate.test} ${gate.name}`);
}
for (const gate of gates) {
  planted = gate;
  const state = await outcome(gate);
  planted = undefined;
  vitest.invalidateFile(root + gate.file);
  if (state !== 'failed') survivors++;
  console.log(
    `${(state === 'failed' ? 'caught' : 'MISSED').padEnd(8)}${gate.defect} (${gate.name}${state === 'failed' ? '' : `: ${state}`})`,
  );
}
await vitest.close();
console.log(`${gates.length} defects, ${survivors === 0 ? 'all caught' : `${survivors} troubles`}`);
process.exitCode = survivors === 0 ? 0 : 1;
