import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { laws } from '../../properties/index.ts';
import { writeCase } from '../../src/conformance/case.ts';
import { assignments } from '../../src/conformance/plan.ts';
import { annotations, stepSummary } from '../../src/conformance/report/github.ts';
import { junit } from '../../src/conformance/report/junit.ts';
import type { LawReport, Report, TriedLaw } from '../../src/conformance/report/report.ts';
import { marginText } from '../../src/conformance/report/words.ts';
import type { Counterexample } from '../../src/conformance/verdict.ts';
import { main, root, run, runNode, temporaryFolder } from '../cli/run.ts';

const folder = temporaryFolder();
const fixture = (mode: string): string[] => [
  '--',
  process.execPath,
  join(root, 'test/conformance/fixtures/subject.mjs'),
  mode,
];
const hostile = 'a < b & "c" \u0007\ud800 100%, a: b\n| * `x`';

const counterexample = { block: 0, seed: 1, path: '0', shrinks: 0, message: hostile, values: hostile, calls: [] };
const theorem = `https://example.org/${encodeURIComponent(hostile.slice(0, 3))}`;
const evidence = { asked: 100, cases: 90, discarded: 7, hypotheses: { ties: 12, 'temperature 0': 3 } };
const reported: Report = {
  format: 'soft-bellman-conformance/1',
  command: ['python3', 'x.py'],
  subject: { name: hostile, unitRoundoff: 2 ** -53, operations: [] },
  seed: 3,
  runs: 100,
  shard: { part: 1, of: 1 },
  verdict: 'refuted',
  seconds: 1,
  laws: [
    { law: 'gibbs-identity', theorem, verdict: 'refuted', ...evidence, counterexample },
    { law: 'contraction', theorem, verdict: 'inconclusive', ...evidence, block: 0, reason: hostile },
    { law: 'monotonicity', theorem, verdict: 'skipped', byRequest: false, lacks: ['optimalBackup'] },
    { law: 'homogeneity', theorem, verdict: 'holds', ...evidence, margin: { used: 0.03, slack: -0.5 } },
  ],
};

describe('shards', () => {
  const dealt = (part: number, of: number): readonly string[] =>
    assignments(laws, 7, 110, { part, of }).flatMap(({ law, blocks }) =>
      blocks.map(({ index, seed, runs }) => `${law.id} ${index} ${seed} ${runs}`),
    );

  test.each([1, 2, 3, 7, 1000])('the cases of %i shards are those of the whole run, each once', of => {
    const parts = Array.from({ length: of }, (_, i) => dealt(i + 1, of));
    expect(parts.flat().sort()).toEqual([...dealt(1, 1)].sort());
  });

  test('every block has its own seed, and the blocks of a law its runs', () => {
    const blocks = assignments(laws, 7, 110, { part: 1, of: 1 }).flatMap(a => a.blocks);
    expect(new Set(blocks.map(({ seed }) => seed)).size).toBe(blocks.length);
    expect(blocks.reduce((sum, { runs }) => sum + runs, 0)).toBe(110 * laws.length);
    const others = assignments(laws, 8, 110, { part: 1, of: 1 }).flatMap(a => a.blocks);
    expect(others.filter(({ seed }) => blocks.some(block => block.seed === seed))).toEqual([]);
  });

  test.each([
    ['correct', 'holds', 0],
    ['wrong sign', 'refuted', 0],
    ['wrong where it is hot', 'refuted', 1],
    ['errored', 'inconclusive', 0],
    ['skipped', 'inconclusive', 0],
  ])('merged reports are the report of the whole run: %s', async (mode, expected, leastBlock) => {
    const laws = ['gibbs-identity', 'homogeneity', 'contraction', 'softmax-optimality'].flatMap(id => ['--law', id]);
    const chosen = ['--seed', '3', '--runs', '110', ...laws, '--skip', 'softmax-optimality'];
    const options = ['conform', '--report', 'json', ...chosen];
    const parts = ['2/3', '1/3', '3/3'].map(async shard => {
      const { stdout } = await run([...options, '--shard', shard, ...fixture(mode)], folder);
      const file = `${mode} ${shard.replace('/', ' of ')}.json`;
      writeFileSync(join(folder, file), stdout);
      return file;
    });
    const files = await Promise.all(parts);
    const merged = await run(['conform', '--merge', '--report', 'json', ...files], folder);
    const whole = await run([...options, ...fixture(mode)], folder);
    const essence = (text: string): Omit<Report, 'seconds'> => {
      const { seconds, ...rest } = JSON.parse(text) as Report;
      expect(seconds).toBeGreaterThan(0);
      return rest;
    };
    expect(merged.code).toBe(whole.code);
    expect(essence(merged.stdout)).toEqual(essence(whole.stdout));

    const [gibbs, homogeneous] = essence(whole.stdout).laws.filter(({ law }) => law !== 'contraction');
    expect(
      essence(whole.stdout)
        .laws.map(({ verdict }) => verdict)
        .sort(),
    ).toEqual(['holds', expected, 'skipped', 'skipped'].sort());
    expect([gibbs, homogeneous].map(({ verdict }) => verdict).sort()).toEqual(['holds', expected].sort());
    for (const law of [gibbs, homogeneous])
      if (law.verdict === 'refuted') expect(law.counterexample.block).toBeGreaterThanOrEqual(leastBlock);

    const incomplete = await run(['conform', '--merge', files[0], files[1]], folder);
    expect(incomplete).toMatchObject({ code: 2, stderr: 'soft-bellman: shard 3/3 is there 0 times, expected once\n' });
  });

  test.each([
    ['{}', /no report, expected an object/],
    [
      JSON.stringify({ ...reported, laws: [{ law: 'gibbs-identity', verdict: 'holds' }] }),
      /laws hold an object, expected/,
    ],
    [
      JSON.stringify({ ...reported, laws: [{ law: '?', verdict: 'holds', cases: 1 }] }),
      /laws hold an object, expected/,
    ],
    [JSON.stringify({ ...reported, shard: null }), /shard is null, expected/],
  ])('a report that is none is refused: %#', async (text, message) => {
    writeFileSync(join(folder, 'bad.json'), text);
    const { code, stderr } = await run(['conform', '--merge', 'bad.json'], folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^soft-bellman: bad\.json: [^\n]+\n$/);
    expect(stderr).toMatch(message);
  });
});

/** The tags of a small XML document; throws where it is not well-formed. */
const elements = (xml: string): readonly string[] => {
  const open: string[] = [];
  const names: string[] = [];
  const body = xml.replace(/^<\?xml [^?]*\?>\n/, '');
  const token = /<(\/?)([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<>]+)/gy;
  while (token.lastIndex < body.length) {
    const at = token.lastIndex;
    const match = token.exec(body);
    if (!match) throw new Error(`not well-formed at ${body.slice(at, at + 60)}`);
    const [, closes, name, attributes, empty, text] = match;
    if (/&(?!(?:amp|lt|gt|quot);)/.test(attributes ?? text)) throw new Error(`bare & in ${match[0]}`);
    if (/[^\t\n\x20-\ud7ff\ue000-\ufffd]/.test(match[0])) throw new Error(`no XML character in ${match[0]}`);
    if (name === undefined) continue;
    if (closes && open.pop() !== name) throw new Error(`</${name}> closes another element`);
    if (!closes) names.push(name);
    if (!closes && !empty) open.push(name);
  }
  if (open.length > 0) throw new Error(`${open} is not closed`);
  return names;
};

test('JUnit is well-formed whatever the implementation says', () => {
  const xml = junit(reported, law => `repeat <${law}>`);
  const names = elements(xml);
  const count = (name: string): number => names.filter(n => n === name).length;
  expect(count('testcase')).toBe(4);
  for (const name of ['failure', 'error', 'skipped']) expect(count(name)).toBe(1);
  expect(xml).toContain('tests="4" failures="1" errors="1" skipped="1"');
});

test('annotations are one line each, ten errors and ten warnings at most', () => {
  const many = (verdict: 'refuted' | 'inconclusive'): LawReport[] =>
    Array.from({ length: 15 }, () => reported.laws.find(law => law.verdict === verdict)!);
  const text = annotations({ ...reported, laws: [...many('refuted'), ...many('inconclusive')] }, () => 'again');
  const lines = text.split('\n').slice(0, 20);
  expect(lines.filter(line => line.startsWith('::error title=gibbs-identity refuted::a < b')).length).toBe(10);
  expect(lines.filter(line => line.startsWith('::warning title=contraction inconclusive::')).length).toBe(10);
  expect(lines[0]).toContain('100%25, a: b%0A| *');
  expect(
    stepSummary(reported, () => 'again')
      .split('\n')
      .filter(line => line.startsWith('|')).length,
  ).toBe(6);
});

test('github writes the table of the step where GitHub asks for it', async () => {
  const page = join(folder, 'summary.md');
  const args = ['conform', '--report', 'github', '--law', 'homogeneity', ...fixture('correct')];
  const { code } = await runNode([join(root, 'dist/src/cli/main.js'), ...args], folder, { GITHUB_STEP_SUMMARY: page });
  expect(code).toBe(0);
  expect(readFileSync(page, 'utf8')).toContain(
    '| homogeneity (soft-bellman explain homogeneity) | holds | 100 of 100 | ',
  );
});

describe('a case file that is none is refused', () => {
  let good: Record<string, unknown>;
  beforeAll(async () => {
    await run(['conform', '--out', '.', '--law', 'gibbs-identity', ...fixture('wrong sign')], folder);
    good = JSON.parse(readFileSync(join(folder, 'gibbs-identity.json'), 'utf8'));
  });

  test.each([
    [{ format: 'x' }, 2, /no case, expected an object with "format"/],
    [{ law: '../x' }, 2, /law is "\.\.\/x", expected the id of a law/],
    [{ seed: 0.5 }, 2, /seed is 0\.5, expected a whole number/],
    [{ path: '0:x' }, 2, /path is "0:x", expected numbers/],
    [{ values: 3 }, 2, /values is 3, expected a text/],
    [{ values: '[]' }, 2, /digest is of another case: edited by hand, expected the file as conform/],
    [{ digest: undefined }, 2, /digest is of another case/],
  ])('%j', async (change, expected, message) => {
    writeFileSync(join(folder, 'case.json'), JSON.stringify({ ...good, ...change }));
    const { code, stdout, stderr } = await run(['replay', 'case.json', ...fixture('wrong sign')], folder);
    expect(stdout + stderr).toMatch(message);
    expect(code).toBe(expected);
  });

  test.each([{ path: '0:99999' }, { values: '[]' }])('one of another version is inconclusive: %j', async change => {
    const { law, ...counterexample } = { ...good, ...change } as unknown as Counterexample & { law: string };
    const { format, subject, digest, ...fields } = counterexample as unknown as Record<string, unknown>;
    writeFileSync(join(folder, 'other.json'), writeCase(law, 'other', fields as unknown as Counterexample));
    const { code, stdout } = await run(['replay', 'other.json', '--json', ...fixture('wrong sign')], folder);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      file: 'other.json',
      law: 'gibbs-identity',
      verdict: 'inconclusive',
      reason: expect.stringContaining('made by another version'),
    });
  });
});

describe('what a person reads', () => {
  test('fits into 80 columns, but for the values and the command to copy', async () => {
    const { stdout } = await run(['conform', '--seed', '3', '--verbose', ...fixture('wrong sign')], folder);
    expect(stdout).not.toContain('\u001b');
    const free = /^ {2}(on|answered|repeat) {2}/;
    expect(stdout.split('\n').filter(line => line.length > 80 && !free.test(line))).toEqual([]);
    expect(stdout).toMatch(
      /^refuted {6}gibbs-identity {14}by case \d+ of 25, simplified \d+ times\n {2}found {6}J\(p\) = /m,
    );
    expect(stdout).toMatch(
      /^ {2}theorem {4}soft-bellman explain gibbs-identity\n {2}repeat {5}soft-bellman conform --law /m,
    );
    expect(stdout).toMatch(/^ {2}margin {5}used \S+ % of the rounding that double precision may commit$/m);
    expect(stdout).toMatch(/^ {2}cases {6}100 of 100; temperature 0: \d+, temperature < 1\/4: \d+,/m);
    expect(stdout).toMatch(/^rounding {5}that double precision may commit: at most \d+ % is used, by\n {13}\S+$/m);
    expect(stdout).toMatch(
      /\nrefuted: fixture wrong sign, \d+ holds, 2 refuted, 0 inconclusive, \d+ skipped[\s]+\(--seed 3\)\n$/,
    );
  });

  test('a margin tells whose errors it is about', () => {
    const law: TriedLaw = {
      law: 'contraction',
      theorem,
      verdict: 'holds',
      ...evidence,
      margin: { used: 0.03, slack: 2 },
    };
    const subject = { name: '', unitRoundoff: 2 ** -24, operations: [] };
    expect(marginText(law, subject)).toBe('used 3 % of the rounding that single precision may commit, least slack 2');
    expect(marginText({ ...law, law: 'residual-bounds' }, subject)).toContain(
      'and of the errors that its solvers claim',
    );
  });

  test.each(['json', 'junit', 'github'])('every report tells what a verdict rests on: %s', async report => {
    const page = join(folder, `${report}.md`);
    const args = ['conform', '--seed', '3', '--report', report, '--law', 'homogeneity', ...fixture('correct')];
    const { stdout } = await runNode([main, ...args], folder, { GITHUB_STEP_SUMMARY: page });
    const text = report === 'github' ? readFileSync(page, 'utf8') : stdout;
    expect(text).toContain('soft-bellman explain homogeneity');
    expect(text).toMatch(/100 of 100|"asked":100,"cases":100,"discarded":0/);
    expect(text).toMatch(/temperature 0"?:\s?\d+/);
    expect(text).toMatch(/used \d+ %|"margin":\{"used":0\.\d+\}/);
  });
});
