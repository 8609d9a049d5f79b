import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main, runNode, temporaryFolder } from './run.ts';

const STATES = 100_000;
const LIMIT_MS = 12_000;

/** Two actions a state: one goes to a neighbour, one far away; each may stay. */
const writeModel = (path: string): void => {
  const file = openSync(path, 'w');
  writeSync(file, `{"format": "soft-bellman-mdp/1", "states": ${STATES}, "transitions": [`);
  for (let s = 0; s < STATES; s++) {
    const near = (s + 1) % STATES;
    const far = (s * 7919 + 13) % STATES;
    const rows = [
      `[${s},0,${near},0.75,${s % 5}]`,
      `[${s},0,${s},0.25]`,
      `[${s},1,${far},0.5,${s % 3}]`,
      `[${s},1,${s},0.5]`,
    ];
    writeSync(file, `${s === 0 ? '' : ',\n'}${rows.join()}`);
  }
  writeSync(file, ']}');
  closeSync(file);
};

/** Back to the begin of the line, which is cleared. */
const REWRITTEN = '\r\x1b[2K';

/** Makes Node believe that standard error is a terminal. */
const ON_A_TERMINAL = ['--import', 'data:text/javascript,process.stderr.isTTY = true'];

test(
  `a model of ${STATES} states is certified and checked, with progress on standard error`,
  async () => {
    const folder = temporaryFolder();
    writeModel(join(folder, 'large.json'));
    expect(statSync(join(folder, 'large.json')).size).toBeGreaterThan(5e6);

    const options = '--discount 0.95 --temperature 0.5 --tolerance 1e-6 --certificate large.certificate.json'.split(
      ' ',
    );
    const certified = await runNode([...ON_A_TERMINAL, main, 'certify', 'large.json', ...options], folder);
    expect(certified.code).toBe(0);
    expect(certified.stdout).toMatch(/^certified: .*\n100000 states, 200000 state-action pairs/);
    const shown = certified.stderr.split(REWRITTEN);
    expect([shown[0], shown.at(-1)]).toEqual(['', '']);
    expect(shown).toContainEqual(expect.stringMatching(/^large\.json: sweep \d+, width \d/));

    const checked = await runNode([main, 'check', 'large.certificate.json', 'large.json', '--shard', '2/2'], folder);
    expect(checked.code).toBe(0);
    expect(checked.stdout).toMatch(/^holds: .* at all 50000 states of shard 2\/2/);
  },
  LIMIT_MS,
);
