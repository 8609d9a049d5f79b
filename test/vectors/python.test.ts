import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { has } from '../tools.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'soft-bellman-vectors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const kit = join(root, 'kits/python');

const check = (...args: readonly string[]): { code: number | null; stdout: string; stderr: string } => {
  const { status, stdout, stderr } = spawnSync('python3', ['-B', join(kit, 'check_vectors.py'), ...args], {
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
};

const example = (name: string): string => join(kit, 'examples', name);

/** A program with these functions, as it would be given to `conform`. */
const program = (functions: string, roundoff = '2.0**-53'): string => {
  const path = join(folder, 'mine.py');
  writeFileSync(
    path,
    `import math, struct
from soft_bellman_harness import Harness, Skip
harness = Harness("mine", unit_roundoff=${roundoff})
${functions}
harness.run()
`,
  );
  return path;
};

describe.skipIf(!has('python'))('vectors without Node', () => {
  test('the correct example passes what it offers', () => {
    const { code, stdout } = check(example('numpy_free.py'));
    expect({ code, last: stdout.trim().split('\n').at(-1) }).toEqual({
      code: 0,
      last: 'plain Python: all vectors pass',
    });
    expect(stdout).toMatch(/^entropy +(\d+) of \1 pass$/m);
    expect(stdout.match(/^\w+ +(\d+) of \1 pass(, convention: \w+)?$/gm)).toHaveLength(15);
    expect(stdout).toContain('not offered: optimalValues, ');
  });

  test('the wrong sign fails, and is named', () => {
    const { code, stdout } = check(example('wrong_sign.py'));
    expect(code).toBe(1);
    expect(stdout).toContain('    this is what it gives: EntropySubtracted\n');
    expect(stdout).toContain(
      '  EntropySubtracted (wrong sign): The entropy is subtracted from the value, not added.\n',
    );
    expect(stdout.match(/^\w+ +(\d+) of \1 pass(, convention: \w+)?$/gm)).toHaveLength(14);
  });

  test('a published defect is named with its reports', () => {
    const target = `
@harness.operation
def criticTarget(rewards, terminated, truncated, nextValues, nextLogProb, discount, temperature):
    rows = zip(rewards, terminated, nextValues, nextLogProb)
    return [r + (0 if d else discount * min(q)) - temperature * l for r, d, q, l in rows]`;
    const { code, stdout } = check(program(target));
    expect(code).toBe(1);
    expect(stdout).toContain('    this is what it gives: EntropyOutsideDiscount\n');
    expect(stdout).toContain('    https://github.com/DLR-RM/stable-baselines3/issues/76\n');
  });

  test('a convention is found and kept to', () => {
    const loss = (factor: string): string => `
@harness.operation
def criticLoss(predictions, targets):
    return ${factor} * sum((q - y) ** 2 for q, y in zip(predictions, targets)) / len(targets)`;
    expect(check(program(loss('1'))).stdout).toMatch(/^criticLoss +(\d+) of \1 pass, convention: whole$/m);
    expect(check(program(loss('0.5'))).stdout).toMatch(/^criticLoss +(\d+) of \1 pass, convention: half$/m);
    expect(check(program(loss('(1 if len(targets) == 3 else 0.5)'))).code).toBe(1);
  });

  test('a solver is held to the error that it claims', () => {
    const solver = (claim: string): string =>
      program(`
import sys
sys.path.insert(0, ${JSON.stringify(join(kit, 'examples'))})
import numpy_free
@harness.operation
def optimalValues(problem):
    values, change = [0.0] * problem["states"], 1.0
    while change > 1e-4:
        values, last = numpy_free.optimalBackup(problem, values), values
        change = max(abs(v - w) for v, w in zip(values, last))
    return {"values": values, "error": ${claim} + 1e-12}`);

    expect(check(solver('change * problem["discount"] / (1 - problem["discount"])')).code).toBe(0);
    const { code, stdout } = check(solver('change'));
    expect(code).toBe(1);
    expect(stdout).toContain('LastChangeForError (false claim)');
    const boaster = `
@harness.operation
def optimalValues(problem):
    return {"values": [0.0] * problem["states"], "error": 1e6}`;
    expect(check(program(boaster)).stdout).toMatch(/^optimalValues +0 of \d+ pass$/m);
  });

  test('single precision passes with its own tolerance, and not with that of doubles', () => {
    const maximum = `
def single(x):
    return struct.unpack("f", struct.pack("f", x))[0]
@harness.operation
def logSumExp(q, temperature):
    top = max(q)
    if temperature == 0:
        return top
    return single(top + single(temperature * single(math.log(sum(single(math.exp((x - top) / temperature)) for x in q)))))`;
    expect(check(program(maximum, '2.0**-24')).code).toBe(0);
    expect(check(program(maximum)).code).toBe(1);
  });

  test('what a function prints, raises and skips', () => {
    const { code, stdout, stderr } = check(
      program(`
@harness.operation
def entropy(logPolicy):
    print("noise")
    if len(logPolicy) > 2:
        raise Skip("two actions at most")
    return -sum(math.exp(l) * l for l in logPolicy if l > -math.inf)
@harness.operation
def softmax(q, temperature):
    return q[len(q)]`),
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/^entropy +(\d+) of \1 pass, \d+ skipped$/m);
    expect(stdout).toMatch(/^softmax +0 of \d+ pass$/m);
    expect(stdout).toContain('    found     "IndexError: list index out of range"\n');
    expect(stdout).not.toContain('noise');
    expect(stderr).toContain('noise');
  });

  test('what cannot be run is said in one line', () => {
    const refused = (code: number, found: RegExp, ...args: string[]): void => {
      const { code: actual, stderr, stdout } = check(...args);
      expect({ actual, text: stderr + stdout }).toEqual({ actual: code, text: expect.stringMatching(found) });
    };
    refused(2, /^usage: .*\n$/);
    refused(2, /^.*none\.py: FileNotFoundError: .*\n$/, join(folder, 'none.py'));
    refused(2, /^.* has no \*\.json; .*\n$/, example('numpy_free.py'), folder);
    writeFileSync(join(folder, 'old.json'), '{"format": 0}');
    refused(2, /^.* has format 0, expected 1\n$/, example('numpy_free.py'), folder);
    writeFileSync(join(folder, 'old.json'), '[]');
    refused(2, /^.* holds no test vectors: TypeError: .*\n$/, example('numpy_free.py'), folder);
    rmSync(join(folder, 'old.json'));
    refused(2, /^unit_roundoff is 0\.0039.*\n$/, program('', '2.0**-8'));
    refused(3, /mine: nothing to try\n$/, program(''));
  });
});
