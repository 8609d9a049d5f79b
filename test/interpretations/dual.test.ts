import { describe, expect, test } from 'vitest';
import { pathwiseGradient } from '../../properties/index.ts';
import { agentSubject } from '../../src/conformance/subjects/agent.ts';
import { type Dual, duals, gradient } from '../../src/interpretations/dual.ts';
import type { FiniteArithmetic } from '../../src/interpretations/finite.ts';
import { float64 } from '../../src/interpretations/float64.ts';
import { tanh } from '../../src/interpretations/tanh.ts';
import { exp } from '../../src/numerics/index.ts';
import { seed } from '../laws/seed.ts';
import { judge } from '../mutants/verdict.ts';

type Formula = (D: FiniteArithmetic<Dual>, x: readonly Dual[]) => Dual;

const of = (f: Formula, ...point: readonly number[]): readonly number[] => gradient(float64, f, point);

describe('derivatives that are exact in binary', () => {
  test.each<[string, Formula, readonly number[], readonly number[]]>([
    ['x + y', (D, [x, y]) => D.add(x, y), [3, 5], [1, 1]],
    ['x - y', (D, [x, y]) => D.sub(x, y), [3, 5], [1, -1]],
    ['x y', (D, [x, y]) => D.mul(x, y), [3, 5], [5, 3]],
    ['x / y', (D, [x, y]) => D.div(x, y), [3, 4], [1 / 4, -3 / 16]],
    ['-x', (D, [x]) => D.neg(x), [3], [-1]],
    ['exp x', (D, [x]) => D.exp(x), [3], [exp(3)]],
    ['log x', (D, [x]) => D.log(x), [4], [1 / 4]],
    ['log cosh x', (D, [x]) => D.logCosh(x), [0], [0]],
    ['tanh x', (D, [x]) => tanh(D, x), [0], [1]],
    ['min(x, y)', (D, [x, y]) => D.min(x, y), [3, 5], [1, 0]],
    ['min(x, y) at a tie', (D, [x, y]) => D.min(x, y), [3, 3], [1 / 2, 1 / 2]],
    ['sg[x] y', (D, [x, y]) => D.mul(D.detach(x), y), [3, 5], [0, 3]],
    ['a constant', D => D.constant(2), [3], [0]],
    ['2 log sum exp(q / 2)', (D, q) => D.logSumExp(q, D.constant(2)), [1, 1], [1 / 2, 1 / 2]],
    ['max q, where the temperature is 0', (D, q) => D.logSumExp(q, D.constant(0)), [1, 2], [0, 1]],
    ['0 y, where y is infinite', (D, [x, y]) => D.weigh(D.mul(D.constant(0), x), y), [3, Infinity], [0, 0]],
  ])('%s', (_, f, point, slopes) => {
    expect(of(f, ...point).map(x => x + 0)).toEqual(slopes);
  });
});

test('the loss of the policy, differentiated, is the pathwise gradient', () => {
  for (let k = 0; k < 20; k++) expect(judge(pathwiseGradient, agentSubject(), seed + k, 25).kind).toBe('holds');
});

test('dual numbers keep the values', () => {
  const D = duals(float64);
  expect(D.mul(D.pi, D.constant(2))).toEqual({ value: 2 * Math.PI, slopes: [] });
});
