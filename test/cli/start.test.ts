import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Outcome, root, run, runNode, temporaryFolder } from './run.ts';

const folder = temporaryFolder();
const MODEL = 'models/gymnasium/frozen-lake-8x8.json';
let outcome: Outcome;

beforeAll(async () => {
  outcome = await runNode([join(root, 'dist/src/cli/start.js')], folder);
});

test('it succeeds, and says nothing on standard error', () => {
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
});

describe('what a person reads', () => {
  test('values with preferred moves, ties as two arrows, holes and goal', () => {
    const rows = outcome.stdout.split('\n').slice(3, 11);
    expect(rows.map(row => row.split(/ {2,}/).length)).toEqual(Array.from({ length: 8 }, () => 8));
    expect(rows[0]).toMatch(/^\d\.\d\d [←↓→↑] /);
    expect(rows[7]).toMatch(/ {2}hole .* {2}goal$/);
    expect(rows.join('\n')).toMatch(/\d [←↓→↑]{2}/);
  });

  test('the verdicts, each with its numbers', () => {
    for (const line of [
      /^enclosure +L <= V\^pi <= V\* <= U at every state, with U - L at most \d\.\d\de-\d+$/m,
      /^policy +loses at most \d/m,
      /^solver +converged: soft policy iteration, \d+ sweeps, \d+\.\d\d s$/m,
      /^checker +holds at all 64 states/m,
      /^laws +(\d+) of \1 hold on this model: \d+ to \d+ random cases each \(SOFT_BELLMAN_SEED=\d+\)$/m,
    ])
      expect(outcome.stdout).toMatch(line);
  });

  test('lines fit a terminal, except commands to copy, and hold no escape codes when it is none', () => {
    expect(outcome.stdout).not.toContain('\x1b');
    const long = outcome.stdout.split('\n').filter(line => line.length > 100);
    expect(long.filter(line => !line.includes('npx soft-bellman'))).toEqual([]);
  });

  test('every command it proposes works', async () => {
    const commands = [...outcome.stdout.matchAll(/npx soft-bellman (.+)$/gm)].map(([, args]) => args.split(' '));
    expect(commands.length).toBe(2);
    for (const args of commands) expect(await run(args, folder)).toMatchObject({ code: 0 });
  });
});

describe('what it leaves', () => {
  test('two files', () =>
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['certificate.json', 'frozen-lake.svg']));

  test('a certificate that holds', async () => {
    expect(await run(['check', 'out/certificate.json', MODEL], folder)).toMatchObject({ code: 0 });
  });

  test('the picture of the documentation, byte for byte (npm start && cp out/frozen-lake.svg docs/figures)', () => {
    const drawn = readFileSync(join(folder, 'out/frozen-lake.svg'));
    expect(drawn.equals(readFileSync(join(root, 'docs/figures/frozen-lake.svg')))).toBe(true);
  });
});
