import { describe, expect, test } from 'vitest';
import { type Certificate, check } from '../../src/certify/index.ts';
import type { FiniteMdp } from '../../src/mdp/index.ts';
import { Float } from '../interpretations/precise.ts';
import { scaled } from '../numerics/exact.ts';

/*
 * Every step of the checker that rounds outward, alone: an inequality that is false by less than this step's rounding while all other
 * steps are exact or as good as exact. Without the step, or with the step to the other side, the certificate would hold.
 */

/** One action at state 0, whose successors are state 1 (terminal for its purpose) and the end. */
interface Case {
  readonly reward: number;
  readonly discount: number;
  /** The claimed value of state 0. */
  readonly value: number;
  /** Weight, value of the successor, reward of the transition. */
  readonly row: readonly (readonly [weight: number, next: number, paid: number])[];
}

const single = ({ reward, discount, value, row }: Case): [FiniteMdp, Certificate] => {
  const mdp: FiniteMdp = {
    stateCount: row.length + 1,
    pairOffsets: Int32Array.of(0, ...Array.from({ length: row.length + 1 }, () => 1)),
    actions: Int32Array.of(0),
    rewards: Float64Array.of(reward),
    transitionOffsets: Int32Array.of(0, row.length),
    successors: Int32Array.from(row.keys(), t => t + 1),
    weights: Float64Array.from(row, ([weight]) => weight),
    transitionRewards: Float64Array.from(row, ([, , paid]) => paid),
  };
  const V = Float64Array.of(value, ...row.map(([, next]) => next));
  const certificate = { discount, temperature: 0, lower: V, upper: V, logPolicy: Float64Array.of(0) };
  return [mdp, certificate as Certificate];
};

/** The sign of $Q_V - v$, exactly: numerator and denominator in units of powers of $2^{-1074}$. */
const truth = ({ reward, discount, value, row }: Case): number => {
  const one = scaled(1);
  let mass = 0n;
  let total = 0n;
  for (const [weight, next, paid] of row) {
    mass += scaled(weight);
    total += scaled(weight) * (scaled(discount) * scaled(next) + one * scaled(paid));
  }
  const advantage = total + mass * one * (scaled(reward) - scaled(value));
  return advantage > 0n ? 1 : advantage < 0n ? -1 : 0;
};

const verdicts = (c: Case): string[] => {
  const states = c.row.length + 1;
  return check(...single(c), { part: 1, of: states }).failures.map(({ test, verdict }) => `${test} ${verdict}`);
};

const negated = (c: Case): Case => ({
  reward: -c.reward,
  discount: c.discount,
  value: -c.value,
  row: c.row.map(([weight, next, paid]) => [weight, -next, -paid] as const),
});

/** So little that it moves nothing but a sum that is 0 to some units of $2^{-1074}$. */
const HAIR = 2 ** -900;
const LEAST = Number.MIN_VALUE;
/** Its square rounds to $1 + 2^{-29}$, which is less. */
const SQUARED = 1 + 2 ** -30;

const cases: Record<string, Case> = {
  'the discounted value of a successor': {
    reward: -HAIR,
    discount: SQUARED / 2,
    value: (1 + 2 ** -29) / 2,
    row: [[1, SQUARED, 0]],
  },
  'the reward of a transition plus that': {
    reward: -HAIR,
    discount: 0.5,
    value: 1 + 2 ** -60,
    row: [[1, 2 ** -59, 1]],
  },
  'the difference of payoff and value': {
    reward: -1,
    discount: 0.5,
    value: -(2 ** -60),
    row: [[1, 2, 0]],
  },
  'products that underflow': { reward: -512 * LEAST, discount: 0.5, value: 0, row: [[2 ** -60, 2048 * LEAST, 0]] },
  'a quotient that underflows': {
    reward: 0,
    discount: 0.5,
    value: 0,
    row: [
      [2 ** 30, 0, 0],
      [1, 2 * LEAST, 0],
    ],
  },
};

describe.each(Object.entries(cases))('%s', (_, c) => {
  test('is rounded up for the upper bound', () => {
    expect(truth(c)).toBe(1);
    expect(verdicts(c)).toContain('upper inconclusive');
  });
  test('is rounded down for the lower bound', () => {
    expect(truth(negated(c))).toBe(-1);
    expect(verdicts(negated(c))).toContain('lower inconclusive');
  });
});

/** Found by search, but for the product: actions that end the episode, temperature, the value claimed, log-probabilities. */
const searched: readonly (readonly [string, 'lower' | 'upper', number[], number, number, number[]])[] = [
  [
    'a reward plus the mean, above',
    'upper',
    [-0.6934416980312186, -0.6934416980312186],
    1,
    -0.00029451747127326916,
    [-0.29476467915810645, -0.16954648797400296],
  ],
  [
    'a reward plus the mean, below',
    'lower',
    [-0.6299598889459048, -0.37056316361167774],
    1,
    -0.0002615262787912797,
    [0, 0],
  ],
  [
    'an advantage over the temperature',
    'upper',
    [-0.06446488313959975, -0.06446488313959975],
    0.09311403227038682,
    7.684579918664072e-5,
    [0, -0.2796769761480391],
  ],
  [
    'the exponential of that',
    'upper',
    [-0.21819376682016922, -1.2181937668201692],
    0.8310986425727606,
    -2.705859883181676e-8,
    [-1.9802622674033046, -0.44185125757940114],
  ],
  [
    'the sum of exponentials',
    'upper',
    [-1.0005080722891395, -0.0005080722891395162],
    0.1717853717505932,
    3.4550510334126677e-7,
    [0, 0],
  ],
  [
    'an advantage less the surprise',
    'lower',
    [-0.07863386965717112, 1.250241469151586],
    1,
    -7.347388850246367e-5,
    [0.4982446830254048, -2.814766257768497],
  ],
  ['that plus the temperature', 'lower', [0.0016445597866550088], 1, 0.001644559786655009, [0]],
  [
    'a weight under a negative sum',
    'lower',
    [-0.6532762674046886, 0.20532916678206803],
    0.1600826587062329,
    0.00046478907211454595,
    [-0.6448841772507876, 0],
  ],
  [
    'a weight under a positive sum',
    'lower',
    [0.4632169706308591, -0.5367830293691409],
    0.8310986425727606,
    -2.5956777761385174e-7,
    [-1.9802622674033046, -0.44185125757940114],
  ],
  [
    'a weight times its sum',
    'lower',
    [0.003116010659832469],
    0.18244081097655,
    -2.088727881854849e-7,
    [0.1907014404423535],
  ],
  ['the temperature times a log-probability', 'lower', [2 ** -30 + 2 ** -82, 7 * LEAST], SQUARED, 0, [SQUARED, 0]],
  [
    'the sum over actions',
    'lower',
    [-0.12167896309472326, -0.12167896309472326],
    0.5461265965364873,
    0.00031286491594422156,
    [-2.7628844948485494, 0],
  ],
];

test.each(searched)('%s is rounded outward for the %s bound', (_, side, rewards, temperature, value, logPolicy) => {
  const n = rewards.length;
  const mdp: FiniteMdp = {
    stateCount: 1,
    pairOffsets: Int32Array.of(0, n),
    actions: Int32Array.from(rewards.keys()),
    rewards: Float64Array.from(rewards),
    transitionOffsets: Int32Array.from({ length: n + 1 }, (_, pair) => pair),
    successors: new Int32Array(n).fill(1),
    weights: new Float64Array(n).fill(1),
  };
  const alpha = Float(temperature);
  const terms = rewards.map((r, a) => {
    const gap = Float(r).sub(Float(value));
    const l = Float(logPolicy[a]);
    return side === 'upper' ? gap.div(alpha).exp() : l.exp().mul(gap.sub(alpha.mul(l)).add(alpha));
  });
  const sum = terms.reduce((a, b) => a.add(b));
  expect(side === 'upper' ? sum.lessOrEqual(Float(1)) : sum.greaterOrEqual(alpha)).toBe(false);
  const V = Float64Array.of(value);
  const certificate = { discount: 0.5, temperature, lower: V, upper: V, logPolicy: Float64Array.from(logPolicy) };
  expect(check(mdp, certificate as Certificate).failures.map(f => f.test)).toContain(side);
});

test.each([
  ['lower', -7],
  ['upper', 7],
] as const)('what may be 0 is not refuted by the %s test', (side, steps) => {
  const c: Case = { reward: steps * LEAST, discount: 0.5, value: 0, row: [[1, 0, 0]] };
  expect(verdicts(c)).toEqual([`${side} inconclusive`]);
  expect(check(...single(c)).verdict).toBe('inconclusive');
});

test.each([
  ['an infinite bound at a terminal state', Number.POSITIVE_INFINITY, 'upper'],
  ['minus infinity there', Number.NEGATIVE_INFINITY, 'lower'],
  ['NaN there', Number.NaN, 'upper'],
])('%s does not pass', (_, bound, side) => {
  const [mdp, certificate] = single({ reward: 0, discount: 0.5, value: 0, row: [[1, 0, 0]] });
  const V = Float64Array.of(0, bound);
  const { failures } = check(mdp, { ...certificate, lower: V, upper: V }, { part: 2, of: 2 });
  expect(failures.map(f => f.test)).toContain(side);
});

test('the width is rounded up', () => {
  const [mdp, certificate] = single({ reward: 0, discount: 0.5, value: 0, row: [[1, 0, 0]] });
  const bounds = { lower: Float64Array.of(-(2 ** -60), 0), upper: Float64Array.of(1, 0) };
  expect(check(mdp, { ...certificate, ...bounds }).width).toBe(1 + 2 ** -52);
});

describe('what no model has is refused before any test', () => {
  const [mdp, certificate] = single({ reward: 0, discount: 0.5, value: 0, row: [[1, 0, 0]] });

  test.each<[string, Partial<FiniteMdp>, Partial<Certificate>]>([
    ['weight 0 is -1, expected a finite number >= 0', { weights: Float64Array.of(-1) }, {}],
    ['weight 0 is NaN, expected a finite number >= 0', { weights: Float64Array.of(Number.NaN) }, {}],
    ['reward 0 is -Infinity, expected a finite number', { rewards: Float64Array.of(-Infinity) }, {}],
    ['discount is 1, expected 0 <= discount < 1', {}, { discount: 1 }],
    ['discount is -1, expected 0 <= discount < 1', {}, { discount: -1 }],
    ['temperature is -1, expected a finite number >= 0', {}, { temperature: -1 }],
    ['temperature is Infinity, expected a finite number >= 0', {}, { temperature: Infinity }],
    [
      'bounds of 2 and 3 states and a policy of 1 pairs, expected 2 states and 1 pairs',
      {},
      { upper: new Float64Array(3) },
    ],
    [
      'bounds of 2 and 2 states and a policy of 0 pairs, expected 2 states and 1 pairs',
      {},
      { logPolicy: new Float64Array(0) },
    ],
    [
      'bounds of 1 and 2 states and a policy of 1 pairs, expected 2 states and 1 pairs',
      {},
      { lower: Float64Array.of(0) },
    ],
  ])('%s', (message, changed, claimed) => {
    expect(() => check({ ...mdp, ...changed }, { ...certificate, ...claimed })).toThrow(new RangeError(message));
  });

  test.each([0, 1])('a policy without actions does not pass, at temperature %d', temperature => {
    const V = Float64Array.of(-1e300, 0);
    const nowhere = { ...certificate, temperature, lower: V, logPolicy: Float64Array.of(-Infinity) };
    expect(check(mdp, nowhere, { part: 1, of: 2 }).failures.map(f => f.test)).toContain('lower');
  });
});
