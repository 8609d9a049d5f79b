import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawProblems, policy, values } from '../../properties/arbitraries.ts';
import * as definitions from '../../src/definitions/index.ts';
import { categorical, type FiniteArithmetic, indices, weighted } from '../../src/interpretations/finite.ts';
import { float64 } from '../../src/interpretations/float64.ts';
import { intervals, point, width } from '../../src/interpretations/interval.ts';
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

  test('a divisor that may be 0 leaves no bound, 0 / 0 is 0 and -c / 0 is -Infinity', () => {
    expect(intervals.div({ lower: -2, upper: -1 }, point(0))).toEqual(point(-Infinity));
    expect(intervals.div({ lower: -2, upper: 0 }, point(0))).toEqual({ lower: -Infinity, upper: Infinity });
    expect(intervals.div(point(1), { lower: -1, upper: 1 })).toEqual({ lower: -Infinity, upper: Infinity });
    expect(intervals.div(point(0), point(0))).toEqual(point(0));
    expect(intervals.mul(point(0), { lower: -Infinity, upper: Infinity })).toEqual(point(0));
  });
});
