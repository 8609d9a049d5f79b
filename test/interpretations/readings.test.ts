import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawProblems, policy, values } from '../../properties/arbitraries.ts';
import * as definitions from '../../src/definitions/index.ts';
import { categorical, type FiniteArithmetic, indices, weighted } from '../../src/interpretations/finite.ts';
import { float64 } from '../../src/interpretations/float64.ts';
import { contains, type Interval, interval, intervals, point, width } from '../../src/interpretations/interval.ts';
import { tabular } from '../../src/interpretations/tabular.ts';
import { seed } from '../laws/seed.ts';
import { distance, isWithin, precise } from './precise.ts';

const number = fc.double({ min: -8, max: 8, noNaN: true });
const list = (length: number) => fc.array(number, { minLength: length, maxLength: length });
const inputs = fc.record({
  q: list(4),
  logWeights: list(4),
  x: list(8),
  weights: fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
  alpha: fc.oneof(fc.constant(0), fc.double({ min: 0.05, max: 4, noNaN: true })),
  gamma: fc.double({ min: 0, max: 0.999, noNaN: true }),
  tau: fc.double({ min: 0.001, max: 1, noNaN: true }),
});
type Inputs = typeof inputs extends fc.Arbitrary<infer T> ? T : never;

/** Every definition on concrete numbers, in one arithmetic. */
const readings = <N>(R: FiniteArithmetic<N>, { q, logWeights, x, weights, alpha, gamma, tau }: Inputs) => {
  const n = (values: readonly number[]): readonly N[] => values.map(R.constant);
  const [Q, X, a, g] = [n(q), n(x), R.constant(alpha), R.constant(gamma)];
  const pi = categorical(R, n(logWeights));
  const next = weighted(R, weights);
  const actions = indices(R, 4);
  const greedy = definitions.softmaxPolicy(R, actions, i => Q[i], a);
  const at = (offset: number) => (i: number) => X[offset + i];
  return {
    entropy: definitions.entropy(R, pi),
    softStateValue: definitions.softStateValue(R, pi, i => Q[i], a),
    softBackup: definitions.softBackup(R, X[0], g, next, i => R.constant(i === 0 ? 1 : 0), at(1)),
    softOptimalValue: definitions.softOptimalValue(actions, i => Q[i], a),
    softmaxPolicy: alpha === 0 ? R.constant(0) : R.exp(greedy.logProb(2)),
    klObjective: definitions.klObjective(R, pi, i => Q[i], a),
    valueLoss: definitions.valueLoss(
      R,
      next,
      at(0),
      () => pi,
      (_, i) => Q[i],
      a,
    ),
    criticLoss: definitions.criticLoss(R, next, at(0), at(3)),
    policyLoss: definitions.policyLoss(
      R,
      next,
      () => pi,
      (s, i) => R.add(X[s], Q[i]),
      a,
    ),
    temperatureLoss: definitions.temperatureLoss(R, next, () => pi, a, X[0]),
    movingAverage: definitions.movingAverage(R, R.constant(tau), X[0], X[1]),
    twinMinimum: definitions.twinMinimum(R, X[0], X[1]),
    squashedGaussianLogDensity: definitions.squashedGaussianLogDensity(R, indices(R, 2), at(0), at(2), at(4), at(6)),
  } satisfies Record<keyof typeof definitions, N>;
};

describe('one text, three readings', () => {
  test('every definition over intervals contains its value to 200 bits, and over doubles is as near as the interval is narrow', () => {
    fc.assert(
      fc.property(inputs, input => {
        const exact = readings(precise, input);
        const enclosed = readings(intervals, input);
        const rounded = readings(float64, input);
        for (const name of Object.keys(exact) as (keyof typeof exact)[]) {
          const { lower, upper } = enclosed[name];
          expect(isWithin(exact[name], lower, upper), `${name} in [${lower}, ${upper}]`).toBe(true);
          expect(distance(exact[name], rounded[name]), name).toBeLessThanOrEqual(width(enclosed[name]));
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  test('so does every operator of a finite MDP', () => {
    fc.assert(
      fc.property(drawProblems({ V: values, logPolicy: policy }), ({ problem, V, logPolicy }) => {
        const { mdp, discount, temperature } = problem;
        const over = <N>(R: FiniteArithmetic<N>) => {
          const operators = tabular(R, mdp, R.constant(discount), R.constant(temperature));
          const values = V.map(R.constant);
          const policy = logPolicy.map(row => row.map(R.constant));
          return [
            ...operators.optimalBackup(values),
            ...operators.policyBackup(policy, values),
            ...operators.entropies(policy),
          ];
        };
        const [exact, enclosed, rounded] = [over(precise), over(intervals), over(float64)];
        exact.forEach((value, i) => {
          expect(isWithin(value, enclosed[i].lower, enclosed[i].upper)).toBe(true);
          expect(distance(value, rounded[i])).toBeLessThanOrEqual(width(enclosed[i]));
        });
      }),
      { seed, numRuns: 100 },
    );
  });
});

describe('intervals', () => {
  test('an exact operation stays a point', () => {
    const [two, three, half] = [point(2), point(3), point(0.5)];
    expect(intervals.add(two, three)).toEqual(point(5));
    expect(intervals.mul(three, half)).toEqual(point(1.5));
    expect(intervals.div(three, two)).toEqual(point(1.5));
    expect(intervals.div(three, point(-2))).toEqual(point(-1.5));
    expect(intervals.min(two, three)).toEqual(two);
    for (const x of [2, -2]) expect(intervals.logCosh(point(x)).lower).toBeGreaterThan(1.325);
    expect(intervals.exp(point(0))).toEqual(point(1));
    expect(intervals.log(point(1))).toEqual(point(0));
    expect(width(intervals.div(point(1), three))).toBe(2 ** -54);
  });

  test('an operation encloses what it does to every number inside', () => {
    const some = fc.tuple(number, number).map(([a, b]) => ({ lower: Math.min(a, b), upper: Math.max(a, b) }));
    const inside = fc.double({ min: 0, max: 1, noNaN: true });
    const pick = ({ lower, upper }: { lower: number; upper: number }, t: number): number =>
      Math.min(upper, Math.max(lower, lower + t * (upper - lower)));
    fc.assert(
      fc.property(some, some, inside, inside, (A, B, s, t) => {
        const [a, b] = [pick(A, s), pick(B, t)].map(precise.constant);
        for (const name of ['add', 'sub', 'mul', 'min'] as const) {
          const { lower, upper } = intervals[name](A, B);
          expect(isWithin(precise[name](a, b), lower, upper), name).toBe(true);
        }
        const quotient = intervals.div(A, B);
        if (!b.isZero()) expect(isWithin(a.div(b), quotient.lower, quotient.upper)).toBe(true);
        for (const name of ['exp', 'logCosh', 'neg'] as const) {
          const { lower, upper } = intervals[name](A);
          expect(isWithin(precise[name](a), lower, upper), name).toBe(true);
        }
      }),
      { seed, numRuns: 1000 },
    );
  });

  const ends = ({ lower, upper }: Interval): readonly number[] => [lower, upper];

  test('an enclosure reaches no farther than the results at the ends of its operands', () => {
    const some = fc.tuple(number, number).map(([a, b]) => interval(Math.min(a, b), Math.max(a, b)));
    const expectWithin = (x: Interval, parts: readonly Interval[]): void => {
      expect(x.lower).toBeGreaterThanOrEqual(Math.min(...parts.map(part => part.lower)));
      expect(x.upper).toBeLessThanOrEqual(Math.max(...parts.map(part => part.upper)));
    };
    fc.assert(
      fc.property(some, some, (A, B) => {
        for (const name of ['add', 'sub', 'mul', 'div', 'min'] as const) {
          if (name === 'div' && contains(B, 0)) continue;
          const at = (a: number): readonly Interval[] => ends(B).map(b => intervals[name](point(a), point(b)));
          expectWithin(intervals[name](A, B), ends(A).flatMap(at));
        }
        for (const name of ['exp', 'neg', 'logCosh'] as const) {
          const turning = name === 'logCosh' && contains(A, 0) ? [0] : [];
          expectWithin(
            intervals[name](A),
            [...ends(A), ...turning].map(a => intervals[name](point(a))),
          );
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  test('a logarithm is enclosed on both sides, and has no lower bound where its operand may be 0', () => {
    const positive = fc.double({ min: 0, max: 8, minExcluded: true, noNaN: true });
    fc.assert(
      fc.property(positive, x => {
        const { lower, upper } = intervals.log(point(x));
        expect(isWithin(precise.log(precise.constant(x)), lower, upper)).toBe(true);
      }),
      { seed, numRuns: 300 },
    );
    expect(intervals.log(interval(-1, 1))).toEqual(interval(-Infinity, 0));
  });

  test('a quotient is enclosed whatever signs its operands may have, and 0 / 0 is 0', () => {
    const signed = [interval(0, 0), interval(0, 1), interval(-1, 0), interval(-1, 1), point(1), point(-1)];
    for (const A of signed) {
      for (const B of signed) {
        const quotient = intervals.div(A, B);
        for (const a of ends(A)) {
          for (const b of ends(B)) expect(contains(quotient, float64.div(a, b)), `${a} / ${b}`).toBe(true);
        }
      }
    }
    expect(intervals.div(interval(-2, -1), point(0))).toEqual(point(-Infinity));
    expect(intervals.div(interval(-2, 0), point(0))).toEqual(interval(-Infinity, Infinity));
    expect(intervals.div(point(0), point(0))).toEqual(point(0));
    expect(intervals.div(point(1), interval(-1, 1))).toEqual(interval(-Infinity, Infinity));
  });

  test('what cannot happen adds nothing, in either order', () => {
    const anything = interval(-Infinity, Infinity);
    expect(intervals.mul(point(0), anything)).toEqual(point(0));
    expect(intervals.mul(anything, point(0))).toEqual(point(0));
    expect(intervals.logSumExp([point(-Infinity), point(-Infinity)], point(1))).toEqual(point(-Infinity));
    expect(intervals.logSumExp([point(Infinity), point(0)], point(1))).toEqual(point(Infinity));
  });

  test('an interval contains its ends and what lies between them', () => {
    const x = interval(-1, 2);
    expect([-2, -1, 0, 2, 3, Number.NaN].map(value => contains(x, value))).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

test('over doubles 0 / 0 = 0, and no other quotient differs from that of IEEE 754', () => {
  const operands = [0, 1, -2, Infinity];
  for (const a of operands) {
    for (const b of operands) expect(float64.div(a, b)).toBe(a === 0 && b === 0 ? 0 : a / b);
  }
});
