import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { run, temporaryFolder } from './run.ts';

const folder = temporaryFolder();
const GOOD = 'models/gymnasium/frozen-lake-4x4.json';
const at = (...options: string[]): string[] => ['--discount', '0.9', '--temperature', '0.1', ...options];

const sparse = (transitions: unknown[], terminal: number[] = [1]): string =>
  JSON.stringify({ format: 'soft-bellman-mdp/1', states: 2, transitions, terminal });

const files: Readonly<Record<string, string>> = {
  'not-json.json': "{'0': 1}",
  'cut-off.json': '{"0": {"0": [[1, 0',
  'empty.json': '',
  'no-states.json': '{}',
  'row.json': JSON.stringify({ 0: { 0: [[0.9, 0, 1, false]] } }),
  'negative.json': sparse([
    [0, 0, 0, 1.5],
    [0, 0, 1, -0.5],
  ]),
  'successor.json': sparse([[0, 0, 7, 1]]),
  'null.json': sparse([[0, 0, 1, null]]),
  'picture.json': '\u0000\u0001',
};

beforeAll(() => {
  mkdirSync(join(folder, 'folder'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});

const certify = (model: string, ...options: string[]): string[] => ['certify', model, ...at(...options)];

describe.concurrent('one line, exit code 2', () => {
  const cases: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
    ['not JSON', certify('not-json.json'), /not-json\.json: line 1, column 2: found .*json\.dumps/],
    ['a file cut off', certify('cut-off.json'), /cut-off\.json: line 1, .*cut off/],
    ['an empty file', certify('empty.json'), /empty\.json: the file is empty/],
    ['a model without states', certify('no-states.json'), /no-states\.json: .*expected/],
    ['no text', certify('picture.json'), /picture\.json: /],
    ['a row that sums to 0.9', certify('row.json'), /row\.json: state 0, action 0: .*0\.9/],
    ['a negative probability', certify('negative.json'), /negative\.json: .*state 0.*-0\.5/],
    ['an unknown successor', certify('successor.json'), /successor\.json: .*state 0.*7/],
    ['a null', certify('null.json'), /null\.json: .*null is what JSON writers put for NaN/],
    ['a format that the file is not', certify(GOOD, '--format', 'sparse'), /frozen-lake-4x4\.json: /],
    ['an unknown format', certify(GOOD, '--format', 'yaml'), /--format is yaml, expected gymnasium or sparse/],
    ['a missing file', certify('missing.json'), /missing\.json: no such file/],
    ['a directory', certify('folder'), /folder: this is a directory/],
    [
      'an unwritable certificate',
      certify(GOOD, '--certificate', 'row.json/out.json'),
      /cannot write row\.json\/out\.json: /,
    ],
    ['a certificate that is a directory', certify(GOOD, '--certificate', 'folder'), /cannot write folder: /],
    ['discount 1', ['certify', GOOD, '--discount', '1', '--temperature', '1'], /--discount is 1, expected .*< 1/],
    ['discount 1.2', ['certify', GOOD, '--discount', '1.2', '--temperature', '1'], /--discount is 1\.2, expected/],
    ['discount NaN', ['certify', GOOD, '--discount', 'NaN', '--temperature', '1'], /--discount is NaN, expected/],
    ['discount empty', ['certify', GOOD, '--discount=', '--temperature', '1'], /--discount is .*, expected/],
    ['no discount', ['certify', GOOD, '--temperature', '1'], /--discount is missing, expected/],
    ['no temperature', ['certify', GOOD, '--discount', '0.9'], /--temperature is missing, expected/],
    [
      'a negative temperature',
      ['certify', GOOD, '--discount', '0.9', '--temperature=-1'],
      /--temperature is -1, expected/,
    ],
    ['the same after a space', ['certify', GOOD, '--discount', '0.9', '--temperature', '-1'], /--temperature/],
    [
      'an infinite temperature',
      ['certify', GOOD, '--discount', '0', '--temperature', 'Infinity'],
      /--temperature is Inf/,
    ],
    ['tolerance 0', certify(GOOD, '--tolerance', '0'), /--tolerance is 0, expected a number > 0/],
    ['an unknown option', certify(GOOD, '--gamma', '0.9'), /--gamma.*certify --help/],
    ['an option twice without its value', certify(GOOD, '--certificate'), /--certificate.*certify --help/],
    ['an unknown command', ['certfy', GOOD], /no command certfy, expected one of certify, /],
    ['a command of Object', ['constructor'], /no command constructor/],
    ['no model', ['certify', ...at()], /0 arguments, expected: soft-bellman certify MODEL/],
    ['two models', certify(GOOD, GOOD), /2 arguments, expected/],
    ['shard 0 of 3', ['check', GOOD, GOOD, '--shard', '0/3'], /--shard is 0\/3, expected I\/N/],
    ['shard 4 of 3', ['check', GOOD, GOOD, '--shard', '4/3'], /--shard is 4\/3, expected I\/N/],
    ['no certificate', ['check', GOOD, GOOD], /not a certificate: expected/],
    ['a misspelt law', ['explain', 'gibbs-identiy'], /no law is called "gibbs-identiy", nearest: gibbs-identity, /],
    ['part of a law', ['explain', 'improvement'], /nearest: soft-policy-improvement, /],
    ['a path for a law', ['explain', '../README'], /no law is called "\.\.\/README"/],
  ];

  test.each(cases)('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await run(args, folder);
    expect(stderr).toMatch(/^soft-bellman: [^\n]+\n$/);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('internal error');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

test('--debug adds the stack trace', async () => {
  const { code, stderr } = await run([...certify('missing.json'), '--debug'], folder);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^soft-bellman: missing\.json: no such file\nModelError: .*\n {4}at /);
});

test('and nothing written', () => {
  expect(readdirSync(folder).sort()).toEqual([...Object.keys(files), 'folder', 'kits', 'models'].sort());
});
