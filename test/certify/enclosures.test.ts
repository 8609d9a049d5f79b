import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Certificate, check } from '../../src/certify/index.ts';
import { buildMdp, type FiniteMdp } from '../../src/mdp/index.ts';
import { nextDown, nextUp } from '../../src/numerics/index.ts';
import { Float, isWithin, type Precise } from '../interpretations/precise.ts';
import { seed } from '../laws/seed.ts';
import { scaled } from '../numerics/exact.ts';

const sum = (terms: readonly Precise[]): Precise => terms.reduce((a, b) => a.add(b), Float(0));

const actionValue = (mdp: FiniteMdp, discount: number, V: Float64Array, p: number): Precise => {
  const row = Array.from(mdp.weights.keys()).slice(mdp.transitionOffsets[p], mdp.transitionOffsets[p + 1]);
  const next = (t: number): Precise => Float(mdp.successors[t] === mdp.stateCount ? 0 : V[mdp.successors[t]]);
  const paid = (t: number): Precise => Float(mdp.transitionRewards?.[t] ?? 0).add(next(t).mul(Float(discount)));
  const mean = sum(row.map(t => paid(t).mul(Float(mdp.weights[t])))).div(sum(row.map(t => Float(mdp.weights[t]))));
  return mean.add(Float(mdp.rewards[p]));
};

/** The quantities that the checker encloses, for state 0, as theorems `lower-certificate` and `upper-certificate` state them. */
const quantities = (mdp: FiniteMdp, c: Certificate): { lower: Precise; upper: Precise } => {
  const pairs = Array.from({ length: mdp.pairOffsets[1] }, (_, p) => p);
  const surplus = pairs.map(p => {
    const gap = actionValue(mdp, c.discount, c.lower, p).sub(Float(c.lower[0]));
    const entropic = Float(c.temperature).sub(Float(c.logPolicy[p]).mul(Float(c.temperature)));
    return gap.add(entropic).mul(Float(c.logPolicy[p]).exp());
  });
  const excess = pairs.map(p =>
    actionValue(mdp, c.discount, c.upper, p).sub(Float(c.upper[0])).div(Float(c.temperature)).exp(),
  );
  return { lower: sum(surplus).sub(Float(c.temperature)), upper: sum(excess).sub(Float(1)) };
};

/** Numbers whose every operation rounds, and now and then one that leaves a single operation to round. */
const number = fc.oneof(fc.constant(0), fc.double({ min: -3, max: 3, noNaN: true, noDefaultInfinity: true }));
const weight = fc.oneof(fc.constant(1), fc.double({ min: 0.1, max: 1, noNaN: true }));
const row = fc.array(fc.tuple(fc.constantFrom<(number | 'end')[]>(0, 1, 'end'), weight, number), {
  minLength: 1,
  maxLength: 2,
});
const models = fc.array(fc.tuple(number, row), { minLength: 1, maxLength: 2 }).map(actions =>
  buildMdp(
    {
      stateCount: 2,
      transitions: [
        ...actions.flatMap(([, successors], a) => successors.map(([next, w, r]) => [0, a, next, w, r] as const)),
        [1, 0, 1, 1] as const,
      ],
      rewards: actions.map(([r], a) => [0, a, r] as const),
    },
    { normalize: true },
  ),
);

test('the tests decide by enclosures that contain the exact quantities', () => {
  const seen = { lower: 0, upper: 0 };
  const vector = fc.array(number, { minLength: 2, maxLength: 2 }).map(x => Float64Array.from(x));
  fc.assert(
    fc.property(
      models,
      vector,
      vector,
      vector,
      fc.double({ min: 0.5, max: 0.99, noNaN: true }),
      weight,
      (mdp, l, u, pi, g, a) => {
        const policy = Float64Array.from(mdp.actions, (_, p) => pi[p % 2]);
        const certificate = { discount: g, temperature: a, lower: l, upper: u, logPolicy: policy } as Certificate;
        const exact = quantities(mdp, certificate);
        const { failures } = check(mdp, certificate, { part: 1, of: 2 });
        for (const { test, found } of failures) {
          seen[test]++;
          expect(isWithin(exact[test], ...found)).toBe(true);
          expect(found[1] - found[0]).toBeLessThan(2 ** -38 * Math.max(1, Math.abs(found[0])));
        }
        const failed = failures.map(f => f.test);
        if (!failed.includes('lower')) expect(exact.lower.greaterOrEqual(Float(0))).toBe(true);
        if (!failed.includes('upper')) expect(exact.upper.lessOrEqual(Float(0))).toBe(true);
      },
    ),
    { seed, numRuns: 2000 },
  );
  expect(seen.lower).toBeGreaterThan(200);
  expect(seen.upper).toBeGreaterThan(200);
});

/** Numbers of every size, and of one size and all 53 bits, so that every step of their sum rounds. */
const term = fc.oneof(
  number,
  fc.maxSafeInteger().map(n => n * 2 ** -53),
);
/** The sign of $Q_V(0, a) - v$ for pair 0 and a discount in eighths, exactly: in units of $2^{-1074}$, times eight and the row's mass. */
const advantageSign = (mdp: FiniteMdp, eighths: bigint, V: Float64Array, v: number): number => {
  let mass = 0n;
  let total = 0n;
  for (let t = mdp.transitionOffsets[0]; t < mdp.transitionOffsets[1]; t++) {
    const next = mdp.successors[t] === mdp.stateCount ? 0 : V[mdp.successors[t]];
    mass += scaled(mdp.weights[t]);
    total += scaled(mdp.weights[t]) * (8n * scaled(mdp.transitionRewards?.[t] ?? 0) + eighths * scaled(next));
  }
  const advantage = total + 8n * mass * (scaled(mdp.rewards[0]) - scaled(v));
  return advantage > 0n ? 1 : advantage < 0n ? -1 : 0;
};

/** One action with many transitions, whose weights sum to anything, towards a state of known value and the end. */
const choices = fc.record({
  reward: term,
  next: term,
  scale: fc.constantFrom(2 ** -70, 1, 2 ** 70),
  row: fc.array(fc.tuple(fc.constantFrom<(number | 'end')[]>(1, 1, 1, 'end'), term, term), {
    minLength: 1,
    maxLength: 8,
  }),
  paid: fc.boolean(),
});

test('a bound a few places off the exact value is judged by that value', () => {
  const seen = { passed: 0, refuted: 0, inconclusive: 0 };
  fc.assert(
    fc.property(choices, fc.constantFrom(-64, -2, -1, 0, 1, 2, 64), ({ reward, next, scale, row, paid }, steps) => {
      const transitions = row.map(([to, w, r]) => [0, 0, to, (w * w + 0.1) * scale, paid ? r : 0] as const);
      const mdp = buildMdp(
        { stateCount: 2, transitions: [...transitions, [1, 0, 1, 1]], rewards: [[0, 0, reward]] },
        { normalize: true },
      );
      const exact = actionValue(mdp, 0.875, Float64Array.of(0, next), 0);
      let value = exact.toNumber();
      for (let i = 0; i < Math.abs(steps); i++) value = steps < 0 ? nextDown(value) : nextUp(value);
      const V = Float64Array.of(value, next);
      const certificate = { discount: 0.875, temperature: 0, lower: V, upper: V, logPolicy: new Float64Array(2) };
      const sign = advantageSign(mdp, 7n, V, value);
      const { failures } = check(mdp, certificate as Certificate, { part: 1, of: 2 });
      // On either side k + 5 of the bound, 4 of the operations it pays for and 6 of two sums with their steps; one for second order.
      const size = Math.abs(reward) + Math.abs(next) + (paid ? Math.max(...row.map(([, , r]) => Math.abs(r))) : 0);
      const widest = 2 * (row.length + 16) * 2 ** -53 * size + 2 ** -900;
      for (const side of ['lower', 'upper'] as const) {
        const isTrue = side === 'lower' ? sign >= 0 : sign <= 0;
        const failure = failures.find(f => f.test === side);
        if (failure?.verdict !== 'inconclusive') expect(failure === undefined).toBe(isTrue);
        seen[failure?.verdict ?? 'passed']++;
        if (failure) expect(failure.found[1] - failure.found[0]).toBeLessThanOrEqual(widest);
      }
    }),
    { numRuns: 3000 },
  );
  expect(Math.min(seen.passed, seen.refuted, seen.inconclusive)).toBeGreaterThan(100);
});
