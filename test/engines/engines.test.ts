/** What all engines have in common: every operation, loops, and what they refuse. */
import { describe, expect } from 'vitest';
import { tensors as R } from '../../src/engines/arithmetic.ts';
import { doubles } from '../../src/engines/elementary.ts';
import { evaluator } from '../../src/engines/evaluate.ts';
import { trace } from '../../src/engines/graph.ts';
import { derivative, sum, unary } from '../../src/engines/tensor.ts';
import { random } from '../../src/numerics/index.ts';
import { seed } from '../laws/seed.ts';
import { FUNCTION_ROUNDOFFS } from './enclosures.ts';
import { above1, drawn, formulas, isEnclosed, shapes } from './formulas.ts';
import { engines } from './runtime.ts';

describe.each(engines)('every operation, $name', ({ test, prepared }) => {
  test.each(Object.entries(formulas))('%s', async (_, f) => {
    const graph = trace(shapes, given => ({ value: f(given) }));
    await isEnclosed(await prepared(graph), graph, drawn(shapes));
  });
});

const counter = trace({ total: [2], step: [2] }, ({ total, step }) => ({
  total: R.add(total, R.mul(step, step)),
  cube: R.mul(total, sum(step, [])),
  slope: derivative(sum(R.mul(step, R.mul(step, total)), []), step),
}));

describe.each(engines)('$name', ({ test, prepared, preparedLoop }) => {
  test('its functions are as accurate as the enclosures assume', async () => {
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

  test('a loop carries what is named alike, and has a row of everything else for each time', async () => {
    const run = await preparedLoop(counter, 3);
    const { total, cube, slope } = await run({ total: [0, 1], step: [1, 2, 3, 4, 5, 6] });
    expect([...total]).toEqual([0 + 1 + 9 + 25, 1 + 4 + 16 + 36]);
    expect([...cube]).toEqual([0, 3, 1 * 7, 5 * 7, 10 * 11, 21 * 11]);
    expect([...slope]).toEqual([0, 4, 6, 40, 100, 252]);
  });

  test('an input of another size is refused by name', async () => {
    const run = await prepared(counter);
    await expect(run({ total: [1], step: [1, 2] })).rejects.toThrow(
      'input total: expected 2 numbers of shape [2], found 1',
    );
    await expect(run({ total: [1, 2] })).rejects.toThrow('input step: expected 2 numbers of shape [2], found none');
  });
});
