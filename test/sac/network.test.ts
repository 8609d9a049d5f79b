import { expect, test } from 'vitest';
import { doubles } from '../../src/engines/elementary.ts';
import { evaluator } from '../../src/engines/evaluate.ts';
import { trace } from '../../src/engines/graph.ts';
import { parts } from '../../src/engines/tensor.ts';
import { type Network, outputsOf, parameterShapes } from '../../src/sac/network.ts';

const network: Network = { inputs: [2, 1], hidden: [2, 2], outputs: [1, 2] };

test('parameters stand layer by layer, the weights of each input before the biases', () => {
  expect(parameterShapes(network)).toEqual([
    ...[
      [2, 2],
      [1, 2],
      [1, 2],
    ],
    ...[
      [2, 2],
      [1, 2],
    ],
    ...[
      [2, 1],
      [1, 1],
    ],
    ...[
      [2, 2],
      [1, 2],
    ],
  ]);
});

test('two samples through two hidden layers, by hand', () => {
  const run = evaluator(
    doubles,
    trace({ parameters: [23], s: [2, 2], a: [2, 1] }, ({ parameters, s, a }) => {
      const [first, second] = outputsOf(network, parts(parameters, parameterShapes(network)), [s, a]);
      return { first, second };
    }),
  );
  const parameters = [...[1, 2, 3, 4, 5, -6, 7, 8], ...[1, -1, 1, 1, 0, 10], ...[2, 3, -1], ...[1, 0, 0, 1, 5, 6]];
  /**
   * $s = (1, 1)$, $a = 2$: $(1 + 3 + 10 + 7, 2 + 4 - 12 + 8) = (21, 2)$, then $(23, -21 + 2 + 10) \to (23, 0)$.
   * $s = (-1, 0)$, $a = -2$: $(-1 - 10 + 7, -2 + 12 + 8) \to (0, 18)$, then $(18, 28)$.
   */
  expect(run({ parameters, s: [1, 1, -1, 0], a: [2, -2] })).toEqual({
    first: [2 * 23 - 1, 2 * 18 + 3 * 28 - 1],
    second: [23 + 5, 6, 18 + 5, 28 + 6],
  });
});
