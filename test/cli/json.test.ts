import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { theorem, theorems } from '../../src/theorems/index.ts';
import { run, temporaryFolder } from './run.ts';

const MODEL = 'models/gymnasium/frozen-lake-4x4.json';
const folder = temporaryFolder();

/** What a command prints with `--json`, on one line. */
const json = async (...args: string[]) => {
  const { code, stdout, stderr } = await run([...args, '--json'], folder);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.trimEnd()).not.toContain('\n');
  return JSON.parse(stdout);
};

test('certify prints the solution, and writes the same numbers into the certificate', async () => {
  const report = await json(
    ...['certify', MODEL, '--discount', '0.9', '--temperature', '0.25', '--certificate', 'certificate.json'],
  );
  expect(Object.keys(report)).toEqual(
    'status verdict method sweeps seconds states stateActionPairs discount temperature width policyLossBound lower upper logPolicy'.split(
      ' ',
    ),
  );
  expect(report).toMatchObject({ status: 'converged', verdict: 'holds', states: 16, stateActionPairs: 44 });
  expect(report).toMatchObject({ discount: 0.9, temperature: 0.25, policyLossBound: report.width });
  expect(report.lower).toHaveLength(16);
  const gaps = report.upper.map((u: number, s: number) => u - report.lower[s]);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(report.width);
  expect(report.width).toBeLessThanOrEqual(1e-8);
  expect(report.logPolicy.map((row: number[]) => row.length).join('')).toBe('4444404044400440');

  const { lower, upper, logPolicy } = JSON.parse(readFileSync(join(folder, 'certificate.json'), 'utf8'));
  expect({ lower, upper, logPolicy }).toEqual({
    lower: report.lower,
    upper: report.upper,
    logPolicy: report.logPolicy,
  });

  const checked = await json('check', 'certificate.json', MODEL);
  expect(checked).toEqual({ verdict: 'holds', states: 16, failureCount: 0, failures: [], width: report.width });
});

test('validate and convert agree on the hash', async () => {
  const sound = await json('validate', MODEL);
  expect(sound).toMatchObject({ states: 16, pairs: 44, terminalStates: 5, hash: expect.stringMatching(/^sha256:/) });
  expect(await json('convert', MODEL, 'sparse.json')).toEqual({ file: 'sparse.json', hash: sound.hash });
  expect(await json('validate', 'sparse.json')).toEqual(sound);
});

test('laws prints every header', async () => {
  const headers = theorems().map(({ statement, why, trap, byHand, ...header }) => header);
  expect(await json('laws')).toEqual(headers);
});

test('explain prints a law and the formulas of the code', async () => {
  expect(await json('explain', 'homogeneity')).toEqual({
    ...theorem('homogeneity'),
    formulas: [
      {
        definition: 'softOptimalValue',
        latex: "V^*(s) = \\alpha \\log \\sum_{a'} \\exp(Q(s, a') / \\alpha)",
        text: "V*(s) = α log Σ_a' exp(Q(s, a') / α)",
      },
      {
        definition: 'softmaxPolicy',
        latex:
          "\\log \\pi^*(a \\mid s) = \\frac{Q(s, a) - \\alpha \\log \\sum_{a'} \\exp(Q(s, a') / \\alpha)}{\\alpha}",
        text: "log π*(a | s) = (Q(s, a) - α log Σ_a' exp(Q(s, a') / α))/α",
      },
    ],
  });
});
