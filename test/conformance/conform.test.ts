import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { laws } from '../../properties/index.ts';
import type { LawReport, Report, TriedLaw } from '../../src/conformance/report/report.ts';
import { root, run, temporaryFolder } from '../cli/run.ts';

const folder = temporaryFolder();
const fixture = (mode: string): string[] => [
  '--',
  process.execPath,
  join(root, 'test/conformance/fixtures/subject.mjs'),
  mode,
];
const seed = ['--seed', process.env.SOFT_BELLMAN_SEED ?? '1'];

interface Conformed {
  readonly code: number;
  readonly report: Report;
  law(id: string): LawReport;
}

const conform = async (mode: string, ...options: string[]): Promise<Conformed> => {
  const { code, stdout, stderr } = await run(
    ['conform', ...seed, '--report', 'json', ...options, ...fixture(mode)],
    folder,
  );
  expect(stderr).not.toContain('error');
  const report = JSON.parse(stdout) as Report;
  return { code, report, law: id => report.laws.find(({ law }) => law === id)! };
};

const tried = (law: LawReport): TriedLaw => {
  if (law.verdict === 'skipped') throw new Error(`${law.law} was skipped`);
  return law;
};

const CLASSES_OF_ONE_STATE = [
  'temperature 0',
  'temperature < 1/4',
  'temperature > 100',
  'ties',
  'spreads > 500',
  'probability 0',
];

describe.concurrent('verdicts', () => {
  test('a correct implementation: what it offers holds, the rest is skipped and says why', async () => {
    const { code, report, law } = await conform('correct');
    expect(code).toBe(0);
    expect(report.verdict).toBe('holds');
    const { asked, cases, hypotheses, margin } = tried(law('gibbs-identity'));
    expect({ asked, cases }).toEqual({ asked: 100, cases: 100 });
    expect(Object.keys(hypotheses)).toEqual(CLASSES_OF_ONE_STATE);
    for (const name of ['temperature < 1/4', 'ties', 'probability 0']) expect(hypotheses[name]).toBeGreaterThan(0);
    expect(margin!.used).toBeGreaterThan(0);
    expect(margin!.used).toBeLessThan(0.5);
    expect(law('contraction')).toEqual({
      law: 'contraction',
      theorem: 'soft-bellman explain contraction',
      verdict: 'skipped',
      byRequest: false,
      lacks: ['optimalBackup', 'policyBackup'],
    });
    const offered = ['logSumExp', 'softmax', 'stateValue', 'klObjective'];
    const applicable = laws.filter(({ needs }) => needs.every(operation => offered.includes(operation)));
    expect(report.laws.filter(({ verdict }) => verdict === 'holds').map(({ law }) => law)).toEqual(
      applicable.map(({ id }) => id),
    );
  });

  test('a wrong sign is refuted by the simplest case, with both sides and the answers', async () => {
    const { code, report, law } = await conform('wrong sign', '--seed', '5');
    expect(code).toBe(1);
    expect(report.laws.filter(({ verdict }) => verdict === 'refuted').map(({ law }) => law)).toEqual([
      'gibbs-identity',
      'objective-mixtures',
    ]);
    const refuted = law('gibbs-identity');
    if (refuted.verdict !== 'refuted') throw new Error(refuted.verdict);
    const { values, message, calls } = refuted.counterexample;
    expect(values).toMatch(/^\[\{"q":\[0,0\],"p":proportional to \(1 1\)\},0\.5\]$/);
    expect(message).toMatch(/^J\(p\) = .* fails: 0\.3\d+ differs from -0\.3\d+ by 0\.693, .* explain \d\.\d+e-15$/);
    expect(calls.at(-1)).toMatchObject({ operation: 'klObjective', arguments: { q: [0, 0], temperature: 0.5 } });
  });

  test('answers out of order reach the call that asked', async () => {
    expect(await conform('out of order', '--runs', '25')).toMatchObject({ code: 0, report: { verdict: 'holds' } });
  });

  test('no answer goes astray in thousands of calls', async () => {
    const options = [
      '--runs',
      '2000',
      '--law',
      'homogeneity',
      '--law',
      'gibbs-identity',
      '--law',
      'shift-equivariance',
    ];
    const { report } = await conform('correct', ...options);
    expect(report.laws.map(tried).map(({ verdict, cases }) => `${verdict} ${cases}`)).toEqual(
      new Array(3).fill('holds 2000'),
    );
  });

  test('single precision holds where it is declared, and is refuted where double is', async () => {
    expect(await conform('single')).toMatchObject({ code: 0, report: { subject: { unitRoundoff: 2 ** -24 } } });
    expect(await conform('single, says double')).toMatchObject({ code: 1 });
  });

  test('NaN refutes', async () => {
    const { code, law } = await conform('NaN');
    expect(code).toBe(1);
    expect(law('log-sum-exp-bounds')).toMatchObject({
      verdict: 'refuted',
      counterexample: { message: 'logSumExp returned NaN, expected a finite number' },
    });
  });

  test('cases skipped now and then are made up for; a law whose every case is skipped is inconclusive', async () => {
    expect(await conform('skips some', '--law', 'homogeneity')).toMatchObject({
      code: 0,
      report: { laws: [{ verdict: 'holds', cases: 100 }] },
    });
    const { code, law } = await conform('skipped');
    expect(code).toBe(3);
    expect(law('gibbs-identity')).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('skipped by the implementation, klObjective: not in this release'),
    });
    expect(law('homogeneity').verdict).toBe('holds');
  });

  test.each([
    ['flaky', 'gibbs-identity', /^not deterministic: a case refuted it once, then no more, as klObjective answered /],
    ['last digit', 'log-sum-exp-bounds', /^not deterministic: logSumExp answered \S+, then \S+ to the same arguments$/],
  ])('an implementation that does not answer alike is inconclusive: %s', async (mode, id, reason) => {
    const { code, law } = await conform(mode, '--law', id);
    expect(code).toBe(3);
    expect(law(id)).toMatchObject({ verdict: 'inconclusive', reason: expect.stringMatching(reason) });
  });

  test('a law that is skipped by request is not tried, and said to be so', async () => {
    const both = ['--skip', 'gibbs-identity', '--skip', 'objective-mixtures'];
    const { code, law } = await conform('wrong sign', ...both);
    expect(code).toBe(0);
    expect(law('gibbs-identity')).toMatchObject({ verdict: 'skipped', byRequest: true, lacks: [] });
    const { code: none } = await conform('correct', '--law', 'gibbs-identity', '--skip', 'gibbs-identity');
    expect(none).toBe(3);
  });

  test('nothing to try is inconclusive', async () => {
    expect(await conform('offers nothing')).toMatchObject({ code: 3, report: { verdict: 'inconclusive' } });
  });

  test('time is up', async () => {
    const { code, report } = await conform('correct', '--runs', '100000', '--max-time', '0.5');
    expect(code).toBe(3);
    const late = tried(report.laws.find(({ verdict }) => verdict === 'inconclusive')!);
    expect(late).toMatchObject({ reason: '--max-time is over', asked: 100_000 });
    expect(late.cases).toBeLessThan(100_000);
  });
});

describe.concurrent('an answer that cannot be judged makes its law inconclusive, and no other', () => {
  test.each([
    ['errored', 'klObjective', 'gibbs-identity', 'klObjective errored: index out of range'],
    ['shape', 'softmax', 'gibbs-identity', 'the result softmax is 3, expected a list'],
    ['dies in klObjective', 'klObjective', 'gibbs-identity', 'the process ended with exit code 7'],
    [
      'null',
      'logSumExp',
      'log-sum-exp-bounds',
      'the result logSumExp is null, expected a number, "NaN", "Infinity", "-Infinity" or "-0" (null is',
    ],
  ])('%s', async (mode, broken, id, reason) => {
    const { code, law } = await conform(mode, '--runs', '10');
    expect(code).toBe(3);
    expect(law(id)).toMatchObject({ verdict: 'inconclusive', reason: expect.stringContaining(reason) });
    for (const { id, needs } of laws.filter(({ id }) => law(id).verdict !== 'skipped'))
      expect(law(id).verdict).toBe(needs.some(operation => operation === broken) ? 'inconclusive' : 'holds');
  });

  test.each([
    ['dies', 'the process ended with exit code 7; its last line on standard error: out of luck'],
    [
      'garbage',
      'standard output has the line "loss: 0.3", which is not JSON: column 1: found "loss", expected a value; only answers',
    ],
    ['python NaN', "(Python's json.dumps writes this"],
    ['silent', 'no answer to logSumExp in 0.3 s'],
    ['unknown seq', 'an answer has the seq 1000000, which no open call has'],
    ['no answer at all', 'an answer is an object, expected a seq and one of result, skipped, errored'],
    ['endless', 'a line is longer than 16777216 characters'],
  ])('a process that fails every law is given up: %s', async (mode, reason) => {
    const { code, report, law } = await conform(mode, '--call-time', mode === 'silent' ? '0.3' : '20');
    expect(code).toBe(3);
    expect(law('log-sum-exp-bounds')).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining(reason),
    });
    const tried = report.laws.filter(({ verdict }) => verdict !== 'skipped');
    expect(tried.every(({ verdict }) => verdict === 'inconclusive')).toBe(true);
    expect(tried.at(-1)).toMatchObject({
      reason: expect.stringMatching(/^not tried, as the process failed 3 laws in a row: /),
    });
  });
});

describe.concurrent('refused with one line and exit code 2', () => {
  test.each([
    [
      'fifteen digits',
      /^soft-bellman: echo\[7\] is 2\.2250738585072e-308, expected 2\.2250738585072014e-308 as it was sent/,
    ],
    ['unknown operation', /one of the operations is "tanh", expected one of logSumExp, softmax,/],
    ['any error', /unitRoundoff is 1, expected 2\^-53 for doubles/],
    ['version 2', /the version in the answer to start is 2, expected 1/],
  ])('%s', async (mode, message) => {
    const { code, stdout, stderr } = await run(['conform', ...fixture(mode)], folder);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^soft-bellman: [^\n]+\n$/);
    expect(stderr).toMatch(message);
  });

  test.each([
    [['--', 'no-such-program'], /no-such-program cannot be started \(ENOENT\)/],
    [['--', process.execPath, '-e', ''], /the process ended with exit code 0/],
    [['--law', 'gibs', ...fixture('correct')], /no law is called "gibs", nearest: /],
    [['--skip', 'gibs', ...fixture('correct')], /no law is called "gibs", nearest: /],
    [['--runs', '0', ...fixture('correct')], /--runs is 0, expected a whole number from 1/],
    [[], /0 arguments, expected: soft-bellman conform/],
  ])('%j', async (args, message) => {
    const { code, stderr } = await run(['conform', ...args], folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^soft-bellman: [^\n]+\n$/);
    expect(stderr).toMatch(message);
  });
});

describe('replay', () => {
  const file = 'cases/gibbs-identity.json';

  test('a counterexample is kept, refutes again, and no longer once it is fixed', async () => {
    const first = await run(['conform', ...seed, '--out', 'cases', ...fixture('wrong sign')], folder);
    expect(first.code).toBe(1);
    expect(first.stdout).toContain(`  repeat     soft-bellman replay ${file} -- `);
    expect(existsSync(join(folder, file))).toBe(true);
    const { values } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const again = await run(['replay', file, ...fixture('wrong sign')], folder);
    expect(again.code).toBe(1);
    expect(again.stdout).toContain(`  on         ${values}\n`);
    const fixed = await run(['replay', file, ...fixture('correct')], folder);
    expect(fixed).toMatchObject({ code: 0, stdout: expect.stringContaining('fixed') });
    expect(await run(['replay', file, ...fixture('errored')], folder)).toMatchObject({ code: 3 });
    expect(await run(['replay', file, ...fixture('offers nothing')], folder)).toMatchObject({ code: 3 });
  });

  test('a line without --out repeats it as well', async () => {
    const first = await run(['conform', ...fixture('wrong sign')], folder);
    const line = /repeat {5}soft-bellman (conform --law .*) -- /.exec(first.stdout)!;
    const again = await run([...line[1].split(' '), ...fixture('wrong sign')], folder);
    const refutation = (text: string): string => text.slice(text.indexOf('refuted'), text.indexOf('  repeat  '));
    expect(refutation(again.stdout)).toBe(refutation(first.stdout));
  });
});
