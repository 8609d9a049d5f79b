import { describe, expect, test } from 'vitest';
import { homogeneity, type Law, laws, type Subject } from '../../properties/index.ts';
import { judge } from '../../src/conformance/judge.ts';
import { type Call, Fault, remoteSubject, Skipped } from '../../src/conformance/remote.ts';
import { kernelsSubject } from '../../src/conformance/subjects/kernels.ts';
import type { Verdict } from '../../src/conformance/verdict.ts';
import { toTagged } from '../../src/numerics/index.ts';
import { seed } from '../laws/seed.ts';

const { logSumExp, softmax } = kernelsSubject();
const forever = Number.MAX_VALUE;

type LogSumExp = (calls: number, q: readonly number[], alpha: number) => number;

/** A remote `logSumExp` that knows how often it was called before. */
const recorded = (answer: LogSumExp) => {
  let count = 0;
  const calls: Call[] = [];
  const operations = ['logSumExp', 'softmax'] as const;
  const introduction = { name: 'counting', unitRoundoff: 2 ** -53, operations };
  const subject: Subject = remoteSubject(
    introduction,
    (operation, encoded) => {
      const { q, temperature } = JSON.parse(encoded);
      return operation === 'softmax'
        ? { result: softmax(q, temperature).map(toTagged) }
        : { result: toTagged(answer(count++, q, temperature)) };
    },
    call => calls.push(call),
  );
  const takeCalls = (): readonly Call[] => calls.splice(0);
  return { recorder: { subject, takeCalls }, asked: (): number => count };
};

const RUNS = 30;
const trial = { index: 4, seed, runs: RUNS, deadline: forever };

const judged = (answer: LogSumExp, deadline = forever): Verdict =>
  judge(homogeneity as Law, recorded(answer).recorder, { ...trial, deadline });

const right: LogSumExp = (_, q, alpha) => logSumExp(q, alpha);
const wrong: LogSumExp = (_, q, alpha) => logSumExp(q, alpha) + 1;

describe('a law and an implementation', () => {
  test('that agree', () => {
    expect(judged(right)).toMatchObject({ verdict: 'holds', asked: RUNS, cases: RUNS, discarded: 0 });
  });

  test('that do not agree', () => {
    expect(judged(wrong)).toMatchObject({
      verdict: 'refuted',
      cases: 1,
      counterexample: {
        block: 4,
        seed,
        values: expect.stringContaining('{"q":[0,0]}'),
        calls: [{ operation: 'logSumExp' }, { operation: 'logSumExp' }],
      },
    });
  });

  test('that answers NaN', () => {
    expect(judged(() => Number.NaN)).toMatchObject({
      verdict: 'refuted',
      counterexample: { message: 'logSumExp returned NaN, expected a finite number' },
    });
  });

  test('that do not agree on the last case alone', () => {
    const { cases } = judged((calls, q, alpha) => logSumExp(q, alpha) + (calls >= 2 * (RUNS - 1) ? 1 : 0));
    expect(cases).toBe(RUNS);
  });

  test('a fault ends the trial: nothing more is asked', () => {
    const { recorder, asked } = recorded((calls, q, alpha) => {
      if (calls === 7) throw new Fault('gone', true);
      return logSumExp(q, alpha);
    });
    const verdict = judge(homogeneity as Law, recorder, trial);
    expect(verdict).toMatchObject({ verdict: 'inconclusive', asked: RUNS, cases: 3, block: 4, reason: 'gone' });
    expect(verdict).toMatchObject({ processFault: true });
    expect(asked()).toBe(8);
  });

  test('a fault while shrinking does not take back what was refuted', () => {
    const verdict = judged((calls, q, alpha) => {
      if (calls >= 4) throw new Fault('gone', true);
      return wrong(calls, q, alpha);
    });
    expect(verdict).toMatchObject({ verdict: 'refuted', cases: 1 });
  });

  test('a fault in the last repetition is no verdict', () => {
    const verdict = judged((calls, q, alpha) => {
      if (calls === 2 * RUNS) throw new Fault('gone', true);
      return right(calls, q, alpha);
    });
    expect(verdict).toMatchObject({ verdict: 'inconclusive', cases: RUNS, reason: 'gone', processFault: true });
  });

  test('a defect of our own is no refutation', () => {
    const verdict = judged(() => {
      throw new TypeError('cannot read properties of undefined');
    });
    expect(verdict).toMatchObject({
      verdict: 'inconclusive',
      reason: 'internal error: TypeError: cannot read properties of undefined',
    });
  });

  test('cases that are skipped are made up for, and counted', () => {
    const verdict = judged((calls, q, alpha) => {
      if (calls % 10 === 9) throw new Skipped('not today');
      return right(calls, q, alpha);
    });
    expect(verdict).toMatchObject({ verdict: 'holds', cases: RUNS, discarded: expect.any(Number) });
    expect(verdict.discarded).toBeGreaterThan(3);
  });

  test('cases that are all skipped say nothing', () => {
    const verdict = judged(() => {
      throw new Skipped('not in this release');
    });
    expect(verdict).toMatchObject({
      verdict: 'inconclusive',
      cases: 0,
      reason: expect.stringMatching(/set aside: skipped by the impl.*release$/),
    });
  });

  test('time is up before the first case', () => {
    expect(judged(right, 0)).toMatchObject({ verdict: 'inconclusive', cases: 0, reason: '--max-time is over' });
  });
});

describe('an implementation that does not answer alike', () => {
  test('a refutation that does not come back is none, and what differed is named', () => {
    const verdict = judged((calls, q, alpha) => logSumExp(q, alpha) + (calls === 0 ? 1 : 0));
    expect(verdict).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringMatching(
        /^not deterministic: a case refuted it once, then no more, as logSumExp answered \S+, then \S+ to the same arguments$/,
      ),
    });
  });

  test('nor is one that comes back once', () => {
    const { recorder } = recorded((calls, q, alpha) => logSumExp(q, alpha) + (calls % 3 === 0 ? 1 : 0));
    for (let s = 0; s < 10; s++)
      expect(judge(homogeneity as Law, recorder, { ...trial, seed: s }).verdict).toBe('inconclusive');
  });

  test('a wrong one whose noise changes nothing is refuted', () => {
    expect(judged((calls, q, alpha) => logSumExp(q, alpha) + 1 + (calls % 7) / 64)).toMatchObject({
      verdict: 'refuted',
    });
  });

  test('an answer that changes within the tolerance does not pass', () => {
    const verdict = judged((calls, q, alpha) => logSumExp(q, alpha) * (calls < 2 ? 1 - 2 ** -52 : 1));
    expect(verdict).toMatchObject({
      verdict: 'inconclusive',
      cases: RUNS,
      reason: expect.stringMatching(/^not deterministic: logSumExp answered \S+, then \S+ to the same arguments$/),
    });
  });
});

describe('what a verdict rests on', () => {
  test('no tolerance is used by exact answers, and all of it by the worst that passes', () => {
    const scaled = (factor: number): number => {
      const found = laws.find(({ id }) => id === 'log-sum-exp-bounds')!;
      const verdict = judge(found, recorded((_, q, alpha) => logSumExp(q, alpha) * factor).recorder, trial);
      return verdict.margin!.used;
    };
    expect(scaled(1)).toBeLessThan(0.5);
    expect(scaled(1 + 2 ** -51)).toBeGreaterThan(scaled(1));
  });

  test('cases that shrink a counterexample do not count', () => {
    const verdict = judged(wrong);
    expect(verdict.cases).toBe(1);
    expect(Object.values(verdict.hypotheses).every(n => n <= 1)).toBe(true);
  });
});
