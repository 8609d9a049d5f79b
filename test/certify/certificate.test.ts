import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { drawProblems } from '../../properties/arbitraries.ts';
import type { Problem } from '../../properties/index.ts';
import {
  type Certificate,
  CertificateError,
  certify,
  check,
  readCertificate,
  writeCertificate,
} from '../../src/certify/index.ts';
import { type Interval, intervals, point } from '../../src/interpretations/interval.ts';
import { tabular } from '../../src/interpretations/tabular.ts';
import { type FiniteMdp, mdpFromFunctions, modelHash, readModel } from '../../src/mdp/index.ts';
import { log } from '../../src/numerics/index.ts';
import { seed } from '../laws/seed.ts';

const frozenLake = (size: string): FiniteMdp =>
  readModel(fileURLToPath(new URL(`../../models/gymnasium/frozen-lake-${size}.json`, import.meta.url)));

/** A bound on every value: rewards are at most 8, a state has at most four actions. */
const reach = ({ discount, temperature }: Problem): number => (8 + temperature * log(4)) / (1 - discount);

const solved = (problem: Problem) => certify(problem.mdp, { ...problem, tolerance: 1e-9 * reach(problem) });

const withUpper = (certificate: Certificate, state: number, value: number): Certificate => ({
  ...certificate,
  upper: certificate.upper.with(state, value),
});
const withLower = (certificate: Certificate, state: number, value: number): Certificate => ({
  ...certificate,
  lower: certificate.lower.with(state, value),
});

/** An enclosure of $V^*$ that shares nothing with certify: the definitions over intervals, iterated from the whole range. */
const enclosure = (problem: Problem): readonly Interval[] => {
  const { mdp, discount, temperature } = problem;
  const operators = tabular(intervals, mdp, point(discount), point(temperature));
  let V: readonly Interval[] = Array.from({ length: mdp.stateCount }, () => ({
    lower: -reach(problem),
    upper: reach(problem),
  }));
  for (let sweep = 0; sweep < 200; sweep++) V = operators.optimalBackup(V);
  return V;
};

const options = { seed, numRuns: 100 };

describe('a certificate', () => {
  test('is found, holds and encloses V* for every problem', () => {
    fc.assert(
      fc.property(drawProblems({}), ({ problem }) => {
        const { certificate, check: checked, status, width } = solved(problem);
        expect(checked.verdict).toBe('holds');
        expect(status.kind).toBe('converged');
        expect(width).toBeLessThanOrEqual(1e-9 * reach(problem));
        enclosure(problem).forEach(({ lower, upper }, s) => {
          expect(certificate.lower[s]).toBeLessThanOrEqual(upper);
          expect(certificate.upper[s]).toBeGreaterThanOrEqual(lower);
        });
      }),
      { ...options, numRuns: 40 },
    );
  });

  test('is tight: alone its state, an absorbing one, is worth (r + alpha log n) / (1 - gamma)', () => {
    const mdp = mdpFromFunctions({
      states: ['s'],
      actions: () => ['a', 'b', 'c'],
      transition: () => [['s', 1]] as const,
      reward: () => 1,
    });
    const { certificate } = certify(mdp, { discount: 0.5, temperature: 2, tolerance: 1e-12 });
    const exact = 2 * (1 + 2 * log(3));
    expect(certificate.lower[0]).toBeGreaterThan(exact - 1e-13);
    expect(certificate.upper[0]).toBeLessThan(exact + 1e-13);
  });

  test('survives writing and reading with the same bits', () => {
    fc.assert(
      fc.property(drawProblems({}), ({ problem }) => {
        const { certificate } = solved(problem);
        const text = writeCertificate(problem.mdp, certificate);
        expect(readCertificate(JSON.parse(text), problem.mdp)).toEqual(certificate);
      }),
      options,
    );
  });
});

describe('a false certificate is never accepted', () => {
  const moved = fc.constantFrom(1e-6, 1e-3, 1, 1e6);

  test('an upper bound below V* is refuted', () => {
    fc.assert(
      fc.property(drawProblems({}), fc.nat(), moved, ({ problem }, k, by) => {
        const { certificate } = solved(problem);
        const s = k % problem.mdp.stateCount;
        const { verdict } = check(problem.mdp, withUpper(certificate, s, certificate.lower[s] - by));
        expect(verdict).toBe('refuted');
      }),
      options,
    );
  });

  test('a lower bound above V* is refuted', () => {
    fc.assert(
      fc.property(drawProblems({}), fc.nat(), moved, ({ problem }, k, by) => {
        const { certificate } = solved(problem);
        const s = k % problem.mdp.stateCount;
        const { verdict } = check(problem.mdp, withLower(certificate, s, certificate.upper[s] + by));
        expect(verdict).toBe('refuted');
      }),
      options,
    );
  });

  test('whatever holds contains V*, and its lower bound V^pi, for arbitrary bounds and policies', () => {
    let held = 0;
    const near = fc.array(fc.constantFrom(-1, 0, 0.01, 0.1, 1), { minLength: 6, maxLength: 6 });
    const weights = fc.array(fc.constantFrom(-Infinity, -3, -1, 0, 0.5), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(drawProblems({}), near, near, weights, fc.boolean(), ({ problem }, below, above, l, ownPolicy) => {
        const { certificate } = solved(problem);
        const candidate = {
          ...certificate,
          lower: certificate.lower.map((v, s) => v - below[s] * 20),
          upper: certificate.upper.map((v, s) => v + above[s] * 20),
          logPolicy: ownPolicy ? certificate.logPolicy : certificate.logPolicy.map((_, p) => l[p]),
        };
        if (check(problem.mdp, candidate).verdict !== 'holds') return;
        held++;
        for (let s = 0; s < problem.mdp.stateCount; s++) {
          expect(candidate.lower[s]).toBeLessThanOrEqual(certificate.upper[s]);
          expect(candidate.upper[s]).toBeGreaterThanOrEqual(certificate.lower[s]);
        }
      }),
      { ...options, numRuns: 1000 },
    );
    expect(held).toBeGreaterThan(0);
  });
});

/** A certificate as its file has it. */
interface Written {
  readonly lower: readonly unknown[];
  readonly upper: readonly unknown[];
  readonly logPolicy: readonly (readonly unknown[])[];
  readonly meaning: object;
}

describe('a certificate is refused in one line', () => {
  const mdp = frozenLake('4x4');
  let good: Written;
  beforeAll(() => {
    const { certificate } = certify(mdp, { discount: 0.9, temperature: 0.1, tolerance: 1e-8 });
    good = JSON.parse(writeCertificate(mdp, certificate));
  });
  const refusal = (value: unknown, model = mdp): string => {
    try {
      readCertificate(value, model);
    } catch (error) {
      if (error instanceof CertificateError) return `${error.name}: ${error.message}`;
      throw error;
    }
    return 'accepted';
  };

  test('a certificate that holds is not', () => expect(refusal(good)).toBe('accepted'));

  test.each([[null], [7], ['soft-bellman-certificate/1'], [[]], [{}], [{ format: 'x' }]])('%j', value => {
    expect(refusal(value)).toBe(
      'CertificateError: not a certificate: expected an object with "format": "soft-bellman-certificate/1"',
    );
  });

  test.each<[string, (good: Written) => object, string]>([
    [
      'a NaN bound',
      ({ lower }) => ({ lower: lower.with(0, 'NaN') }),
      'lower of state 0 is "NaN", expected a finite number',
    ],
    [
      'a null bound',
      ({ upper }) => ({ upper: upper.with(3, null) }),
      'upper of state 3 is null, expected a finite number',
    ],
    [
      'an infinite bound',
      ({ upper }) => ({ upper: upper.with(0, 'Infinity') }),
      'upper of state 0 is "Infinity", expected a finite number',
    ],
    [
      'a short bound',
      ({ upper }) => ({ upper: upper.slice(1) }),
      'upper has 15 entries, expected 16: one number per state',
    ],
    ['no policy', () => ({ logPolicy: undefined }), 'logPolicy is missing or no list (is the file cut off?)'],
    [
      'a policy for other states',
      ({ logPolicy }) => ({ logPolicy: [...logPolicy, []] }),
      'logPolicy has 17 entries, expected 16: one list per state',
    ],
    [
      'a policy of another shape',
      ({ logPolicy }) => ({ logPolicy: logPolicy.with(0, [0, 0]) }),
      'logPolicy of state 0 has 2 entries, expected 4: one number per action',
    ],
    [
      'a log-probability of infinity',
      ({ logPolicy }) => ({ logPolicy: logPolicy.with(1, [0, 'Infinity', 0, 0]) }),
      'logPolicy of state 1[1] is "Infinity", expected a finite number',
    ],
    [
      'a policy that does nothing',
      ({ logPolicy }) => ({ logPolicy: logPolicy.with(0, Array(4).fill('-Infinity')) }),
      'logPolicy of state 0 gives every action probability 0',
    ],
    ['a discount of 1', () => ({ discount: 1 }), 'discount is 1, expected 0 <= discount < 1'],
    ['a negative discount', () => ({ discount: -0.5 }), 'discount is -0.5, expected 0 <= discount < 1'],
    ['no discount', () => ({ discount: undefined }), 'discount is missing, expected a finite number'],
    ['a negative temperature', () => ({ temperature: -1 }), 'temperature is -1, expected a number >= 0'],
    ['no temperature', () => ({ temperature: [] }), 'temperature is a list of 0, expected a finite number'],
    ...[undefined, { numbers: 'decimals', rows: 'weights over their sum' }, { numbers: 'doubles', rows: '' }].map(
      (meaning): [string, () => object, string] => [
        `the meaning ${JSON.stringify(meaning)}`,
        () => ({ meaning }),
        'meaning of the model file is unknown here: expected "doubles" and "weights over their sum"',
      ],
    ),
    [
      'an unknown deviation',
      ({ meaning }) => ({ meaning: { ...meaning, largestRowDeviation: null } }),
      'largestRowDeviation is null, expected a finite number',
    ],
  ])('%s', (_, change, message) => {
    expect(refusal({ ...good, ...change(good) })).toBe(`CertificateError: ${message}`);
  });

  test('the extremes of discount and temperature, and an action of probability 0, are accepted', () => {
    const some = good.logPolicy.with(0, ['-Infinity', 0, 0, '-Infinity']);
    expect(refusal({ ...good, discount: 0, temperature: 0, logPolicy: some })).toBe('accepted');
  });

  test('another model', () => {
    const other = frozenLake('8x8');
    expect(refusal(good, other)).toBe(
      `CertificateError: certificate for another model: it names "${modelHash(mdp).slice(0, 40)}…", this model is ${modelHash(other)}`,
    );
  });

  test('anything at all is a certificate or a CertificateError', () => {
    const keys = ['format', 'model', 'meaning', 'discount', 'temperature', 'lower', 'upper', 'logPolicy'];
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...keys), (value, key) => {
        for (const candidate of [value, { ...good, [key]: value }]) refusal(candidate);
      }),
      { seed, numRuns: 500 },
    );
  });
});

test('a certificate says on what it rests', () => {
  const mdp = frozenLake('4x4');
  const { certificate } = certify(mdp, { discount: 0.9, temperature: 0.1, tolerance: 1e-8 });
  const { format, model, arithmetic, theorems } = JSON.parse(writeCertificate(mdp, certificate));
  expect({ format, model, arithmetic }).toEqual({
    format: 'soft-bellman-certificate/1',
    model: modelHash(mdp),
    arithmetic: 'binary64 rounded outward; exp within the bound stated in numerics',
  });
  for (const theorem of theorems) expect(existsSync(`spec/theorems/${theorem}.md`), theorem).toBe(true);
  expect(theorems).toEqual(['lower-certificate', 'upper-certificate', 'sub-super-solution']);
});
