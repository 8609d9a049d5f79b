import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { laws } from '../../properties/index.ts';
import type { Report } from '../../src/conformance/report/report.ts';
import { root, run } from '../cli/run.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;

const conform = async (...command: string[]): Promise<{ code: number; report: Report }> => {
  const { code, stdout } = await run(['conform', '--runs', '30', '--report', 'json', '--', ...command], root);
  return { code, report: JSON.parse(stdout) };
};

describe.skipIf(!hasPython)('Python', () => {
  const example = (name: string): string[] => ['python3', '-B', join(root, 'kits/python/examples', name)];

  test('the correct example holds', async () => {
    const { code, report } = await conform(...example('numpy_free.py'));
    expect(report.laws.filter(({ verdict }) => verdict !== 'skipped').length).toBe(16);
    expect({ code, verdict: report.verdict }).toEqual({ code: 0, verdict: 'holds' });
  });

  test('the wrong sign is found by the laws about state values', async () => {
    const { code, report } = await conform(...example('wrong_sign.py'));
    expect(code).toBe(1);
    const refuted = report.laws.filter(({ verdict }) => verdict === 'refuted').map(({ law }) => law);
    expect(refuted).toEqual(['gibbs-identity', 'softmax-optimality', 'mirror-descent-step']);
  });

  test('what a function prints, raises and skips', async () => {
    const program = `
import sys
sys.path.insert(0, ${JSON.stringify(join(root, 'kits/python'))})
from soft_bellman_harness import Harness, Skip

def logSumExp(q, temperature):
    print("noise")
    if len(q) > 2:
        raise Skip("two actions at most")
    return max(q) / (temperature if temperature > 0 else 1) * float("nan")

def softmax(q, temperature):
    return q[len(q)]

Harness("noisy", {"logSumExp": logSumExp, "softmax": softmax}).run()
`;
    const { code, report } = await conform('python3', '-B', '-c', program);
    const law = (id: string) => report.laws.find(({ law }) => law === id);
    expect(code).toBe(1);
    expect(law('log-sum-exp-bounds')).toMatchObject({
      counterexample: { message: 'logSumExp returned NaN, expected a finite number' },
    });
    expect(law('softmax-divergence')).toMatchObject({
      verdict: 'inconclusive',
      reason: 'softmax errored: IndexError: list index out of range',
    });
  });
});

test('the JavaScript example holds', async () => {
  const { code, report } = await conform(process.execPath, join(root, 'kits/javascript/examples/one-state.mjs'));
  expect(report.laws.filter(({ verdict }) => verdict !== 'skipped').length).toBe(9);
  expect({ code, verdict: report.verdict }).toEqual({ code: 0, verdict: 'holds' });
});

test('every law holds for the kernels of this project, asked over the protocol', async () => {
  const { code, report } = await conform(process.execPath, join(root, 'test/conformance/fixtures/kernels.mjs'));
  expect(report.laws.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
  expect(report.laws.length).toBe(laws.length);
  expect(code).toBe(0);
});
