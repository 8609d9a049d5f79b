import { describe, expect, test } from 'vitest';
import { type Certificate, check } from '../../src/certify/index.ts';
import type { FiniteMdp } from '../../src/mdp/index.ts';
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
