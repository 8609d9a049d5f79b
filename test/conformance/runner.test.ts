import { beforeEach, describe, expect, test, vi } from 'vitest';
import { contraction, gibbsIdentity, homogeneity, type Law, shiftEquivariance } from '../../properties/index.ts';
import type { Trial } from '../../src/conformance/judge.ts';
import { judgingThread } from '../../src/conformance/judging-thread.ts';
import { ProcessFault, type SubjectProcess, startSubject } from '../../src/conformance/process.ts';
import type { Report } from '../../src/conformance/report/report.ts';
import { conform, type Run } from '../../src/conformance/runner.ts';
import type { Verdict } from '../../src/conformance/verdict.ts';

vi.mock('../../src/conformance/judging-thread.ts', () => ({ judgingThread: vi.fn() }));
vi.mock('../../src/conformance/process.ts', async original => ({
  ...(await original<typeof import('../../src/conformance/process.ts')>()),
  startSubject: vi.fn(),
}));

const laws = [homogeneity, shiftEquivariance, gibbsIdentity, contraction] as readonly Law[];
const evidence = (runs: number) => ({ asked: runs, cases: runs, discarded: 0, hypotheses: {} });

type Judge = (law: string, trial: Trial) => Verdict;

const holds: Judge = (_, { runs }) => ({ verdict: 'holds', ...evidence(runs) });
const refuted: Judge = (_, { index, seed, runs }) => ({
  verdict: 'refuted',
  ...evidence(runs),
  counterexample: { block: index, seed, path: '0', shrinks: 0, message: 'm', values: 'v', calls: [] },
});
const vague: Judge = (_, { index, runs }) => ({
  verdict: 'inconclusive',
  ...evidence(runs),
  block: index,
  reason: `vague in block ${index}`,
});
const faulty: Judge = (law, trial) => ({ ...vague(law, trial), reason: 'it died', processFault: true }) as Verdict;

let judged: string[];
let starts: number;

/** A run of four laws in blocks of 25, 25 and 10 cases, on which `judge` says what it says. */
const conformed = (judge: Judge, change: Partial<Run> = {}): Promise<Report> => {
  vi.mocked(judgingThread).mockImplementation(() => ({
    judge: async (law, trial) => {
      judged.push(`${law} ${trial.index}`);
      const verdict = judge(law, trial);
      if (verdict.verdict === 'inconclusive' && verdict.processFault) alive = false;
      return verdict;
    },
    end: async () => undefined,
  }));
  const interrupted = new AbortController().signal;
  return conform({
    command: ['mine'],
    laws,
    skip: [],
    seed: 1,
    runs: 60,
    shard: { part: 1, of: 1 },
    deadline: Number.MAX_VALUE,
    patience: { start: 1, call: 1 },
    interrupted,
    ...change,
  });
};

let alive: boolean;
beforeEach(() => {
  judged = [];
  starts = 0;
  vi.mocked(startSubject).mockImplementation(async () => {
    starts++;
    alive = true;
    const operations = ['logSumExp', 'softmax', 'stateValue', 'klObjective'] as const;
    return {
      introduction: { name: 'mine', unitRoundoff: 2 ** -53, operations },
      get alive() {
        return alive;
      },
      stop: async () => undefined,
      call: async () => ({ result: 0 }),
    } satisfies SubjectProcess;
  });
});

const verdicts = ({ laws }: Report): string => laws.map(({ law, verdict }) => `${law} ${verdict}`).join(', ');
const of = ({ laws }: Report, id: string) => laws.find(({ law }) => law === id)!;

describe('a run', () => {
  test('tries every block of every law that is offered', async () => {
    const report = await conformed(holds);
    expect(report.verdict).toBe('holds');
    expect(verdicts(report)).toBe(
      'homogeneity holds, shift-equivariance holds, gibbs-identity holds, contraction skipped',
    );
    expect(of(report, 'gibbs-identity')).toMatchObject({ asked: 60, cases: 60 });
    expect(judged.length).toBe(9);
  });

  test('is refuted by the first block that refutes, and tries no more of that law', async () => {
    const judge: Judge = (law, trial) => (law === 'homogeneity' && trial.index === 1 ? refuted : holds)(law, trial);
    const report = await conformed(judge);
    expect(report.verdict).toBe('refuted');
    expect(of(report, 'homogeneity')).toMatchObject({ verdict: 'refuted', asked: 25, counterexample: { block: 1 } });
    expect(judged.filter(block => block.startsWith('homogeneity'))).toEqual(['homogeneity 0', 'homogeneity 1']);
  });

  test('goes on behind a vague block, and a refutation outweighs it', async () => {
    const judge: Judge = (law, trial) => {
      if (law === 'homogeneity') return trial.index === 1 ? vague(law, trial) : holds(law, trial);
      return law === 'gibbs-identity' ? [vague, holds, refuted][trial.index](law, trial) : holds(law, trial);
    };
    const report = await conformed(judge);
    expect(of(report, 'homogeneity')).toMatchObject({ verdict: 'inconclusive', asked: 60, reason: 'vague in block 1' });
    expect(of(report, 'gibbs-identity')).toMatchObject({ verdict: 'refuted', counterexample: { block: 2 } });
  });

  test('of a part tries its blocks alone', async () => {
    const report = await conformed(holds, { shard: { part: 2, of: 3 } });
    expect(judged).toEqual(['homogeneity 1', 'shift-equivariance 1', 'gibbs-identity 1']);
    expect(of(report, 'homogeneity')).toMatchObject({ asked: 25 });
  });

  test('leaves out what it was told to', async () => {
    const report = await conformed(holds, { skip: ['homogeneity'] });
    expect(of(report, 'homogeneity')).toMatchObject({ verdict: 'skipped', byRequest: true });
    expect(of(report, 'contraction')).toMatchObject({ verdict: 'skipped', byRequest: false, lacks: contraction.needs });
    expect(judged.some(block => block.startsWith('homogeneity'))).toBe(false);
  });
});

describe('a process that fails', () => {
  test('with one law is started again for the others', async () => {
    const report = await conformed((law, trial) => (law === 'shift-equivariance' ? faulty : holds)(law, trial));
    expect(verdicts(report)).toBe(
      'homogeneity holds, shift-equivariance inconclusive, gibbs-identity holds, contraction skipped',
    );
    expect(of(report, 'shift-equivariance')).toMatchObject({ asked: 60, cases: 25, reason: 'it died' });
    expect(starts).toBeGreaterThan(1);
  });

  test('with three laws in a row is given up', async () => {
    const many = [...laws, gibbsIdentity as Law].map((law, i) => ({
      ...law,
      id: `law ${i}`,
      needs: homogeneity.needs,
    }));
    const report = await conformed(faulty, { laws: many });
    expect(report.verdict).toBe('inconclusive');
    expect(starts).toBe(4);
    const given = many.filter(({ id }) => (of(report, id) as { reason?: string }).reason?.startsWith('not tried, as'));
    expect(given.length).toBe(2);
  });

  test('and does not start again says so', async () => {
    const { getMockImplementation } = vi.mocked(startSubject);
    const start = getMockImplementation.call(vi.mocked(startSubject))!;
    vi.mocked(startSubject).mockImplementation(async (...args) => {
      if (starts > 0) throw new ProcessFault('no such file');
      return start(...args);
    });
    const report = await conformed(faulty);
    expect(of(report, 'homogeneity')).toMatchObject({ reason: 'the process does not start again: no such file' });
  });
});

test('what is interrupted is inconclusive, and nothing more is tried', async () => {
  const controller = new AbortController();
  const many = Array.from({ length: 9 }, (_, i) => ({ ...(homogeneity as Law), id: `law ${i}` }));
  const judge: Judge = (law, trial) => {
    if (trial.index === 0) return holds(law, trial);
    controller.abort();
    return { ...vague(law, trial), reason: 'interrupted', processFault: true } as Verdict;
  };
  const report = await conformed(judge, { laws: many, interrupted: controller.signal });
  expect(report.verdict).toBe('inconclusive');
  for (const law of report.laws)
    expect(law).toMatchObject({ verdict: 'inconclusive', reason: 'interrupted', asked: 60 });
  expect(report.laws.some(law => law.verdict !== 'skipped' && law.cases >= 25)).toBe(true);
  expect(starts).toBe(1);
  expect(judged.length).toBe(8);
});
