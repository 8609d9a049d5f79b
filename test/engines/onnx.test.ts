import { describe, expect } from 'vitest';
import { batch, columns, tensors as R } from '../../src/engines/arithmetic.ts';
import { doubles } from '../../src/engines/elementary.ts';
import { evaluator } from '../../src/engines/evaluate.ts';
import { type Graph, mapRecord, trace } from '../../src/engines/graph.ts';
import {
  constant,
  derivative,
  list,
  part,
  product,
  rowMaximum,
  type Shape,
  sizeOf,
  spread,
  sum,
  type Tensor,
  unary,
} from '../../src/engines/tensor.ts';
import { contains, point } from '../../src/interpretations/interval.ts';
import { random } from '../../src/numerics/index.ts';
import { seed } from '../laws/seed.ts';
import { FUNCTION_ROUNDOFFS, singleEnclosures } from './enclosures.ts';
import { compiledTest, prepared, preparedLoop } from './runtime.ts';

type Numbers = Readonly<Record<string, readonly number[]>>;

/** Numbers from -2 to 2 that single precision holds. */
const drawn = (inputs: Readonly<Record<string, Shape>>): Numbers => {
  const draw = random(seed).centred;
  return mapRecord(inputs, shape => Array.from({ length: sizeOf(shape) }, () => Math.fround(4 * draw())));
};

/** Every number of the compiled graph lies where single precision may lead. */
const isEnclosed = async (graph: Graph, inputs: Numbers): Promise<void> => {
  const run = await prepared(graph);
  const answers = await run(inputs);
  const enclosures = evaluator(singleEnclosures, graph)(mapRecord(inputs, numbers => numbers.map(point)));
  for (const [name, rows] of Object.entries(enclosures)) {
    expect(answers[name].length).toBe(rows.length);
    rows.forEach((enclosure, i) => {
      expect(contains(enclosure, answers[name][i]), `${name} ${i}: ${answers[name][i]}`).toBe(true);
    });
  }
};

type Name = 'a' | 'b' | 'c' | 'x';

const shapes: Readonly<Record<Name, Shape>> = { a: [3, 4], b: [3, 4], c: [1, 4], x: [3, 1] };

type Formula = (given: Readonly<Record<Name, Tensor>>) => Tensor;

const above1 = (x: Tensor): Tensor => R.add(constant(1), R.mul(x, x));

const formulas: Readonly<Record<string, Formula>> = {
  '-a': ({ a }) => R.neg(a),
  'a + b': ({ a, b }) => R.add(a, b),
  'a - b': ({ a, b }) => R.sub(a, b),
  'a b': ({ a, b }) => R.mul(a, b),
  'a / b': ({ a, b }) => R.div(a, above1(b)),
  'min(a, b)': ({ a, b }) => R.min(a, b),
  'exp a': ({ a }) => R.exp(a),
  'log a': ({ a }) => R.log(above1(a)),
  'log cosh a': ({ a }) => R.logCosh(R.mul(constant(8), a)),
  'tanh a': ({ a }) => unary('tanh', a),
  'sqrt a': ({ a }) => unary('sqrt', above1(a)),
  'relu a': ({ a }) => unary('relu', a),
  'whether a is positive': ({ a }) => unary('isPositive', a),
  'sg[a]': ({ a }) => R.detach(a),
  'an input': ({ a }) => a,
  'a^T b': ({ a, b }) => product(a, b, [true, false]),
  'a b^T': ({ a, b }) => product(a, b, [false, true]),
  'x c + a': ({ a, c, x }) => R.add(product(x, c), a),
  'a + x c, of which x c is used twice': ({ a, c, x }) => R.mul(R.add(a, product(x, c)), product(x, c)),
  'x c + c': ({ c, x }) => R.add(product(x, c), spread(c, [3, 4])),
  'c repeated, less x repeated': ({ c, x }) => R.sub(spread(c, [3, 4]), spread(x, [3, 4])),
  'c repeated, plus c repeated': ({ c }) => R.add(spread(c, [3, 4]), spread(R.exp(c), [3, 4])),
  'x repeated, over c repeated': ({ c, x }) => R.div(spread(x, [3, 4]), above1(spread(c, [3, 4]))),
  'a number repeated': ({ c }) => spread(sum(c, []), [2, 2]),
  'a less its sums by columns': ({ a }) => R.sub(a, spread(sum(a, [1, 4]), [3, 4])),
  'sums by rows': ({ a }) => sum(a, [3, 1]),
  'a sum of everything by both axes': ({ a }) => sum(a, [1, 1]),
  'the largest of each row': ({ a }) => rowMaximum(a),
  'a part': ({ a }) => part(a, 5, [2, 3]),
  'a part of a list': ({ a, c }) => part(list([a, c]), 10, [5]),
  'parts, of which some overlap': ({ a }) =>
    R.add(R.mul(part(a, 1, [4]), part(a, 3, [4])), R.mul(part(a, 7, [4]), part(a, 0, [4]))),
  'parts side by side': ({ a }) => list([part(a, 9, [3]), part(a, 0, [2]), part(a, 2, [7])]),
  'a mean': ({ x }) => batch(3, x).expectation(value => value),
  'log sum exp': ({ a }) => columns(a).logSumExp(q => q, constant(0.5)),
};

describe('every operation, compiled', () => {
  compiledTest.each(Object.entries(formulas))('%s', async (_, f) => {
    const graph = trace(shapes, given => ({ value: f(given) }));
    await isEnclosed(graph, drawn(shapes));
  });
});

compiledTest('the functions of the runtime are as accurate as the enclosures assume', async () => {
  const size = 4096;
  const functions = ['exp', 'log', 'tanh'] as const;
  const graph = trace({ x: [size] }, ({ x }) => ({ exp: R.exp(x), log: R.log(above1(x)), tanh: unary('tanh', x) }));
  const run = await prepared(graph);
  const draw = random(seed).centred;
  const x = Array.from({ length: size }, (_, i) => Math.fround((i % 2 ? 16 : 2) * draw()));
  const answers = await run({ x });
  const exact = evaluator(doubles, graph)({ x });
  const rounding = 2 ** -24;
  for (const name of functions)
    exact[name].forEach((y, i) => {
      /** The argument of the logarithm is rounded twice. */
      const error = FUNCTION_ROUNDOFFS * Math.abs(y) + (name === 'log' ? 2 : 0);
      expect(Math.abs(answers[name][i] - y), `${name} at ${x[i]}`).toBeLessThanOrEqual(rounding * error);
    });
});

const counter = trace({ total: [2], step: [2] }, ({ total, step }) => ({
  total: R.add(total, R.mul(step, step)),
  cube: R.mul(total, sum(step, [])),
  slope: derivative(sum(R.mul(step, R.mul(step, total)), []), step),
}));

compiledTest('a loop carries what is named alike, and has a row of everything else for each time', async () => {
  const run = await preparedLoop(counter, 3);
  const { total, cube, slope } = await run({ total: [0, 1], step: [1, 2, 3, 4, 5, 6] });
  expect([...total]).toEqual([0 + 1 + 9 + 25, 1 + 4 + 16 + 36]);
  expect([...cube]).toEqual([0, 3, 1 * 7, 5 * 7, 10 * 11, 21 * 11]);
  expect([...slope]).toEqual([0, 4, 6, 40, 100, 252]);
});

compiledTest('an input of another size is refused by name', async () => {
  const run = await prepared(counter);
  await expect(run({ total: [1], step: [1, 2] })).rejects.toThrow(
    'input total: expected 2 numbers of shape [2], found 1',
  );
  await expect(run({ total: [1, 2] })).rejects.toThrow('input step: expected 2 numbers of shape [2], found none');
});
