import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main, runNode, temporaryFolder } from './run.ts';

const STATES = 100_000;

const folder = temporaryFolder();

/** Two actions a state: one goes to a neighbour, one far away; each may stay. */
const transitionsOf = (s: number): string => {
  const near = (s + 1) % STATES;
  const far = (s * 7919 + 13) % STATES;
  return `[${s},0,${near},0.75,${s % 5}],[${s},0,${s},0.25],[${s},1,${far},0.5,${s % 3}],[${s},1,${s},0.5]`;
};

const model = (): string => {
  const transitions = Array.from({ length: STATES }, (_, s) => transitionsOf(s)).join(',\n');
  return `{"format": "soft-bellman-mdp/1", "states": ${STATES}, "transitions": [${transitions}]}`;
};

/** Back to the begin of the line, which is cleared. */
const REWRITTEN = '\r\x1b[2K';

/** Makes Node believe that standard error is a terminal. */
const ON_A_TERMINAL = ['--import', 'data:text/javascript,process.stderr.isTTY = true'];

test(`a model of ${STATES} states is certified and checked, with progress on standard error`, async () => {
  writeFileSync(join(folder, 'large.json'), model());
  const options = '--discount 0.9 --temperature 0.5 --tolerance 1e-6 --certificate large.certificate.json'.split(' ');
  const certified = await runNode([...ON_A_TERMINAL, main, 'certify', 'large.json', ...options], folder);
  expect(certified.code).toBe(0);
  expect(certified.stdout).toMatch(/^certified: .*\n100000 states, 200000 state-action pairs/);
  const shown = certified.stderr.split(REWRITTEN);
  expect([shown[0], shown.at(-1)]).toEqual(['', '']);
  expect(shown).toContainEqual(expect.stringMatching(/^large\.json: sweep \d+, width \d/));

  const checked = await runNode([main, 'check', 'large.certificate.json', 'large.json', '--shard', '2/2'], folder);
  expect(checked.code).toBe(0);
  expect(checked.stdout).toMatch(/^holds: .* at all 50000 states of shard 2\/2/);
});
