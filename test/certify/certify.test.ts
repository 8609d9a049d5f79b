import { describe, expect, test } from 'vitest';
import { certify, check } from '../../src/certify/index.ts';
import { buildMdp, type FiniteMdp, modelHash } from '../../src/mdp/index.ts';
import { subTowards, ulp } from '../../src/numerics/index.ts';
import { small } from './small.ts';

/** Three doubles nearest to a third make $1 - 2^{-54}$. */
const thirds = buildMdp({
  stateCount: 3,
  transitions: [0, 1, 2].flatMap(s => [0, 1, 2].map(to => [s, 0, to, 1 / 3] as const)),
});

const paying = (mdp: FiniteMdp, more: number): FiniteMdp => ({ ...mdp, rewards: mdp.rewards.map(r => r + more) });

describe('a certificate from the solver', () => {
  test('names its problem, its model and what the rows were', () => {
    const { certificate } = certify(thirds, { discount: 0.5, temperature: 2, tolerance: 1e-6 });
    const { model, meaning, discount, temperature } = certificate;
    expect({ model, discount, temperature }).toEqual({ model: modelHash(thirds), discount: 0.5, temperature: 2 });
    expect(meaning).toEqual({
      numbers: 'doubles',
      rows: 'weights over their sum',
      largestRowDeviation: 2 ** -54,
    });
  });

  test('says nothing of terminal states but 0, and as much of others as its width', () => {
    const { certificate, check: checked, width } = certify(small, { discount: 0.5, temperature: 1, tolerance: 1e-3 });
    expect([certificate.lower[2], certificate.upper[2]]).toEqual([0, 0]);
    expect(width).toBe(Math.max(...certificate.upper.map((u, s) => subTowards(1, u, certificate.lower[s]))));
    expect(checked).toEqual(check(small, certificate));
  });

  test('leaves room for an exp that is off by 2^-42, and for rewards that are', () => {
    for (const temperature of [1, 1024]) {
      const { certificate } = certify(small, { discount: 0.5, temperature, tolerance: 1e-3 });
      const off = 2 ** -42 * temperature;
      for (const shifted of [paying(small, off), paying(small, -off)])
        expect(check(shifted, certificate).verdict).toBe('holds');
    }
  });

  test('is no wider than asked for on account of that room', () => {
    for (const tolerance of [1e-6, 1e-9, 1e-11]) {
      const { status, width } = certify(small, { discount: 0.5, temperature: 1024, tolerance });
      expect(status.kind).toBe('converged');
      expect(width).toBeLessThanOrEqual(tolerance);
    }
  });
});

describe('the status', () => {
  test('is stalled at the checked width where rounding forbids the tolerance', () => {
    const { status, width, check: checked } = certify(small, { discount: 0.5, temperature: 0, tolerance: 1e-15 });
    expect(width).toBeGreaterThan(1e-15);
    expect(checked.verdict).toBe('holds');
    expect(status).toEqual({ kind: 'stalled', ulps: Math.ceil(width / ulp(2)) });
  });

  test('is the limit of iterations where that came first, and the certificate holds all the same', () => {
    const told: number[] = [];
    const {
      status,
      sweeps,
      method,
      check: checked,
    } = certify(small, {
      discount: 0.99,
      temperature: 1,
      tolerance: 1e-9,
      maxSweeps: 3,
      onSweep: n => told.push(n),
    });
    expect({ status, sweeps, method, told }).toEqual({
      status: { kind: 'iteration limit' },
      sweeps: 3,
      method: 'value iteration',
      told: [1, 2, 3],
    });
    expect(checked.verdict).toBe('holds');
  });
});
