/** What becomes of verdicts on their way to the exit code. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { conformCommand } from '../../src/cli/commands/conform.ts';
import { readCase, writeCase } from '../../src/conformance/case.ts';
import { FORMAT, type LawReport, type Report, verdictOf } from '../../src/conformance/report/report.ts';
import { temporaryFolder } from '../cli/run.ts';

const folder = temporaryFolder();
const evidence = { asked: 25, cases: 25, discarded: 0, hypotheses: {} };
const theorem = 'soft-bellman explain contraction';
const counterexample = { block: 0, seed: 1, path: '0', shrinks: 0, message: 'm', values: 'v', calls: [] };
const byVerdict: Readonly<Record<LawReport['verdict'], LawReport>> = {
  holds: { law: 'contraction', theorem, verdict: 'holds', ...evidence },
  refuted: { law: 'gibbs-identity', theorem, verdict: 'refuted', ...evidence, counterexample },
  inconclusive: { law: 'homogeneity', theorem, verdict: 'inconclusive', ...evidence, block: 0, reason: 'r' },
  skipped: { law: 'reward-shift', theorem, verdict: 'skipped', byRequest: false, lacks: ['optimalValues'] },
};

const report = (verdicts: readonly LawReport['verdict'][], change: Partial<Report> = {}): Report => ({
  format: FORMAT,
  command: ['mine'],
  subject: { name: 'mine', unitRoundoff: 2 ** -53, operations: [] },
  seed: 1,
  runs: 25,
  shard: { part: 1, of: 1 },
  verdict: 'holds',
  seconds: 1,
  laws: verdicts.map(verdict => byVerdict[verdict]),
  ...change,
});

beforeAll(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(() => {
  vi.restoreAllMocks();
});

/** The exit code of `conform --merge`. */
const merged = (...reports: readonly Report[]): number | Promise<number> => {
  const files = reports.map((report, i) => {
    const file = join(folder, `${i}.json`);
    writeFileSync(file, JSON.stringify(report));
    return file;
  });
  return conformCommand.run(files, { merge: true });
};

test.each([
  [['holds', 'skipped'], 'holds', 0],
  [['holds', 'refuted', 'inconclusive'], 'refuted', 1],
  [['holds', 'inconclusive'], 'inconclusive', 3],
  [['skipped'], 'inconclusive', 3],
  [[], 'inconclusive', 3],
] as const)('%j: %s, exit code %i', async (verdicts, verdict, code) => {
  expect(verdictOf(report(verdicts).laws)).toBe(verdict);
  expect(await merged(report(verdicts))).toBe(code);
});

test('a shard that had nothing to try is no failure of the run', () => {
  expect(verdictOf([byVerdict.skipped], true)).toBe('holds');
});

const part = (i: number, change: Partial<Report> = {}): Report =>
  report(['holds'], { shard: { part: i, of: 2 }, ...change });

test('only all parts of one run are merged', async () => {
  expect(await merged(part(1), part(2))).toBe(0);
  expect(await merged(part(2), part(1, { laws: [{ ...byVerdict.refuted }] }))).toBe(1);
  await expect(merged(part(1))).rejects.toThrow('shard 2/2 is there 0 times, expected once');
  await expect(merged(part(1), part(2), part(2))).rejects.toThrow('shard 2/2 is there 2 times');
  for (const change of [{ seed: 2 }, { runs: 50 }, { command: ['other'] }])
    await expect(merged(part(1), part(2, change))).rejects.toThrow('report 2 is of another run');
  const skipped = { ...byVerdict.skipped, law: 'contraction' };
  await expect(merged(part(1), part(2, { laws: [skipped] }))).rejects.toThrow('expected the same --skip');
});

test('a case comes back as it was written, or not at all', () => {
  const text = writeCase('contraction', 'mine', { ...counterexample, block: 3, seed: -5, path: '1:0' });
  expect(readCase(text)).toEqual({ law: 'contraction', block: 3, seed: -5, path: '1:0', values: 'v' });
  for (const [was, is] of [
    ['"v"', '"w"'],
    ['-5', '-6'],
    ['"1:0"', '"1:1"'],
    ['"m"', '"n"'],
    ['"mine"', '"other"'],
  ])
    expect(() => readCase(text.replace(was, is))).toThrow('digest is of another case: edited by hand');
});
