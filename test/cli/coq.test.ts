import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Certificate, certify } from '../../src/certify/index.ts';
import { type CoqCheck, checkWithCoq } from '../../src/cli/coq.ts';
import { coqLibrary } from '../../src/cli/coq-library.ts';
import { COMPILE, coqc, coqVersion, HOW_TO_GET_COQ } from '../../src/cli/coqc.ts';
import type { FiniteMdp } from '../../src/mdp/index.ts';
import { small } from '../certify/small.ts';
import { has } from '../tools.ts';
import { main, type Outcome, run, runNode, temporaryFolder } from './run.ts';

const FROZEN_LAKE = 'models/gymnasium/frozen-lake-8x8.json';
const TAXI = 'models/gymnasium/taxi.json';
const folder = temporaryFolder();

const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8');

interface Bounds {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

const slackened = ({ lower, upper }: Bounds): Bounds => ({
  lower: lower.map(x => x - 1e-9),
  upper: upper.map(x => x + 1e-9),
});

beforeAll(async () => {
  const certified = (model: string, file: string): Promise<Outcome> =>
    run(['certify', model, '--discount', '0.99', '--temperature', '0.1', '--certificate', file], folder);
  expect(await certified(FROZEN_LAKE, 'lake.json')).toMatchObject({ code: 0 });
  expect(await certified(TAXI, 'taxi.json')).toMatchObject({ code: 0 });
  const taxi = JSON.parse(textOf('taxi.json'));
  writeFileSync(join(folder, 'slack-taxi.json'), JSON.stringify({ ...taxi, ...slackened(taxi) }));
});

const checkCoq = (certificate: string, model: string, ...options: string[]): Promise<Outcome> =>
  run(['check', '--coq', certificate, model, ...options], folder);

describe.skipIf(!has('coq'))('check --coq', () => {
  let library: string;
  beforeAll(async () => {
    library = await coqLibrary(await coqVersion());
  }, 300_000);

  describe('proves', () => {
    test('FrozenLake', async () => {
      const { code, stdout, stderr } = await checkCoq('lake.json', FROZEN_LAKE);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^holds: .*\nproved: L <= V\^pi <= V\* <= U at all 64 states \(Coq 8.*, \d+\.\d s\)\n$/);
    });

    test('FrozenLake on big integers, by a file that is kept and compiles by hand', async () => {
      const { code, stdout } = await checkCoq('lake.json', FROZEN_LAKE, '--backend', 'bigint', '--output', 'lake.v');
      expect(code).toBe(0);
      expect(stdout).toMatch(/^proved: .* big integers,/m);
      const [, options] = /^kept: lake\.v, to be compiled by: coqc (.*) lake\.v$/m.exec(stdout)!;
      expect(options).toBe(`-Q ${library} SoftBellman`);
      expect(textOf('lake.v')).toContain('Theorem certified : Bigint.certified model certificate.');
      expect(await coqc([...COMPILE, ...options.split(' '), 'lake.v'], folder, 60)).toMatchObject({ kind: 'accepted' });
    });

    test('Taxi on floats, told as JSON', async () => {
      const { code, stdout } = await checkCoq('slack-taxi.json', TAXI, '--backend', 'float', '--json');
      expect(code).toBe(0);
      const coq = { verdict: 'holds', backend: 'float', theorem: 'Double.certified model certificate', library };
      expect(JSON.parse(stdout)).toMatchObject({ verdict: 'holds', states: 500, coq });
    });
  });

  test('stops Coq when its time is over, which refutes nothing', async () => {
    const { code, stdout } = await checkCoq('taxi.json', TAXI, '--backend', 'bigint', '--max-time', '1');
    expect(code).toBe(3);
    expect(stdout).toMatch(/^holds: .*\ninconclusive: Coq does not prove it, coqc is not done after 1 s \(/);
  });

  /* Past the checker of src/certify, so that Coq alone decides. */
  describe.each(['float', 'bigint'] as const)('left to Coq, over %s', backend => {
    const { certificate } = certify(small, { discount: 0.5, temperature: 1, tolerance: 1e-9 });
    const slack: Certificate = {
      ...certificate,
      lower: certificate.lower.map(x => x - 1e-9),
      upper: certificate.upper.map(x => x + 1e-9),
    };

    const decide = (model: Partial<FiniteMdp>, claim: Partial<Certificate>): Promise<CoqCheck> =>
      checkWithCoq({ ...small, ...model }, { ...slack, ...claim }, { backends: [backend], maxTime: 60 });

    test('the certificate holds', async () => {
      expect(await decide({}, {})).toMatchObject({ verdict: 'holds', backend });
    });

    test.each<[string, Partial<FiniteMdp>, Partial<Certificate>]>([
      ['L past the truth by 1e-6', {}, { lower: slack.lower.with(0, slack.upper[0] + 1e-6) }],
      ['U past the truth by 1e-6', {}, { upper: slack.upper.with(0, slack.lower[0] - 1e-6) }],
      ['L that is NaN', {}, { lower: slack.lower.with(0, Number.NaN) }],
      ['U that is infinite', {}, { upper: slack.upper.with(0, Infinity) }],
      ['a successor beyond the end', { successors: small.successors.with(0, small.stateCount + 1) }, {}],
      ['a successor far beyond the end', { successors: small.successors.with(0, 2 ** 31 - 1) }, {}],
      ['a discount of 1', {}, { discount: 1 }],
    ])('%s is not proved', async (_, model, claim) => {
      expect(await decide(model, claim)).toMatchObject({ verdict: 'inconclusive', reason: 'its check is false' });
    });
  });
});

let tampered = 0;

const checkText = (text: string, model: string = FROZEN_LAKE): Promise<Outcome> => {
  const file = `tampered-${tampered++}.json`;
  writeFileSync(join(folder, file), text);
  return runNode([main, 'check', '--coq', file, model, '--output', 'never.v'], folder, { PATH: '' });
};

/* None of them gets as far as Coq: there is none on their PATH. */
describe('what need not be asked of Coq', () => {
  test('a bound past the truth by 1e-6 is refuted', async () => {
    const lake = JSON.parse(textOf('lake.json'));
    const lower = lake.lower.with(62, lake.upper[62] + 1e-6);
    const { code, stdout, stderr } = await checkText(JSON.stringify({ ...lake, lower }));
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^refuted: .*\n {2}state 62: L <= T\^pi L is refuted/);
  });

  test.each<[string, (text: string) => string, string, RegExp]>([
    ['another model', text => text, TAXI, /certificate for another model/],
    ['a file cut off', text => text.slice(0, -100), FROZEN_LAKE, /cut off/],
    ['a bound NaN', text => text.replace(/"lower":\[[^,]+/, '"lower":[NaN'), FROZEN_LAKE, /found "NaN"/],
    ['discount 1', text => text.replace(/"discount":[^,]+/, '"discount":1'), FROZEN_LAKE, /discount is 1, expected/],
  ])('%s is refused', async (_, change, model, message) => {
    const { code, stdout, stderr } = await checkText(change(textOf('lake.json')), model);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^soft-bellman: tampered-\d+\.json: [^\n]+\n$/);
    expect(stderr).toMatch(message);
    expect(existsSync(join(folder, 'never.v'))).toBe(false);
  });

  test('without Coq one line says how to get it', async () => {
    const { code, stdout, stderr } = await checkText(textOf('lake.json'));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^soft-bellman: --coq needs Coq 8\.16 [^\n]*apt-get install coq [^\n]*: no coqc on the PATH\n$/,
    );
  });

  test.each([
    [['--backend', 'float'], /--backend says how to check with Coq, expected --coq beside it/],
    [['--coq', '--shard', '1/2'], /expected no --shard/],
    [['--coq', '--backend', 'int'], /--backend is int, expected float or bigint/],
    [['--coq', '--max-time', '0'], /--max-time is 0, expected/],
    [['--coq', '--output', 'my-lake.v'], /--output is my-lake\.v, expected a name that Coq takes/],
  ])('%j is refused', async (options, message) => {
    const { code, stdout, stderr } = await run(['check', 'lake.json', FROZEN_LAKE, ...options], folder);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^soft-bellman: [^\n]+\n$/);
    expect(stderr).toMatch(message);
  });
});

test('the packages it asks for are among those of the proofs', () => {
  const [, asked] = /apt-get install (.*)\)$/.exec(HOW_TO_GET_COQ)!;
  expect(readFileSync('spec/coq/packages.txt', 'utf8').split('\n')).toEqual(expect.arrayContaining(asked.split(' ')));
});
