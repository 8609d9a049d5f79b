import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Outcome, run, temporaryFolder } from './run.ts';

const MODEL = 'models/gymnasium/frozen-lake-4x4.json';
const folder = temporaryFolder();
const text = (): string => readFileSync(join(folder, 'certificate.json'), 'utf8');

beforeAll(async () => {
  const options = ['--discount', '0.9', '--temperature', '0.1', '--certificate', 'certificate.json'];
  expect(await run(['certify', MODEL, ...options], folder)).toMatchObject({ code: 0 });
});

let tampered = 0;

const checkText = async (certificate: string, ...options: string[]): Promise<Outcome> => {
  const file = `tampered-${tampered++}.json`;
  writeFileSync(join(folder, file), certificate);
  return run(['check', file, MODEL, ...options], folder);
};

interface Numbers {
  readonly discount: number;
  readonly temperature: number;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly logPolicy: readonly (readonly number[])[];
}

type Change = (certificate: Numbers) => Partial<Numbers>;

const changed = (change: Change): string => {
  const certificate = JSON.parse(text());
  return JSON.stringify({ ...certificate, ...change(certificate) });
};

test('the certificate holds, whole and in parts', async () => {
  expect(await checkText(text())).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^holds: .* all 16 states,/),
  });
  const parts = await Promise.all([1, 2, 3].map(i => checkText(text(), '--shard', `${i}/3`, '--json')));
  expect(parts.map(part => part.code)).toEqual([0, 0, 0]);
  expect(parts.map(part => JSON.parse(part.stdout).states)).toEqual([6, 5, 5]);
});

test('a false bound is found by the shard that holds its state, and by no other', async () => {
  const certificate = changed(({ lower }) => ({ lower: lower.with(15, lower[15] + 1) }));
  const codes = await Promise.all(
    [1, 2, 3].map(i => checkText(certificate, '--shard', `${i}/3`).then(({ code }) => code)),
  );
  expect(codes).toEqual([1, 0, 0]);
});

describe.concurrent('refuted', () => {
  test.each<[string, Change, RegExp]>([
    ['L above the truth', c => ({ lower: c.lower.with(14, c.upper[14] + 0.1) }), /state 14: L <= T\^pi L is refuted/],
    ['U below the truth', c => ({ upper: c.upper.with(14, c.lower[14] - 0.1) }), /state 14: T\* U <= U is refuted/],
    ['L above 0 at a terminal state', c => ({ lower: c.lower.with(5, 1e-300) }), /state 5: L <= T\^pi L is refuted/],
    [
      'another policy',
      c => ({ logPolicy: c.logPolicy.with(14, c.logPolicy[14].toReversed()) }),
      /state 14: L <= T\^pi L is refuted/,
    ],
    ['a lower discount', () => ({ discount: 0.8 }), /L <= T\^pi L is refuted/],
    ['a higher temperature', () => ({ temperature: 0.2 }), /T\* U <= U is refuted/],
  ])('%s', async (_, change, message) => {
    const { code, stdout, stderr } = await checkText(changed(change));
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(message);
  });
});

describe.concurrent('refused', () => {
  test.each<[string, () => string, RegExp]>([
    ['cut off', () => text().slice(0, -100), /cut off/],
    ['NaN as JavaScript prints it', () => text().replace(/"lower":\[[^,]+/, '"lower":[NaN'), /line 1, .*found "NaN"/],
    ['NaN in quotes', () => text().replace(/"lower":\[[^,]+/, '"lower":["NaN"'), /lower of state 0 is "NaN", expected/],
    ['null', () => text().replace(/"upper":\[[^,]+/, '"upper":[null'), /upper of state 0 is null, expected/],
    [
      'an infinite bound',
      () => text().replace(/"upper":\[[^,]+/, '"upper":["Infinity"'),
      /upper of state 0 is "Infinity", expected/,
    ],
    ['a state too few', () => changed(c => ({ lower: c.lower.slice(1) })), /lower has 15 entries, expected 16/],
    [
      'an action too many',
      () => changed(c => ({ logPolicy: c.logPolicy.with(0, [0, 0, 0, 0, 0]) })),
      /logPolicy of state 0 has 5/,
    ],
    ['discount 1', () => changed(() => ({ discount: 1 })), /discount is 1, expected/],
    ['another format', () => text().replace('certificate/1', 'certificate/2'), /not a certificate/],
    ['a list', () => '[]', /not a certificate/],
  ])('%s', async (_, certificate, message) => {
    const { code, stdout, stderr } = await checkText(certificate());
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^soft-bellman: tampered-\d+\.json: [^\n]+\n$/);
    expect(stderr).toMatch(message);
  });

  test('a certificate for another model', async () => {
    const other = 'models/gymnasium/cliff-walking.json';
    const { code, stderr } = await run(['check', 'certificate.json', other], folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^soft-bellman: certificate\.json: certificate for another model: it names "sha256:[^\n]+\n$/,
    );
  });
});

describe.concurrent('inconclusive', () => {
  test('a bound that only more digits could judge: 2 exp(-U) = 1 up to rounding for U = log 2', async () => {
    const model = { 0: { 0: [[1, 1, 0, true]], 1: [[1, 1, 0, true]] }, 1: { 0: [[1, 1, 0, true]] } };
    writeFileSync(join(folder, 'coin.json'), JSON.stringify(model));
    const options = ['--discount', '0.5', '--temperature', '1', '--certificate', 'coin-certificate.json'];
    expect(await run(['certify', 'coin.json', ...options], folder)).toMatchObject({ code: 0 });
    const certificate = JSON.parse(readFileSync(join(folder, 'coin-certificate.json'), 'utf8'));
    certificate.upper[0] = Math.LN2;
    writeFileSync(join(folder, 'coin-certificate.json'), JSON.stringify(certificate));
    const { code, stdout } = await run(['check', 'coin-certificate.json', 'coin.json'], folder);
    expect(stdout).toMatch(/^inconclusive: 1 tests fail .*\n {2}state 0: T\* U <= U is inconclusive/);
    expect(code).toBe(3);
  });

  test('a width that doubles cannot reach', async () => {
    const options = ['--discount', '0.9', '--temperature', '0.1', '--tolerance', '1e-300', '--json'];
    const { code, stdout } = await run(['certify', MODEL, ...options], folder);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      status: expect.stringMatching(/^stalled at \d+ ulp$/),
      verdict: 'holds',
    });
  });
});

test('--normalize is accepted, recorded, and needed again to check', async () => {
  writeFileSync(
    join(folder, 'row.json'),
    JSON.stringify({ 0: { 0: [[0.9, 0, 1, false]] }, 1: { 0: [[1, 0, 0, false]] } }),
  );
  const options = ['--discount', '0.5', '--temperature', '0', '--certificate', 'row-certificate.json'];
  expect(await run(['certify', 'row.json', ...options, '--normalize'], folder)).toMatchObject({ code: 0 });
  const { meaning, lower, upper } = JSON.parse(readFileSync(join(folder, 'row-certificate.json'), 'utf8'));
  expect(meaning).toMatchObject({ rows: 'weights over their sum', largestRowDeviation: 1 - 0.9 });
  expect(lower[0] <= 2 && 2 <= upper[0]).toBe(true);
  expect(await run(['check', 'row-certificate.json', 'row.json', '--normalize'], folder)).toMatchObject({ code: 0 });
  expect(await run(['check', 'row-certificate.json', 'row.json'], folder)).toMatchObject({ code: 2 });
});
