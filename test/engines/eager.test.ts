/** Two differentiations of the same formulas, TensorFlow.js's and the project's own, check one another. */
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { columns, tensors as R } from '../../src/engines/arithmetic.ts';
import { doubles } from '../../src/engines/elementary.ts';
import { evaluator } from '../../src/engines/evaluate.ts';
import { mapRecord, trace } from '../../src/engines/graph.ts';
import {
  constant,
  derivative,
  list,
  part,
  product,
  rowMaximum,
  spread,
  sum,
  type Tensor,
  unary,
} from '../../src/engines/tensor.ts';
import { seed } from '../laws/seed.ts';
import * as every from './formulas.ts';
import { above1, drawn, isEnclosed } from './formulas.ts';
import { integers, points, polynomials, reverse, weighted } from './polynomials.ts';
import { eager } from './runtime.ts';

const weights = (x: Tensor): Tensor =>
  part(list(Array.from({ length: 24 }, (_, i) => constant(1 + i / 16))), 0, x.shape);

describe.each(eager)('derivatives of every operation, $name', ({ test, prepared }) => {
  test.each(Object.entries(every.formulas))('%s', async (_, f) => {
    const graph = trace(every.shapes, given => {
      const y = f(given);
      const value = sum(R.mul(y, weights(y)), []);
      return mapRecord(given, by => derivative(value, by));
    });
    await isEnclosed(await prepared(graph), graph, drawn(every.shapes));
  });
});

const withoutSign = (numbers: ArrayLike<number>): readonly number[] => Array.from(numbers, x => x + 0);

describe.each(eager)('where nothing rounds, ties included, they are the same numbers, $name', ({ test, prepared }) => {
  test.each(Object.entries(polynomials))('%s', async (_, f) => {
    const graph = reverse(f);
    const [run, exact] = [await prepared(graph), evaluator(doubles, graph)];
    await fc.assert(
      fc.asyncProperty(points(integers), async point => {
        expect(mapRecord(await run(point), withoutSign)).toEqual(mapRecord(exact(point), withoutSign));
      }),
      { seed, numRuns: 20 },
    );
  });
});

const shape = [2, 3];

/** Whatever makes a table of two tables. Numbers stay of moderate size, and enclosures narrow. */
const steps: readonly ((x: Tensor, y: Tensor) => Tensor)[] = [
  (x, y) => R.add(x, y),
  (x, y) => R.sub(x, y),
  (x, y) => unary('tanh', R.mul(x, y)),
  (x, y) => R.div(x, above1(y)),
  (x, y) => R.min(x, y),
  (x, y) => R.min(sum(x, []), y),
  (x, y) => R.min(x, spread(sum(y, [1, 3]), shape)),
  (x, y) => R.mul(unary('tanh', x), R.detach(y)),
  (x, y) => R.detach(R.sub(x, y)),
  (x, y) => unary('tanh', product(product(x, y, [false, true]), y)),
  (x, y) => R.mul(unary('tanh', sum(x, [])), y),
  (x, y) => R.sub(x, spread(sum(y, [1, 3]), shape)),
  (x, y) => R.sub(x, spread(rowMaximum(y), shape)),
  (x, y) =>
    R.add(
      x,
      spread(
        columns(y).logSumExp(q => q, constant(0.5)),
        shape,
      ),
    ),
  (x, y) => part(list([x, y]), 2, shape),
  x => unary('relu', x),
  x => R.logCosh(x),
  x => R.exp(unary('tanh', x)),
  x => R.log(above1(x)),
  x => unary('sqrt', above1(x)),
  (x, y) => unary('tanh', derivative(sum(R.logCosh(x), []), y)),
];

/** A number made by these steps from tensors and from their equals, and its derivatives by the former. */
const formula = (path: readonly (readonly [step: number, x: number, y: number])[]) =>
  trace({ a: shape, b: shape }, given => {
    const copies = () => [given.a, given.b].map(x => part(list([x]), 0, shape));
    const by = copies();
    const made = [...copies(), ...by];
    for (const [step, x, y] of path) made.push(steps[step](made.at(-1 - (x % 4))!, made.at(-1 - (y % made.length))!));
    const value = made.reduce((total, x) => R.add(total, weighted(x)), constant(0));
    return { value, a: derivative(value, by[0]), b: derivative(value, by[1]) };
  });

describe.each(eager)('$name', ({ test, prepared, preparedLoop }) => {
  test('derivatives of random formulas lie within the enclosures of our own', async () => {
    const path = fc.array(fc.tuple(fc.nat(steps.length - 1), fc.nat(100), fc.nat(100)), {
      minLength: 2,
      maxLength: 10,
    });
    await fc.assert(
      fc.asyncProperty(path, async path => {
        const graph = formula(path);
        await isEnclosed(await prepared(graph), graph, drawn(graph.inputs));
      }),
      { seed, numRuns: 40 },
    );
  });

  test('what equals a variable is data to the derivative, and so is another derivative', async () => {
    const graph = trace({ x: [2] }, ({ x }) => {
      const copy = (): Tensor => part(list([x]), 0, [2]);
      const [u, v, data] = [copy(), copy(), copy()];
      const first = derivative(sum(R.mul(u, R.mul(u, data)), []), u);
      return { first, second: derivative(sum(R.mul(R.mul(v, data), first), []), v) };
    });
    const { first, second } = await (await prepared(graph))({ x: [3, 5] });
    expect([...first]).toEqual([2 * 9, 2 * 25]);
    expect([...second]).toEqual([2 * 27, 2 * 125]);
  });

  test('a derivative by something that another one passes through', async () => {
    const graph = trace({ x: [2] }, ({ x }) => {
      const y = R.mul(x, x);
      const value = sum(R.mul(y, y), []);
      return {
        x: derivative(value, x),
        y: derivative(value, y),
        none: derivative(value, R.exp(x)),
        itself: derivative(value, value),
      };
    });
    const answers = await (await prepared(graph))({ x: [3, 5] });
    expect(mapRecord(answers, numbers => [...numbers])).toEqual({
      x: [4 * 27, 4 * 125],
      y: [2 * 9, 2 * 25],
      none: [0, 0],
      itself: [1],
    });
  });

  test('no tensor is left from call to call', async () => {
    const graph = trace({ state: [2, 3], c: [1, 3] }, ({ state, c }) => {
      const value = weighted(R.min(R.logCosh(state), R.add(unary('relu', state), spread(c, [2, 3]))));
      const slope = derivative(value, state);
      return { state: R.sub(state, slope), value, largest: R.exp(rowMaximum(slope)) };
    });
    const given = { state: [1, 2, 3, 4, 5, 6], c: [1, 2, 3] };
    const once = await prepared(graph);
    const loop = await preparedLoop(graph, 3);
    const several = { ...given, c: [1, 2, 3, 4, 5, 6, 7, 8, 9] };
    await Promise.all([once(given), loop(several)]);
    const { memory } = await import('@tensorflow/tfjs-core');
    const { numTensors, numDataBuffers } = memory();
    await Promise.all([once(given), once(given), loop(several)]);
    expect(memory()).toMatchObject({ numTensors, numDataBuffers });
  });
});
