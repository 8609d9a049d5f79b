/** Every erratum of spec/errata.md, its numbers computed by the printed formula and by the definitions. */
import { existsSync, readFileSync } from 'node:fs';
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { certify } from '../../src/certify/index.ts';
import * as definitions from '../../src/definitions/index.ts';
import { categorical, indices, weighted } from '../../src/interpretations/finite.ts';
import { type Interval, interval, point, intervals as R, width } from '../../src/interpretations/interval.ts';
import { type Policy, type TabularOperators, tabular } from '../../src/interpretations/tabular.ts';
import { type FiniteMdp, mdpFromFunctions } from '../../src/mdp/index.ts';
import { plainMath, plainText } from '../../src/theorems/index.ts';
import { claimsOf, holds } from '../theorems/numeric.ts';

const {
  entropy,
  klObjective,
  movingAverage,
  policyLoss,
  softBackup,
  softmaxPolicy,
  softOptimalValue,
  softStateValue,
  twinMinimum,
} = definitions;

// The tables: a row is a left and a right number.

type Row = readonly [left: Interval, right: Interval];

const HALF = point(0.5);
const QUARTER = point(0.25);
const ZERO = point(0);
const ONE = point(1);

const log = (n: number): Interval => R.log(point(n));

/** The distribution with probabilities proportional to the weights. */
const proportional = (...weights: readonly number[]): definitions.Distribution<Interval, number> =>
  categorical(R, weights.map(log));

const probability = (policy: definitions.Distribution<Interval, number>, action: number): Interval =>
  R.exp(policy.logProb(action));

/** The action values $q$ at one state. */
const listed =
  (...q: readonly Interval[]) =>
  (action: number): Interval =>
    q[action];

const twoActions = indices(R, 2);

// Models and their values.

type Sweep = (values: readonly Interval[]) => readonly Interval[];

const sweeps = (count: number, sweep: Sweep, start: readonly Interval[]): readonly Interval[] =>
  Array.from({ length: count }).reduce<readonly Interval[]>(sweep, start);

/** Encloses the fixed point of a contraction by $1/2$ that maps $[-32, 32]$ into itself: every image of this interval holds it. */
const fixedPoint = (sweep: Sweep, size = 1): readonly Interval[] => {
  const start = Array.from({ length: size }, () => interval(-32, 32));
  for (const image of sweep(start)) expect(Math.max(-image.lower, image.upper)).toBeLessThanOrEqual(32);
  return sweeps(100, sweep, start);
};

const valuesOf = (operators: TabularOperators<Interval>, policy: Policy<Interval>): readonly Interval[] =>
  fixedPoint(V => operators.policyBackup(policy, V), policy.length);

/** $V^*$ as the checked certificate encloses it. */
const optimum = (mdp: FiniteMdp, discount: number, temperature: number): readonly Interval[] => {
  const { certificate, check } = certify(mdp, { discount, temperature, tolerance: temperature * 1e-12 });
  expect(check.verdict).toBe('holds');
  return Array.from(certificate.lower, (lower, s) => interval(lower, certificate.upper[s]));
};

/** For each state its actions, each with what it pays and where it leads; a state without actions is terminal. */
const model = (states: Record<string, Record<string, readonly [reward: number, next: string]>>): FiniteMdp =>
  mdpFromFunctions({
    states: Object.keys(states),
    actions: s => Object.keys(states[s]),
    transition: (s, a) => [[states[s][a][1], 1]],
    reward: (s, a) => states[s][a][0],
  });

const idle = model({ only: { one: [0, 'only'], other: [0, 'only'] } });
const uniform: Policy<Interval> = [[ZERO, ZERO]];

const counterexamples: Readonly<Record<string, () => readonly Row[]>> = {
  'objective-without-discount': () => {
    const mdp = model({ first: { now: [1, 'end'], later: [0, 'second'] }, second: { only: [2, 'end'] }, end: {} });
    const undiscounted = tabular(R, mdp, ONE, ONE);
    const discounted = tabular(R, mdp, HALF, ONE);
    const toTheEnd = sweeps(2, undiscounted.optimalBackup, [ZERO, ZERO, ZERO]);
    const V = optimum(mdp, 0.5, 1);
    const later = (operators: TabularOperators<Interval>, values: readonly Interval[]): Interval =>
      R.exp(operators.softmaxPolicy(values)[0][1]);
    return [
      [later(undiscounted, toTheEnd), later(discounted, V)],
      [toTheEnd[0], V[0]],
    ];
  },

  'off-policy-needs-q': () => {
    const mdp = model({ only: { paid: [1, 'only'], unpaid: [0, 'only'] } });
    const operators = tabular(R, mdp, HALF, ONE);
    const policy = proportional(1, 1);
    const data = weighted(R, [3, 1]);
    const bonus = entropy(R, policy);
    const onData = fixedPoint(V => {
      const Q = operators.actionValues(V, 0);
      return [R.add(data.expectation(listed(...Q)), bonus)];
    });
    const reweighted = fixedPoint(V => {
      const Q = operators.actionValues(V, 0);
      const ratio = listed(R.div(HALF, point(0.75)), R.div(HALF, QUARTER));
      return [
        R.add(
          data.expectation(a => R.mul(ratio(a), Q[a])),
          bonus,
        ),
      ];
    });
    const [right] = valuesOf(operators, uniform);
    expect(meet(reweighted[0], right)).toBe(true);
    return [[onData[0], right]];
  },

  'entropy-augmented-reward': () => {
    const H = tabular(R, idle, HALF, QUARTER).entropies(uniform)[0];
    const [printed] = fixedPoint(([Q]) => [R.add(R.add(ZERO, H), R.mul(HALF, Q))]);
    const evaluated = (temperature: Interval): Interval => {
      const operators = tabular(R, idle, HALF, temperature);
      return operators.actionValues(valuesOf(operators, uniform), 0)[0];
    };
    expect(meet(printed, evaluated(point(2)))).toBe(true);
    return [[printed, evaluated(QUARTER)]];
  },

  'hypotheses-of-evaluation': () => {
    const after100 = (gamma: Interval): Interval => {
      const operators = tabular(R, idle, gamma, ONE);
      const V = sweeps(100, values => operators.policyBackup(uniform, values), [ZERO]);
      return operators.actionValues(V, 0)[0];
    };
    return [[after100(ONE), after100(HALF)]];
  },

  'softmax-without-temperature': () => {
    const Q = listed(log(4), ZERO);
    const alpha = point(2);
    const printed = softmaxPolicy(R, twoActions, Q, ONE);
    const right = softmaxPolicy(R, twoActions, Q, alpha);
    expect(meet(softStateValue(R, right, Q, alpha), softOptimalValue(twoActions, Q, alpha))).toBe(true);
    return [
      [probability(printed, 0), probability(right, 0)],
      [softStateValue(R, printed, Q, alpha), softOptimalValue(twoActions, Q, alpha)],
    ];
  },

  'which-q': () => {
    const mdp = model({ only: { stay: [0, 'only'], leave: [0, 'end'], quit: [0, 'end'] }, end: {} });
    const operators = tabular(R, mdp, HALF, ONE);
    const never = point(Number.NEGATIVE_INFINITY);
    const staying = valuesOf(operators, [[ZERO, never, never], []]);
    const improved = operators.softmaxPolicy(staying);
    const V = optimum(mdp, 0.5, 1);
    return [
      [R.exp(improved[0][0]), R.exp(operators.softmaxPolicy(V)[0][0])],
      [valuesOf(operators, improved)[0], V[0]],
    ];
  },

  'limit-with-ties': () => {
    const end = [0, 'end'] as const;
    const mdp = model({
      first: { left: [0, 'four'], right: [0, 'one'] },
      four: { a: end, b: end, c: end, d: end },
      one: { a: end },
      end: {},
    });
    const zero = [ZERO, ZERO, ZERO, ZERO];
    const hard = tabular(R, mdp, HALF, ZERO);
    expect(hard.optimalBackup(zero)).toEqual(zero);
    const ties = softmaxPolicy(R, twoActions, listed(...hard.actionValues(zero, 0)), point(2 ** -20));
    const limit = [2 ** -1, 2 ** -10, 2 ** -20].map(alpha => {
      const [logLeft] = tabular(R, mdp, HALF, point(alpha)).softmaxPolicy(optimum(mdp, 0.5, alpha))[0];
      return R.exp(logLeft);
    });
    expect(limit.every(left => meet(left, limit[0]))).toBe(true);
    /** All rewards are 0: at the temperature 1 a soft value is a discounted entropy. */
    const discountedEntropy = (logLeft: Interval, logRight: Interval): Interval =>
      valuesOf(tabular(R, mdp, HALF, ONE), [[logLeft, logRight], zero, [ZERO], []])[0];
    return [
      [probability(ties, 0), limit[2]],
      [discountedEntropy(ZERO, ZERO), discountedEntropy(log(2), ZERO)],
    ];
  },

  'probabilities-not-negative': () => {
    const Q = listed(ONE, ZERO);
    const signed: definitions.Distribution<Interval, number> = {
      logProb: () => ZERO,
      expectation: f => R.sub(R.mul(point(2), f(0)), f(1)),
    };
    return [[softStateValue(R, signed, Q, ZERO), softOptimalValue(twoActions, Q, ZERO)]];
  },

  'practical-update': () => {
    const paid = model({ only: { only: [1, 'only'] } });
    const chain = model({ first: { only: [0, 'second'] }, second: { one: [0, 'end'], other: [0, 'end'] }, end: {} });
    const policy: Policy<Interval> = [[ZERO], [ZERO, ZERO], []];
    const printed = (mdp: FiniteMdp): TabularOperators<Interval> => tabular(R, mdp, ONE, ONE);
    const right = tabular(R, chain, HALF, QUARTER);
    return [
      [sweeps(100, ([Q]) => printed(paid).actionValues([Q], 0), [ZERO])[0], optimum(paid, 0.5, 0.25)[0]],
      [
        sweeps(100, V => printed(chain).policyBackup(policy, V), [ZERO, ZERO, ZERO])[0],
        right.actionValues(valuesOf(right, policy), 0)[0],
      ],
    ];
  },

  'next-state-distribution': () => {
    const mdp = model({ first: { go: [0, 'rich'], stop: [0, 'end'] }, rich: { only: [4, 'end'] }, end: {} });
    const operators = tabular(R, mdp, HALF, ONE);
    const V = valuesOf(operators, [[ZERO, ZERO], [ZERO], []]);
    const next = weighted(R, [1, 1]);
    const printed = softBackup(R, ZERO, HALF, next, listed(ZERO, ONE), listed(V[1], V[2]));
    const [go, stop] = operators.actionValues(V, 0);
    return [
      [printed, go],
      [printed, stop],
    ];
  },

  'one-policy-for-all-states': () => {
    const Q = [
      [R.mul(point(2), log(8)), ZERO],
      [ZERO, R.mul(point(2), log(2))],
    ];
    const replay = weighted(R, [1, 1]);
    const mean = (a: number): Interval => replay.expectation(s => Q[s][a]);
    const before = proportional(1, 1);
    const after = softmaxPolicy(R, twoActions, mean, ONE);
    const value = (policy: typeof before, s: number): Interval => softStateValue(R, policy, listed(...Q[s]), ONE);
    const loss = (policy: typeof before): Interval =>
      policyLoss(
        R,
        replay,
        () => policy,
        (s, a: number) => Q[s][a],
        ONE,
      );
    expect(meet(loss(after), R.neg(softOptimalValue(twoActions, mean, ONE)))).toBe(true);
    return [
      [value(before, 0), value(after, 0)],
      [value(before, 1), value(after, 1)],
      [loss(before), loss(after)],
    ];
  },

  'minimiser-may-not-exist': () => {
    const J = (first: number, second: number): Interval =>
      klObjective(R, proportional(first, second), listed(log(4), ZERO), ONE);
    const infimum = J(1, 1);
    for (let k = 3; k < 20; k++) {
      const [far, near] = [J(2 ** k - 2, 2 ** k + 2), J(2 ** k - 1, 2 ** k + 1)];
      expect(near.upper).toBeLessThan(far.lower);
      expect(infimum.upper).toBeLessThan(near.lower);
    }
    return [
      [J(1, 3), infimum],
      [J(3, 5), infimum],
    ];
  },

  'end-of-episode': () => {
    const flagged = model({ only: { finish: [1, 'end'] }, end: {} });
    const unflagged = model({ only: { finish: [1, 'end'] }, end: { one: [0, 'end'], other: [0, 'end'] } });
    const [printed, afterwards] = optimum(unflagged, 0.5, 1);
    const masked = (mask: Interval): Interval =>
      softBackup(
        R,
        ONE,
        HALF,
        weighted(R, [1]),
        () => mask,
        () => afterwards,
      );
    const right = masked(ONE);
    expect(meet(masked(ZERO), printed)).toBe(true);
    expect(meet(optimum(flagged, 0.5, 1)[0], right)).toBe(true);
    return [[printed, right]];
  },

  'start-of-the-target': () => {
    const tau = R.div(ONE, point(200));
    const after100 = (start: Interval): Interval =>
      sweeps(100, ([target]) => [movingAverage(R, tau, ONE, target)], [start])[0];
    return [[after100(ZERO), after100(ONE)]];
  },

  'single-q': () => {
    const estimates = [log(3), R.neg(log(3))];
    const coin = weighted(R, [1, 1]);
    const value = (first: Interval): Interval => softOptimalValue(twoActions, listed(first, ZERO), ONE);
    const single = coin.expectation(i => value(estimates[i]));
    const twin = coin.expectation(i => coin.expectation(j => value(twinMinimum(R, estimates[i], estimates[j]))));
    return [
      [single, value(ZERO)],
      [twin, value(ZERO)],
    ];
  },
};

// The text.

interface Erratum {
  readonly id: string;
  readonly text: string;
  /** The cells with numbers of each row of its table. */
  readonly rows: readonly (readonly string[])[];
}

const markdown = readFileSync('spec/errata.md', 'utf8');

const errata: readonly Erratum[] = markdown
  .split(/^## /m)
  .slice(1)
  .map(section => {
    const end = section.indexOf('\n');
    const text = section.slice(end);
    const [, , ...rows] = text.split('\n').filter(line => line.startsWith('|'));
    return { id: section.slice(0, end), text, rows: rows.map(row => row.split('|').slice(2, -1)) };
  });

const formulasOf = (text: string): readonly string[] => [...text.matchAll(/\$+([^$]+)\$+/g)].map(([, tex]) => tex);

const meet = (a: Interval, b: Interval): boolean => a.lower <= b.upper && b.lower <= a.upper;

/** The number before the sign of approximation. */
const printedNumber = (cell: string): Interval => {
  const [exact] = plainMath(cell.replaceAll('$', '')).split('≈');
  const [claim] = claimsOf(`${exact} = 0`);
  return claim.left;
};

test('every erratum has a counterexample here, and every counterexample its erratum', () => {
  expect(errata.map(erratum => erratum.id)).toEqual(Object.keys(counterexamples));
});

describe.each(errata.map(erratum => [erratum.id, erratum] as const))('%s', (id, { text, rows }) => {
  test(`${id}: its numbers are those computed, and the two columns differ`, () => {
    const computed = counterexamples[id]();
    expect(rows.map(row => row.length)).toEqual(computed.map(row => row.length));
    for (const [i, row] of computed.entries()) {
      for (const [j, value] of row.entries()) {
        const printed = printedNumber(rows[i][j]);
        expect(Math.max(width(value), width(printed)), rows[i][j]).toBeLessThan(1e-9);
        expect(meet(value, printed), `${rows[i][j]} is [${value.lower}, ${value.upper}]`).toBe(true);
      }
      expect(meet(...row), `row ${i + 1}`).toBe(false);
    }
  });

  test('it says what kind it is, and names definitions that exist', () => {
    expect(text).toMatch(/^\n\n\*\*(wrong|incomplete|silent)\*\*/);
    const named = [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(name => !(name in definitions))).toEqual([]);
  });

  test('the laws it links to exist', () => {
    const targets = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target);
    const local = targets.filter(target => !target.startsWith('https://'));
    expect(local.filter(target => !existsSync(`spec/${target}`))).toEqual([]);
    expect(local.length > 0 || text.includes('No law yet')).toBe(true);
  });

  test('every other equation between its numbers holds', () => {
    const claims = formulasOf(text).map(plainMath).flatMap(claimsOf);
    expect(claims.filter(claim => !holds(claim)).map(claim => claim.text)).toEqual([]);
  });

  test('its formulas are KaTeX, none of which a Markdown reader would mangle', () => {
    const formulas = formulasOf(text);
    for (const tex of formulas) katex.renderToString(tex, { throwOnError: true, strict: 'error' });
    expect(formulas.filter(tex => /\\[^a-zA-Z]/.test(tex))).toEqual([]);
    expect(plainText(text)).not.toMatch(/[\\${}]/);
  });
});

test('the README of the claims leads to the errata', () => {
  expect(readFileSync('spec/README.md', 'utf8')).toContain('(errata.md)');
});
