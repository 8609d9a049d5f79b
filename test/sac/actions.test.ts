import { expect, test } from 'vitest';
import { doubles } from '../../src/engines/elementary.ts';
import { evaluator } from '../../src/engines/evaluate.ts';
import { trace } from '../../src/engines/graph.ts';
import { parts } from '../../src/engines/tensor.ts';
import { continuousActions } from '../../src/sac/actions.ts';
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
