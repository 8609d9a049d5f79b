import { expect, test } from 'vitest';
import { doubles } from '../../src/engines/elementary.ts';
import { evaluator } from '../../src/engines/evaluate.ts';
import { trace } from '../../src/engines/graph.ts';
import { derivative, parts, sum } from '../../src/engines/tensor.ts';
import { continuousActions, type Squashing, squashing } from '../../src/sac/actions.ts';
import { parameterShapes } from '../../src/sac/network.ts';

/** One state, one action coordinate, no hidden layer: weight and bias of $\mu$, then those of what $\log \sigma$ is made of. */
const actions = continuousActions(1, 1, []);

const policy = evaluator(
  doubles,
  trace({ parameters: [4], observation: [1, 1], noise: [1, 1] }, ({ parameters, observation, noise }) => {
    const drawn = actions.policy(parts(parameters, parameterShapes(actions.actor)), observation, noise);
    const action = drawn.expectation(a => a);
    return { action, logProb: drawn.logProb(action) };
  }),
);

test.each([
  [-100, -5],
  [0, -1.5],
  [100, 2],
])('a spreading of %d is a log-deviation of %d', (spreading, logDeviation) => {
  const { action, logProb } = policy({ parameters: [0.5, 0, 0, spreading], observation: [0], noise: [0] });
  expect(action).toEqual([0]);
  const [standard] = policy({ parameters: [0.5, 0, 0, 0], observation: [0], noise: [0] }).logProb;
  /** The density at the mean is inversely proportional to the deviation; three roundings of numbers below 8. */
  expect(Math.abs(logProb[0] - (standard - 1.5 - logDeviation))).toBeLessThanOrEqual(3 * 2 ** -50);
});

test('the mean is what the first output says', () => {
  const { action } = policy({ parameters: [0.5, 0.25, 0, -100], observation: [2], noise: [0] });
  expect(action).toEqual([doubles.tanh(1.25)]);
});

const clamped: Squashing = { ...squashing, logDeviation: { map: 'clamp', lower: -1, upper: 2 } };

/** With noise of 1 and a mean of 0 it is $\tanh \sigma$, of derivative $(1 - \tanh^2 \sigma) \sigma$ by $\log \sigma$. */
test.each([
  [-1.5, -1, 0],
  [-1, -1, 1],
  [0.5, 0.5, 1],
  [2, 2, 1],
  [2.5, 2, 0],
])('a spreading of %d is clamped to %d, of derivative %d', (spreading, logDeviation, slope) => {
  const { actor, policy } = continuousActions(1, 1, [], clamped);
  const { action, slope: found } = evaluator(
    doubles,
    trace({ parameters: [4], observation: [1, 1], noise: [1, 1] }, ({ parameters, observation, noise }) => {
      const cut = parts(parameters, parameterShapes(actor));
      const action = policy(cut, observation, noise).expectation(a => a);
      return { action, slope: derivative(sum(action, []), cut[3]) };
    }),
  )({ parameters: [0, 0, 0, spreading], observation: [0], noise: [1] });
  const sigma = doubles.exp(logDeviation);
  const squashed = doubles.tanh(sigma);
  expect(action).toEqual([squashed]);
  const expected = slope * (1 - squashed * squashed) * sigma;
  /** Four roundings of numbers of at most 8. */
  expect(Math.abs(found[0] - expected)).toBeLessThanOrEqual(4 * 2 ** -50);
});

test.each<readonly [Squashing['criticsTake'], readonly number[]]>([
  ['tanh', [0.5, -0.25]],
  ['action', [1 + 0.5 * 2, 3 - 0.25 * 8]],
])('critics are given what convention says: %s', (criticsTake, given) => {
  const range = { low: [-1, -5], high: [3, 11] };
  const { critic, value } = continuousActions(1, 2, [], { ...squashing, criticsTake }, range);
  const graph = trace(
    { parameters: [4], observation: [1, 1], action: [1, 2] },
    ({ parameters, observation, action }) => ({
      value: value(parts(parameters, parameterShapes(critic)), observation, action),
    }),
  );
  const valueBy = (weights: readonly number[]): readonly number[] =>
    evaluator(doubles, graph)({ parameters: [0, ...weights, 0], observation: [0], action: [0.5, -0.25] }).value;
  expect([...valueBy([1, 0]), ...valueBy([0, 1])]).toEqual(given);
});
