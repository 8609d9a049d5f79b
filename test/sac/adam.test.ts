import { expect, test } from 'vitest';
import { adam as reference, untrained } from '../../src/conformance/subjects/learner/index.ts';
import { doubles } from '../../src/engines/elementary.ts';
import { evaluator } from '../../src/engines/evaluate.ts';
import { trace } from '../../src/engines/graph.ts';
import { contains, point, width } from '../../src/interpretations/interval.ts';
import { adam, debiasing, earlier } from '../../src/sac/adam.ts';
import { singleEnclosures } from '../engines/enclosures.ts';

const RATE = 1 / 64;

const shapes = { values: [3], firstMoments: [3], secondMoments: [3], gradient: [3], first: [], second: [] };

const graph = trace(shapes, ({ values, firstMoments, secondMoments, gradient, first, second }) => ({
  ...adam({ values, firstMoments, secondMoments }, gradient, RATE, { first, second }),
}));

/** Far from 0, where a step is well conditioned; 0 stays where it is. */
const gradients: readonly (readonly number[])[] = [
  [1, -0.5, 0],
  [-0.25, -2, 0],
  [3, 0.125, 0],
];

test('three steps are those of an optimiser that was written apart', () => {
  const step = evaluator(singleEnclosures, graph);
  let expected = untrained([0.5, -1, 2]);
  let enclosed = {
    values: expected.values.map(point),
    firstMoments: expected.firstMoments.map(point),
    secondMoments: expected.secondMoments.map(point),
  };
  gradients.forEach((gradient, k) => {
    const { first, second } = debiasing(k + 1);
    enclosed = step({
      ...enclosed,
      gradient: gradient.map(point),
      first: [point(first)],
      second: [point(second)],
    }) as typeof enclosed;
    expected = reference(expected, gradient, RATE);
    for (const name of ['values', 'firstMoments', 'secondMoments'] as const)
      expected[name].forEach((x, i) => {
        expect(contains(enclosed[name][i], x), `${name} ${i} after ${k + 1} steps`).toBe(true);
        expect(width(enclosed[name][i])).toBeLessThan(2 ** -16);
      });
  });
});

test('debiasing is one less a power, to a rounding for each factor', () => {
  let [first, second] = [1, 1];
  for (let k = 1; k <= 1000; k++) {
    [first, second] = [first * 0.9, second * 0.999];
    const rounding = 2 * k * 2 ** -53;
    expect(Math.abs(debiasing(k).first - (1 - first))).toBeLessThanOrEqual(rounding);
    expect(Math.abs(debiasing(k).second - (1 - second))).toBeLessThanOrEqual(rounding);
  }
});

test('the debiasing before', () => {
  const before = evaluator(
    doubles,
    trace({ first: [], second: [] }, given => ({ ...earlier(given) })),
  );
  for (let k = 2; k <= 1000; k++) {
    const { first, second } = debiasing(k);
    const found = before({ first: [first], second: [second] });
    const expected = debiasing(k - 1);
    /** Both are off by at most a rounding for each factor, and one here; here there are three more. */
    const rounding = (2 * k + 4) * 2 ** -53;
    expect(Math.abs(found.first[0] - expected.first)).toBeLessThanOrEqual(rounding);
    expect(Math.abs(found.second[0] - expected.second)).toBeLessThanOrEqual(rounding);
  }
});
