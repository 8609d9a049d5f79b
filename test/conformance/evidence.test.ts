import { describe, expect, test } from 'vitest';
import { atMost, equal, exact, loosen, overhearing } from '../../properties/approximation.ts';
import { difference } from '../../src/conformance/determinism.ts';
import { nothing, oneCase, oneDiscarded, sum } from '../../src/conformance/evidence.ts';
import { hypothesesOf } from '../../src/conformance/hypotheses.ts';
import type { Call } from '../../src/conformance/remote.ts';
import { theoremOf } from '../../src/conformance/report/theorem.ts';
import { percent } from '../../src/conformance/report/words.ts';
import { together, type Verdict } from '../../src/conformance/verdict.ts';

const call = (args: object, result: unknown = 0): Call => ({ operation: 'logSumExp', arguments: args, result });

/** The margin of what `compare` compares. */
const marginOf = (compare: () => void) => {
  const comparisons: Parameters<Parameters<typeof overhearing>[0]>[0][] = [];
  overhearing(comparison => comparisons.push(comparison), compare);
  return oneCase([], comparisons).margin;
};

describe('margins', () => {
  const about = (value: number, error: number) => loosen(exact(value), error);

  test('what an equality uses is its gap over what explains it', () => {
    expect(marginOf(() => equal(about(1, 1), about(1.5, 1), ''))!.used).toBeCloseTo(0.25, 12);
    expect(marginOf(() => equal(exact(1), exact(1), ''))).toEqual({ used: 0 });
    expect(marginOf(() => equal(about(1, 0.5), exact(1.5), ''))!.used).toBeCloseTo(1, 12);
  });

  test('an inequality uses nothing where there is room, and tells the room', () => {
    expect(marginOf(() => atMost(about(1, 0.5), exact(3), ''))).toEqual({ used: 0, slack: 2 });
    expect(marginOf(() => atMost(about(3, 4), exact(1), ''))).toEqual({ used: expect.closeTo(0.5, 12), slack: -2 });
  });

  test('of several, the nearest counts', () => {
    const margin = marginOf(() => {
      atMost(exact(0), exact(5), '');
      atMost(about(1, 1), exact(0.5), '');
      equal(about(1, 1), exact(1.75), '');
    });
    expect(margin).toEqual({ used: expect.closeTo(0.75, 12), slack: -0.5 });
  });

  test('a comparison that fails is none that held, and nobody else listens afterwards', () => {
    let heard = 0;
    expect(() =>
      overhearing(
        () => heard++,
        () => atMost(exact(1), exact(0), 'one at most none'),
      ),
    ).toThrow('one at most');
    equal(exact(1), exact(1), '');
    expect(heard).toBe(0);
    expect(marginOf(() => undefined)).toBe(undefined);
  });

  test('no number that is none passes', () => {
    expect(() => equal(exact(Number.NaN), about(1, 1), 'NaN = 1')).toThrow('NaN = 1 fails');
    expect(() => atMost(exact(Number.NaN), about(1, 1), 'NaN <= 1')).toThrow('NaN <= 1 fails');
  });

  test.each([
    [0, '0 %'],
    [1e-9, '<1 %'],
    [0.03, '3 %'],
    [0.996, '100 %'],
    [1, '100 %'],
  ])('%d is printed as %s', (share, text) => {
    expect(percent(share)).toBe(text);
  });
});

describe('hypotheses', () => {
  const actions = [[{ reward: 0, transitions: [[0, 1]] }]];

  test.each([
    [{ temperature: 0 }, { 'temperature 0': 1, 'temperature < 1/4': 0, 'temperature > 100': 0 }],
    [{ temperature: 0.125 }, { 'temperature 0': 0, 'temperature < 1/4': 1, 'temperature > 100': 0 }],
    [{ temperature: 1024 }, { 'temperature 0': 0, 'temperature < 1/4': 0, 'temperature > 100': 1 }],
    [{ problem: { discount: 0.9 } }, { 'discount >= 0.9': 1 }],
    [{ problem: { discount: 0.75 } }, { 'discount >= 0.9': 0 }],
    [
      { problem: { actions } },
      { 'terminal states': 0, 'transitions that end': 0, 'stochastic transitions': 0, 'rewards by successor': 0 },
    ],
    [
      {
        problem: {
          actions: [
            [],
            [
              {
                reward: 0,
                transitions: [
                  [null, 0.5],
                  [0, 0.5, 1],
                ],
              },
            ],
          ],
        },
      },
      { 'terminal states': 1, 'transitions that end': 1, 'stochastic transitions': 1, 'rewards by successor': 1 },
    ],
    [{ q: [0, 1, 1] }, { ties: 1, 'spreads > 500': 0 }],
    [{ q: [0, 0, 1000] }, { ties: 0, 'spreads > 500': 1 }],
    [{ logPolicy: ['-Infinity', 0] }, { 'probability 0': 1 }],
    [{ policy: [[], [-0.5, -0.5]] }, { 'probability 0': 0 }],
    [{ policy: [[], [0, '-Infinity']] }, { 'probability 0': 1 }],
    [{ logProb: [-1, 0.5] }, { 'density > 1': 1 }],
    [{ nextLogProb: [[-1], [0]] }, { 'density > 1': 0 }],
    [
      { terminated: [false, true], truncated: [false] },
      { 'terminated rows': 1, 'truncated rows': 0 },
    ],
    [
      { terminated: [[false]], truncated: [[false, true]] },
      { 'terminated rows': 0, 'truncated rows': 1 },
    ],
  ])('%j', (args, expected) => {
    expect(hypothesesOf([call(args)])).toEqual(expected);
  });

  test('a case belongs to a class if one of its calls does', () => {
    expect(hypothesesOf([call({ q: [1, 1] }), call({ q: [0, 1] })])).toEqual({ ties: 1, 'spreads > 500': 0 });
  });
});

describe('sums', () => {
  const tied = oneCase([call({ q: [1, 1] })], [{ relation: '<=', gap: -2, allowance: 1 }]);
  const cold = oneCase([call({ q: [0, 1], temperature: 0 })], [{ relation: '=', gap: 0.5, allowance: 1 }]);
  const all = {
    cases: 2,
    discarded: 1,
    hypotheses: { 'temperature 0': 1, 'temperature < 1/4': 0, 'temperature > 100': 0, ties: 1, 'spreads > 500': 0 },
    margin: { used: 0.5, slack: 2 },
  };

  test('are the same in any order, names included', () => {
    const orders = [
      [tied, cold, oneDiscarded],
      [cold, oneDiscarded, tied],
      [oneDiscarded, tied, cold],
    ];
    for (const order of orders) expect(JSON.stringify(order.reduce(sum, nothing))).toBe(JSON.stringify(all));
  });

  const evidence = { asked: 25, cases: 25, discarded: 0, hypotheses: {} };
  const holds: Verdict = { verdict: 'holds', ...evidence };
  const vague = (block: number): Verdict => ({ verdict: 'inconclusive', ...evidence, block, reason: `block ${block}` });
  const refuted = (block: number): Verdict => ({
    verdict: 'refuted',
    ...evidence,
    counterexample: { block, seed: 0, path: '0', shrinks: 0, message: '', values: '', calls: [] },
  });

  test.each<[string, Verdict, Verdict, object]>([
    ['both hold', holds, holds, { verdict: 'holds', asked: 50, cases: 50 }],
    ['one is vague', holds, vague(3), { verdict: 'inconclusive', reason: 'block 3', cases: 50 }],
    ['the earlier reason', vague(3), vague(1), { verdict: 'inconclusive', reason: 'block 1', asked: 50 }],
    ['a refutation outweighs', vague(1), refuted(7), refuted(7)],
    ['the evidence is that of its block', holds, refuted(7), refuted(7)],
    ['the earlier refutation', refuted(2), refuted(7), refuted(2)],
  ])('verdicts together, either way round: %s', (_, a, b, expected) => {
    expect(together(a, b)).toMatchObject(expected);
    expect(together(b, a)).toEqual(together(a, b));
  });
});

describe('what differs between two answers', () => {
  const solved = (values: number[], error: number): Call => call({ q: [0] }, { values, error });
  const reloaded = (handle: number, result: number): Call => ({
    operation: 'learnerReload',
    arguments: { handle },
    result,
  });

  test.each<[string, Call[], Call[], string | undefined]>([
    ['nothing', [call({ q: [0] }, 1)], [call({ q: [0] }, 1)], undefined],
    ['nothing, as far as both go', [call({ q: [0] }, 1), call({ q: [1] }, 2)], [call({ q: [0] }, 1)], undefined],
    ['a number', [call({ q: [0] }, 1)], [call({ q: [0] }, 2)], 'logSumExp answered 1, then 2 to the same arguments'],
    [
      'a place',
      [solved([1, 2], 0)],
      [solved([1, 3], 0)],
      'logSumExp answered 2, then 3 at [values][1] to the same arguments',
    ],
    ['a length', [call({}, [1])], [call({}, [1, 2])], 'logSumExp answered [1], then [1,2] to the same arguments'],
    [
      'the name of a learner, which is used once',
      [{ operation: 'learnerInit', arguments: {}, result: 4 }, reloaded(4, 5)],
      [{ operation: 'learnerInit', arguments: {}, result: 6 }, reloaded(6, 7)],
      undefined,
    ],
    ['what was asked, which is no difference of answers', [call({ q: [0] }, 1)], [call({ q: [1] }, 2)], undefined],
  ])('%s', (_, first, again, expected) => {
    expect(difference(first, again)).toBe(expected);
  });
});

test.each([
  [undefined, 'soft-bellman explain contraction'],
  ['github:a/b', 'soft-bellman explain contraction'],
  ['https://example.org/a/b', 'https://example.org/a/b/blob/HEAD/spec/theorems/contraction.md'],
  [
    { type: 'git', url: 'git+https://example.org/a/b.git' },
    'https://example.org/a/b/blob/HEAD/spec/theorems/contraction.md',
  ],
])('the theorem of a package with the repository %j', (repository, expected) => {
  expect(theoremOf('contraction', repository)).toBe(expected);
});
