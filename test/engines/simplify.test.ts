/** Graphs in fewer operations: single precision answers within the bounds of the graph as it was traced. */
import { describe, expect, test } from 'vitest';
import { tensors as R } from '../../src/engines/arithmetic.ts';
import { evaluator } from '../../src/engines/evaluate.ts';
import { derived } from '../../src/engines/gradient.ts';
import { attached, type Graph, inOrder, mapRecord, trace } from '../../src/engines/graph.ts';
import { simplified } from '../../src/engines/simplify.ts';
import { constant, derivative, list, type Shape, sizeOf, spread, sum, type Tensor } from '../../src/engines/tensor.ts';
import { contains, point } from '../../src/interpretations/interval.ts';
import { random } from '../../src/numerics/index.ts';
import { untrained, updateGraph, updateInputs } from '../../src/sac/learner.ts';
import { twinCritics } from '../../src/sac/twin-critics.ts';
import { seed } from '../laws/seed.ts';
import { actionsOf, hyperparameters, lessons, type Sizes } from '../sac/example.ts';
import { singles } from '../sac/singles.ts';
import { singleEnclosures } from './enclosures.ts';

type Numbers = Readonly<Record<string, readonly number[]>>;

/** As the compiler is given it. */
const traced: typeof trace = (inputs, f) => attached(derived(trace(inputs, f)));

const operationsIn = ({ outputs }: Graph): number =>
  inOrder(Object.values(outputs)).filter(({ kind }) => kind !== 'input' && kind !== 'constant').length;

/** What the smaller graph answers is what the larger one may. */
const isEnclosed = (graph: Graph, inputs: Numbers): void => {
  const answers = evaluator(singles, simplified(graph))(inputs);
  const enclosures = evaluator(singleEnclosures, graph)(mapRecord(inputs, numbers => numbers.map(point)));
  for (const [name, rows] of Object.entries(enclosures))
    rows.forEach((enclosure, i) => {
      expect(contains(enclosure, answers[name][i]), `${name} ${i}: ${answers[name][i]}`).toBe(true);
    });
};

type Name = 'a' | 'b' | 'x' | 's';
type Formula = (given: Readonly<Record<Name, Tensor>>) => Tensor;

const shapes: Readonly<Record<Name, Shape>> = { a: [3, 1], b: [3, 1], x: [2, 2], s: [] };

const { add, sub, mul, div, neg } = R;
const c = constant;
const three = (number: Tensor): Tensor => spread(number, [3, 1]);

/** A formula, and the operations that are left of it. */
const rules: Readonly<Record<string, readonly [Formula, number]>> = {
  'constants are computed': [({ a }) => mul(a, R.log(mul(c(2), sub(R.exp(c(1)), div(c(1), add(c(1), c(3))))))), 1],
  'a times 1 is a': [({ a }) => add(mul(a, R.exp(c(0))), a), 1],
  'a less 0 is a': [({ a, b }) => mul(sub(a, c(0)), b), 1],
  'a less a constant': [({ a }) => sub(a, c(3)), 1],
  'constant factors meet': [({ a }) => mul(c(3), mul(mul(a, c(5)), c(0.5))), 1],
  'constant factors leave products': [({ a, b }) => mul(mul(c(3), a), mul(b, c(5))), 2],
  'constant factors leave quotients': [({ a, b }) => mul(c(3), div(mul(c(5), a), b)), 2],
  'numbers are multiplied first': [({ a, s }) => mul(s, mul(R.exp(s), a)), 3],
  'constants before other numbers': [({ a, s }) => mul(c(3), mul(s, mul(c(5), a))), 2],
  'constants leave numbers': [({ a, s }) => add(mul(mul(c(3), s), mul(c(5), a)), a), 3],
  'a power of two divides by a product': [({ a }) => mul(c(3), div(a, c(256))), 1],
  'others divide': [({ a }) => mul(c(5), div(a, c(3))), 2],
  'a + a': [({ a }) => mul(c(3), add(a, a)), 1],
  'a + -b': [({ a, b }) => add(a, neg(b)), 1],
  '-a + b': [({ a, b }) => add(neg(a), b), 1],
  'a - -b': [({ a, b }) => sub(a, neg(b)), 1],
  '-(a - b)': [({ a, b }) => neg(sub(a, b)), 1],
  '-(a b), taken from b': [({ a, b }) => add(b, mul(neg(a), b)), 2],
  'a + b - a': [({ a, b }) => mul(sub(add(a, b), a), b), 1],
  'b + a - a': [({ a, b }) => mul(sub(add(b, a), a), b), 1],
  's + a - a': [({ a, s }) => sub(add(s, a), a), 1],
  'a + s - a': [({ a, s }) => sub(add(a, s), a), 1],
  'a b / b': [({ a, b }) => add(div(mul(a, b), b), b), 1],
  'b a / b': [({ a, b }) => add(div(mul(b, a), b), b), 1],
  's a / a': [({ a, s }) => div(mul(s, a), a), 1],
  'a / b b': [({ a, b }) => add(mul(div(a, b), b), b), 1],
  's / a a': [({ a, s }) => mul(div(s, a), a), 1],
  'a s / s': [({ a, s }) => add(div(mul(a, s), s), a), 1],
  'b (a / b)': [({ a, b }) => add(mul(b, div(a, b)), b), 1],
  'a number repeated is that number': [({ a, s }) => mul(a, three(s)), 1],
  'a function of a number repeated': [({ a, s }) => mul(a, R.exp(three(s))), 2],
  'numbers repeated': [({ s }) => mul(three(s), three(R.exp(s))), 3],
  'a factor of a sum': [({ a }) => sum(mul(c(3), a), []), 2],
  'a factor of sums by rows': [({ x, s }) => sum(mul(s, x), [2, 1]), 2],
  'a sum of products': [({ a, b }) => mul(c(3), mul(c(2), sum(mul(a, b), []))), 3],
  'a table of products': [({ x }) => mul(c(3), mul(c(2), sum(mul(x, x), []))), 3],
  'a derivative': [({ a, b }) => derivative(sum(mul(mul(c(0.5), a), mul(a, b)), []), a), 1],
};

const drawn = (): Numbers => {
  const draw = random(seed).centred;
  return mapRecord(shapes, shape => Array.from({ length: sizeOf(shape) }, () => Math.fround(4 * draw())));
};

describe('every rule', () => {
  test.each(Object.entries(rules))('%s', (_, [f, left]) => {
    const graph = traced(shapes, given => ({ value: f(given) }));
    expect(operationsIn(simplified(graph))).toBe(left);
    isEnclosed(graph, drawn());
  });
});

test('names, shapes and what cannot be simplified stay', () => {
  const graph = traced(shapes, ({ a, x }) => ({ a: list([a, x]), x: R.min(x, R.exp(x)) }));
  expect(simplified(graph)).toEqual(graph);
});

test('an update in fewer operations, by thirty at least', () => {
  const sizes: Sizes = { batch: 8, observation: 3, action: 2, hidden: [8, 8] };
  const algorithm = twinCritics(actionsOf(sizes), hyperparameters);
  const graph = attached(derived(updateGraph(algorithm, sizes.batch)));
  expect(operationsIn(graph) - operationsIn(simplified(graph))).toBeGreaterThanOrEqual(30);
  const { transitions, noise } = lessons(sizes, seed)();
  const given = updateInputs(algorithm, untrained(algorithm, seed, singles), transitions, noise);
  isEnclosed(
    graph,
    mapRecord(given, (numbers, name) =>
      Array.from(numbers, x => (name.endsWith('secondMoments') ? 1 : Math.fround(x))),
    ),
  );
});
