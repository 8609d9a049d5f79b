/** Formulas of every operation, and what single precision may make of them. */
import { expect } from 'vitest';
import { batch, columns, tensors as R } from '../../src/engines/arithmetic.ts';
import { evaluator } from '../../src/engines/evaluate.ts';
import { type Graph, mapRecord } from '../../src/engines/graph.ts';
import {
  constant,
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
import { singleEnclosures } from './enclosures.ts';
import type { Run } from './runtime.ts';

export type Numbers = Readonly<Record<string, readonly number[]>>;

/** Numbers from -2 to 2 that single precision holds. */
export const drawn = (inputs: Readonly<Record<string, Shape>>): Numbers => {
  const draw = random(seed).centred;
  return mapRecord(inputs, shape => Array.from({ length: sizeOf(shape) }, () => Math.fround(4 * draw())));
};

/** Every number that an engine makes of the graph lies where single precision may lead. */
export const isEnclosed = async (run: Run, graph: Graph, inputs: Numbers): Promise<void> => {
  const answers = await run(inputs);
  const enclosures = evaluator(singleEnclosures, graph)(mapRecord(inputs, numbers => numbers.map(point)));
  for (const [name, rows] of Object.entries(enclosures)) {
    expect(answers[name].length).toBe(rows.length);
    rows.forEach((enclosure, i) => {
      expect(contains(enclosure, answers[name][i]), `${name} ${i}: ${answers[name][i]}`).toBe(true);
    });
  }
};

export type Name = 'a' | 'b' | 'c' | 'x';

export const shapes: Readonly<Record<Name, Shape>> = { a: [3, 4], b: [3, 4], c: [1, 4], x: [3, 1] };

export type Formula = (given: Readonly<Record<Name, Tensor>>) => Tensor;

export const above1 = (x: Tensor): Tensor => R.add(constant(1), R.mul(x, x));

export const formulas: Readonly<Record<string, Formula>> = {
  '-a': ({ a }) => R.neg(a),
  'a + b': ({ a, b }) => R.add(a, b),
  'a - b': ({ a, b }) => R.sub(a, b),
  'a b': ({ a, b }) => R.mul(a, b),
  'a / b': ({ a, b }) => R.div(a, above1(b)),
  'min(a, b)': ({ a, b }) => R.min(a, b),
  'min(a number, a)': ({ a, c }) => R.min(sum(c, []), a),
  'min(c repeated, a)': ({ a, c }) => R.min(spread(c, [3, 4]), a),
  'exp a': ({ a }) => R.exp(a),
  'log a': ({ a }) => R.log(above1(a)),
  'log cosh a': ({ a }) => R.logCosh(R.mul(constant(8), a)),
  'log cosh of little': ({ a }) => R.logCosh(R.mul(constant(2 ** -8), a)),
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
  'a layer': ({ c, x }) => unary('relu', R.add(product(x, c), spread(c, [3, 4]))),
  'a layer of two inputs': ({ a, b, c, x }) =>
    unary('relu', R.add(product(a, product(a, b, [true, false])), R.add(product(x, c), spread(c, [3, 4])))),
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
