import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Certificate, certify, check } from '../../src/certify/index.ts';
import { buildMdp, type FiniteMdp, readModel } from '../../src/mdp/index.ts';

const frozenLake = (size: string): FiniteMdp =>
  readModel(fileURLToPath(new URL(`../../models/gymnasium/frozen-lake-${size}.json`, import.meta.url)));

const withUpper = (certificate: Certificate, state: number, value: number): Certificate => ({
  ...certificate,
  upper: certificate.upper.with(state, value),
});
const withLower = (certificate: Certificate, state: number, value: number): Certificate => ({
  ...certificate,
  lower: certificate.lower.with(state, value),
});

describe('on FrozenLake a certificate', () => {
  test('holds exactly if every shard does, and its width is the widest shard', () => {
    const mdp = frozenLake('8x8');
    const { certificate, width } = certify(mdp, { discount: 0.9, temperature: 0.5, tolerance: 1e-8 });
    const broken = withUpper(certificate, 37, certificate.upper[37] - 1e-3);
    for (const candidate of [certificate, broken]) {
      const whole = check(mdp, candidate);
      const parts = [1, 2, 3].map(part => check(mdp, candidate, { part, of: 3 }));
      expect(parts.reduce((n, p) => n + p.states, 0)).toBe(mdp.stateCount);
      expect(parts.reduce((n, p) => n + p.failureCount, 0)).toBe(whole.failureCount);
      expect(parts.every(p => p.verdict === 'holds')).toBe(whole.verdict === 'holds');
      expect(Math.max(...parts.map(p => p.width))).toBe(whole.width);
    }
    expect(check(mdp, certificate).width).toBe(width);
  });

  test('that fails everywhere is reported at its first ten states, both tests of each', () => {
    const mdp = frozenLake('8x8');
    const { certificate } = certify(mdp, { discount: 0.9, temperature: 0.5, tolerance: 1e-8 });
    const [lower, upper] = [certificate.lower.map(v => v + 1), certificate.upper.map(v => v - 1)];
    const { verdict, failureCount, failures } = check(mdp, { ...certificate, lower, upper });
    expect({ verdict, failureCount }).toEqual({ verdict: 'refuted', failureCount: 2 * mdp.stateCount });
    expect(failures.map(({ state, test, verdict }) => [state, test, verdict])).toEqual(
      [0, 1, 2, 3, 4].flatMap(s => [
        [s, 'upper', 'refuted'],
        [s, 'lower', 'refuted'],
      ]),
    );
    for (const { test, found } of failures) {
      expect(found[0]).toBeLessThanOrEqual(found[1]);
      expect(test === 'upper' ? found[0] : -found[1]).toBeGreaterThan(0);
    }
  });

  test('judges equal rows alike, wherever they stand', () => {
    const mdp = buildMdp(
      {
        stateCount: 3,
        transitions: [0, 1, 2].map(s => [s, 0, 'end', 0.3, 1 / 3] as const),
        rewards: [0, 1, 2].map(s => [s, 0, 0.1] as const),
      },
      { normalize: true },
    );
    const { certificate } = certify(mdp, { discount: 0.5, temperature: 0, tolerance: 1e-8 });
    const { failures } = check(mdp, { ...certificate, upper: certificate.lower.map(v => v - 1) });
    const [first, ...others] = failures.map(failure => failure.found);
    expect(others).toEqual([first, first]);
  });

  test('of what it says of terminal states alone, the worth is 0', () => {
    const mdp = frozenLake('4x4');
    const { certificate } = certify(mdp, { discount: 0, temperature: 0, tolerance: 1e-8 });
    expect(certificate.upper[5]).toBe(0);
    expect(check(mdp, certificate).verdict).toBe('holds');
    expect(check(mdp, withUpper(certificate, 5, 1)).failures).toEqual([]);
    expect(check(mdp, withLower(certificate, 5, -1)).failures).toEqual([]);
    expect(check(mdp, withUpper(certificate, 5, -1)).failures).toEqual([
      { state: 5, test: 'upper', verdict: 'refuted', found: [1, 1] },
    ]);
    expect(check(mdp, withLower(certificate, 5, 1)).failures).toEqual([
      { state: 5, test: 'lower', verdict: 'refuted', found: [-1, -1] },
    ]);
  });

  test('a worse policy does not carry the lower bound of the best one', () => {
    const mdp = frozenLake('4x4');
    const { certificate } = certify(mdp, { discount: 0.9, temperature: 0.1, tolerance: 1e-8 });
    const uniform = { ...certificate, logPolicy: new Float64Array(mdp.actions.length) };
    expect(check(mdp, uniform).verdict).toBe('refuted');
  });

  test('weights that are no probabilities mean their normalised policy', () => {
    const mdp = frozenLake('4x4');
    const { certificate } = certify(mdp, { discount: 0.9, temperature: 0.1, tolerance: 1e-8 });
    const scaled = (by: number) => ({ ...certificate, logPolicy: certificate.logPolicy.map(l => l + by) });
    expect(check(mdp, scaled(1e-12)).verdict).toBe('holds');
    expect(check(mdp, scaled(0.1)).verdict).not.toBe('holds');
  });

  test('NaN never holds', () => {
    const mdp = frozenLake('4x4');
    const { certificate } = certify(mdp, { discount: 0.9, temperature: 0.1, tolerance: 1e-8 });
    expect(check(mdp, withUpper(certificate, 3, Number.NaN)).verdict).not.toBe('holds');
    expect(check(mdp, withLower(certificate, 3, Number.NaN)).verdict).not.toBe('holds');
    const logPolicy = certificate.logPolicy.with(5, Number.NaN);
    expect(check(mdp, { ...certificate, logPolicy }).verdict).not.toBe('holds');
  });
});
