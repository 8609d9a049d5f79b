import { describe, expect, test } from 'vitest';
import { softBackup } from '../../src/definitions/index.ts';
import { batch, columns, tensors as R } from '../../src/engines/arithmetic.ts';
import { doubles } from '../../src/engines/elementary.ts';
import { evaluator } from '../../src/engines/evaluate.ts';
import { derived } from '../../src/engines/gradient.ts';
import { attached, type Graph, inOrder, shared, trace } from '../../src/engines/graph.ts';
import {
  constant,
  derivative,
  input,
  list,
  part,
  parts,
  product,
  rowMaximum,
  spread,
  sum,
  type Tensor,
} from '../../src/engines/tensor.ts';
import { seen } from '../../src/interpretations/sampled.ts';

const row = input('row', [3]);
const column = input('column', [3, 1]);
const table = input('table', [3, 2]);

describe('a shape that does not fit is refused where it is written', () => {
  test.each<[string, () => unknown, string]>([
    [
      'a row plus a column',
      () => R.add(row, column),
      'add: expected equal shapes or a single number, found [3] and [3, 1]: a row where a column belongs?',
    ],
    [
      'a backup whose rewards are a row',
      () =>
        softBackup(
          R,
          row,
          constant(0.5),
          seen(0),
          () => column,
          () => column,
        ),
      'add: expected equal shapes or a single number, found [3] and [3, 1]: a row where a column belongs?',
    ],
    [
      'a product',
      () => product(table, table),
      'product: expected tables whose inner sizes agree, found [3, 2] and [3, 2]',
    ],
    [
      'a transposed product',
      () => product(table, column, [false, true]),
      'product: expected tables whose inner sizes agree, found [3, 2] and [3, 1] transposed',
    ],
    ['a product with a row', () => product(table, row), 'product: expected tables'],
    ['a table spread', () => spread(table, [3, 3]), 'spread: [3, 2] does not fill [3, 3]'],
    ['a table summed', () => sum(table, [2, 1]), 'sum: [3, 2] does not sum to [2, 1]'],
    ['the largest of a list', () => rowMaximum(row), 'rowMaximum: expected a table, found [3]'],
    ['too far a part', () => part(row, 2, [2]), 'part: [2] from 2 on does not lie within 3 numbers'],
    ['a part from nowhere', () => part(row, Number.NaN, [2]), 'part: [2] from NaN on does not lie within 3 numbers'],
    ['parts that are too small', () => parts(table, [[2], [3]]), 'parts: 6 numbers were cut into parts of 5'],
    ['an empty input', () => input('none', [0, 2]), 'input none: expected positive whole sizes, found [0, 2]'],
    [
      'a mean of rows',
      () => batch(3, table).expectation(x => x),
      'expectation over 3 samples: expected a column [3, 1], found [3, 2]',
    ],
    [
      'a mean over another batch',
      () => batch(4, column).expectation(x => x),
      'expectation over 4 samples: expected a column [4, 1], found [3, 1]',
    ],
    ['a sum over the elements of a row', () => columns(row).sum(x => x), 'sum of rows: expected a table, found [3]'],
  ])('%s', (_, f, message) => {
    expect(f).toThrow(message);
  });
});

const operators = (graph: Graph): readonly string[] =>
  inOrder(Object.values(graph.outputs)).map(tensor => ('operator' in tensor ? tensor.operator : tensor.kind));

test('equal subexpressions become one, and nothing is kept that no output needs', () => {
  const graph = trace({ x: [2] }, ({ x }) => {
    const twice = (): Tensor => R.add(R.exp(x), constant(1));
    R.log(x);
    return { y: R.mul(twice(), R.detach(twice())), z: R.mul(constant(1), list([x, twice()])) };
  });
  expect(operators(shared(graph))).toEqual(['input', 'exp', 'constant', 'add', 'detach', 'mul', 'list']);
  expect(operators(attached(graph))).toEqual(['input', 'exp', 'constant', 'add', 'mul', 'list']);
});

test('what a derivative is taken by stays apart from its equals until the derivative is traced', () => {
  const graph = trace({ x: [2] }, ({ x }) => {
    const [by, data] = [part(x, 0, []), part(x, 0, [])];
    return { y: derivative(R.mul(by, data), by) };
  });
  expect(operators(shared(graph))).toEqual(['input', 'part', 'part', 'mul', 'derivative']);
  expect(operators(derived(graph))).toEqual(['input', 'part']);
});

test('what differs in anything stays apart', () => {
  const graph = trace({ x: [4], t: [2, 2] }, ({ x, t }) => ({
    parts: list([part(x, 0, [2]), part(x, 1, [2]), part(x, 0, [2, 1])]),
    zeros: list([R.div(constant(1), constant(0)), R.div(constant(1), constant(-0))]),
    products: list([product(t, t), product(t, t, [true, false]), product(t, t, [false, true])]),
    sums: list([sum(t, [1, 2]), sum(t, [2, 1]), spread(constant(1), [2]), spread(constant(1), [3])]),
  }));
  expect(evaluator(doubles, graph)({ x: [1, 2, 3, 4], t: [1, 2, 3, 4] })).toEqual({
    parts: [1, 2, 2, 3, 1, 2],
    zeros: [Infinity, -Infinity],
    products: [7, 10, 15, 22, 10, 14, 14, 20, 5, 11, 11, 25],
    sums: [4, 6, 3, 7, 1, 1, 1, 1, 1],
  });
});

test('the evaluator refuses an input of another size', () => {
  const run = evaluator(
    doubles,
    trace({ x: [2, 2] }, ({ x }) => ({ x })),
  );
  expect(() => run({ x: [1, 2] })).toThrow('input x: expected 4 numbers of shape [2, 2], found 2');
});
