import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DiscountedMdp, discounted, logSoftmax, optimalBackup, softmaxPolicy } from '../../src/kernels/index.ts';
import { buildMdp, type FiniteMdp } from '../../src/mdp/index.ts';
import { logSumExp } from '../../src/numerics/index.ts';

const unit = fc.maxSafeNat().map(n => n * 2 ** -53);
const STATES = 200;

/** Enough states for several blocks and enough successors for several rounds; every seventh state is terminal, from 3 on. */
const models = fc
  .array(fc.array(fc.tuple(fc.nat(STATES), unit), { minLength: 1, maxLength: 11 }), { minLength: 1, maxLength: 40 })
  .map((rows): FiniteMdp => {
    const states = Array.from({ length: STATES }, (_, s) => s);
    const acting = states.filter(s => s % 7 !== 3);
    const transitions = acting.flatMap(s =>
      Array.from({ length: 1 + (s % 3) }, (_, a) => rows[(3 * s + a) % rows.length]).flatMap((row, a) =>
        row.map(([next, w]) => [s, a, next === STATES ? 'end' : next, w + 0.1] as const),
      ),
    );
    const rewards = acting.map(s => [s, 0, 1 / (s + 1)] as const);
    return buildMdp(
      { stateCount: STATES, transitions, rewards, terminal: states.filter(s => s % 7 === 3) },
      { normalize: true },
    );
  });

/** $Q_V(s, \cdot)$, one transition after the other. */
const actionValues = (mdp: DiscountedMdp, V: Float64Array, s: number): Float64Array =>
  mdp.rewards.slice(mdp.pairOffsets[s], mdp.pairOffsets[s + 1]).map((reward, a) => {
    const pair = mdp.pairOffsets[s] + a;
    let value = reward;
    for (let t = mdp.transitionOffsets[pair]; t < mdp.transitionOffsets[pair + 1]; t++)
      value += mdp.probabilities[t] * V[mdp.successors[t]];
    return value;
  });

test('a sweep by blocks and rounds has the bits of one state and one transition at a time', () => {
  fc.assert(
    fc.property(
      models,
      fc.array(unit, { minLength: 1, maxLength: 50 }),
      fc.constantFrom(0, 0.1, 2),
      (model, v, alpha) => {
        const mdp = discounted(model, 0.9);
        const V = Float64Array.from({ length: STATES }, (_, s) => v[s % v.length] - s / STATES);
        V[3] = 1000;
        V[10] = -1000;
        const backup = new Float64Array(STATES);
        const residual = optimalBackup(mdp, alpha, V, backup);
        const policy = softmaxPolicy(mdp, alpha, V);
        const changes: number[] = [];
        for (let s = 0; s < STATES; s++) {
          const q = actionValues(mdp, V, s);
          expect(backup[s]).toBe(q.length === 0 ? 0 : logSumExp(q, 0, q.length, alpha));
          if (q.length === 0) continue;
          changes.push(backup[s] - V[s]);
          const row = new Float64Array(q.length);
          logSoftmax(q, q.length, alpha, row);
          expect(policy.slice(mdp.pairOffsets[s], mdp.pairOffsets[s + 1])).toEqual(row);
        }
        expect(residual).toEqual({ least: Math.min(...changes), greatest: Math.max(...changes) });
      },
    ),
    { numRuns: 60 },
  );
});
