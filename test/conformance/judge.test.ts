import { describe, expect, test } from 'vitest';
import { homogeneity, type Law, type Subject } from '../../properties/index.ts';
import { judge, type Verdict } from '../../src/conformance/judge.ts';
import { Fault } from '../../src/conformance/remote.ts';
import { definitionsSubject } from '../../src/conformance/subjects/definitions.ts';
import { seed } from '../laws/seed.ts';

const definitions = definitionsSubject();
const forever = Number.MAX_VALUE;

/** The verdict on a `logSumExp` that knows how often it was called before. */
const judged = (
  logSumExp: (calls: number, q: readonly number[], alpha: number) => number,
  deadline = forever,
): Verdict => {
  let calls = 0;
  const subject: Subject = { ...definitions, logSumExp: (q, alpha) => logSumExp(calls++, q, alpha) };
  return judge(homogeneity as Law, { subject, takeCalls: () => [] }, { seed, runs: 30, deadline });
};

const { logSumExp } = definitions;
const wrong = (q: readonly number[], alpha: number): number => logSumExp(q, alpha) + 1;

describe('a law and an implementation', () => {
  test('that agree', () => {
    expect(judged((_, q, alpha) => logSumExp(q, alpha))).toEqual({ kind: 'holds', cases: 30 });
  });

  test('that do not agree', () => {
    expect(judged((_, q, alpha) => wrong(q, alpha))).toMatchObject({ kind: 'refuted', cases: 1 });
  });

  test('a fault ends the trial: nothing more is asked', () => {
    let most = 0;
    const verdict = judged((calls, q, alpha) => {
      most = calls;
      if (calls === 7) throw new Fault('gone', true);
      return logSumExp(q, alpha);
    });
    expect(verdict).toEqual({ kind: 'inconclusive', cases: 3, reason: 'gone', processFault: true });
    expect(most).toBe(7);
  });

  test('a fault while shrinking does not take back what was refuted', () => {
    const verdict = judged((calls, q, alpha) => {
      if (calls >= 4) throw new Fault('gone', true);
      return wrong(q, alpha);
    });
    expect(verdict).toMatchObject({ kind: 'refuted', cases: 1 });
  });

  test('a defect of our own is no refutation', () => {
    const verdict = judged(() => {
      throw new TypeError('cannot read properties of undefined');
    });
    expect(verdict).toMatchObject({
      kind: 'inconclusive',
      reason: 'internal error: TypeError: cannot read properties of undefined',
    });
  });

  test('time is up before the first case', () => {
    expect(judged((_, q, alpha) => logSumExp(q, alpha), 0)).toMatchObject({
      kind: 'inconclusive',
      reason: '--max-time is over after 0 of 30 cases',
    });
  });
});
