import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawProblems, policy as policies } from '../../properties/arbitraries.ts';
import { discounted, optimalBackup } from '../../src/kernels/index.ts';
import { buildMdp, type FiniteMdp } from '../../src/mdp/index.ts';
import { log, ulp } from '../../src/numerics/index.ts';
import { describeStatus, evaluatePolicy, policyIteration, solve, valueIteration } from '../../src/solve/index.ts';
import { seed } from '../laws/seed.ts';

/** States in a row: forwards pays nothing until the end, which pays 1; backwards leads to the start. Value iteration is slow on it. */
const chain = (states: number): FiniteMdp =>
  buildMdp({
    stateCount: states,
    transitions: Array.from({ length: states }, (_, s) => [
      [s, 0, Math.min(s + 1, states - 1), 0.9] as const,
      [s, 0, s, 0.1] as const,
      [s, 1, 0, 1] as const,
    ]).flat(),
    rewards: [[states - 1, 0, 1]],
  });

/** A bound on every value: rewards are at most 8, a state has at most four actions. */
const reach = (temperature: number, discount: number): number => (8 + temperature * log(4)) / (1 - discount);

const farthest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0);

describe('solvers', () => {
  test('value iteration and soft policy iteration agree within their bounds', () => {
    fc.assert(
      fc.property(drawProblems({}), ({ problem: { mdp, discount, temperature } }) => {
        const model = discounted(mdp, discount);
        const tolerance = 1e-9 * reach(temperature, discount);
        const [byValues, byPolicies] = [valueIteration, policyIteration].map(method =>
          method(model, temperature, { tolerance }),
        );
        expect(byValues.status.kind).toBe('converged');
        expect(byPolicies.status.kind).toBe('converged');
        expect(farthest(byValues.values, byPolicies.values)).toBeLessThanOrEqual(2 * tolerance);
      }),
      { seed, numRuns: 200 },
    );
  });

  test('an evaluated policy is a fixed point of its own backup, however it is started', () => {
    fc.assert(
      fc.property(drawProblems({ logPolicy: policies }), ({ problem: { mdp, discount, temperature }, logPolicy }) => {
        const model = discounted(mdp, discount);
        const tolerance = 1e-12 * reach(temperature, discount);
        const evaluated = [undefined, new Float64Array(mdp.stateCount).fill(7)].map(initial =>
          evaluatePolicy(model, temperature, logPolicy.flat(), { tolerance, ...(initial && { initial }) }),
        );
        for (const { status, residual } of evaluated) {
          expect(status.kind).toBe('converged');
          expect(residual).toBeLessThanOrEqual(tolerance);
        }
        expect(farthest(evaluated[0].values, evaluated[1].values)).toBeLessThanOrEqual(
          (2 * tolerance) / (1 - discount),
        );
      }),
      { seed, numRuns: 200 },
    );
  });

  test('on a slow chain the solver leaves value iteration for soft policy iteration, and needs far fewer sweeps', () => {
    const model = discounted(chain(50), 0.9999);
    const slow = valueIteration(model, 0.1, { tolerance: 1e-6 });
    const fast = solve(model, 0.1, { tolerance: 1e-6 });
    expect(fast.status.kind).toBe('converged');
    expect(fast.method).toBe('soft policy iteration');
    expect(farthest(slow.values, fast.values)).toBeLessThan(2e-6);
  });

  test('the hard problem is solved exactly: a known chain of rewards', () => {
    const mdp = buildMdp({
      stateCount: 1,
      transitions: [
        [0, 0, 0, 1],
        [0, 1, 0, 1],
      ],
      rewards: [[0, 1, 3]],
    });
    const { values, status } = solve(discounted(mdp, 0.75), 0, { tolerance: 1e-12 });
    expect(status.kind).toBe('converged');
    expect(values[0]).toBe(12);
  });

  test('never stops silently: a limit, and rounding, have a name', () => {
    const model = discounted(chain(20), 0.999);
    expect(describeStatus(valueIteration(model, 1, { tolerance: 1e-6, maxSweeps: 3 }).status)).toBe('iteration limit');
    expect(valueIteration(model, 1, { tolerance: 1e-6, maxSweeps: 3 }).sweeps).toBe(3);
    const stalled = solve(model, 1, { tolerance: 1e-300 });
    expect(describeStatus(stalled.status)).toMatch(/^stalled at \d+ ulp$/);
    const magnitude = Math.max(...stalled.values);
    expect(stalled.status).toEqual({ kind: 'stalled', ulps: Math.ceil(stalled.width / ulp(magnitude)) });
  });

  test('progress is told after every sweep, with widths that shrink to the tolerance', () => {
    const widths: number[] = [];
    const { sweeps } = valueIteration(discounted(chain(10), 0.9), 0.5, {
      tolerance: 1e-6,
      onSweep: (_, width) => widths.push(width),
    });
    expect(widths.length).toBe(sweeps);
    expect(widths.at(-1)).toBeLessThanOrEqual(1e-6);
  });

  test('the model is never written', () => {
    const mdp = chain(10);
    const before = structuredClone(mdp);
    const model = discounted(mdp, 0.9);
    solve(model, 0.5, { tolerance: 1e-6 });
    optimalBackup(model, 0.5, new Float64Array(10), new Float64Array(10));
    expect(mdp).toEqual(before);
  });
});
