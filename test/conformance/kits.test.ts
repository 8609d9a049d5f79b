import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { laws } from '../../properties/index.ts';
import { type OperationName, SIGNATURES } from '../../src/conformance/operations.ts';
import type { Report } from '../../src/conformance/report/report.ts';
import { root, run, temporaryFolder } from '../cli/run.ts';
import { has } from '../tools.ts';

/** Building the Go examples compiles Go's own library first. */
const BUILD_MILLISECONDS = 300_000;

const folder = temporaryFolder();

const conform = async (...command: string[]): Promise<{ code: number; report: Report }> => {
  const { code, stdout } = await run(['conform', '--runs', '30', '--report', 'json', '--', ...command], root);
  return { code, report: JSON.parse(stdout) };
};

const ONE_STATE = ['logSumExp', 'softmax', 'stateValue', 'klObjective'] as const;
const OPERATORS = ['optimalBackup', 'policyBackup', 'softmaxPolicy'] as const;
const AGENT = [
  'criticTarget',
  'valueTarget',
  'criticLoss',
  'policyLoss',
  'temperatureLoss',
  'squashedGaussian',
  'movingAverage',
] as const;
const ALL = [...ONE_STATE, 'entropy', ...OPERATORS, ...AGENT] as const;

/** Holds every law that needs no more than these operations, and no other is tried. */
const expectToHold = async (operations: readonly OperationName[], ...command: string[]): Promise<void> => {
  const { code, report } = await conform(...command);
  const applicable = laws.filter(law => law.needs.every(operation => operations.includes(operation)));
  expect(applicable.length).toBeGreaterThan(0);
  const others = new Set(laws.filter(law => !applicable.includes(law)).map(law => law.id));
  expect(report.laws.filter(({ law, verdict }) => verdict !== (others.has(law) ? 'skipped' : 'holds'))).toEqual([]);
  expect(report.laws.length).toBe(laws.length);
  expect({ code, verdict: report.verdict }).toEqual({ code: 0, verdict: 'holds' });
};

/** A wrong answer, a fault and noise, each where it belongs. */
const expectNoise = async (error: RegExp, ...command: string[]): Promise<Report> => {
  const { code, report } = await conform(...command);
  const law = (id: string) => report.laws.find(({ law }) => law === id);
  expect(code).toBe(1);
  expect(law('log-sum-exp-bounds')).toMatchObject({
    counterexample: { message: 'logSumExp returned NaN, expected a finite number' },
  });
  expect(law('softmax-divergence')).toMatchObject({ verdict: 'inconclusive', reason: expect.stringMatching(error) });
  return report;
};

describe.skipIf(!has('python'))('Python', () => {
  const example = (name: string): string[] => ['python3', '-B', join(root, 'kits/python/examples', name)];

  test('the correct example holds', () => expectToHold(ALL, ...example('numpy_free.py')));

  test('the wrong sign is found by the laws about state values', async () => {
    const { code, report } = await conform(...example('wrong_sign.py'));
    expect(code).toBe(1);
    const refuted = report.laws.filter(({ verdict }) => verdict === 'refuted').map(({ law }) => law);
    expect(refuted).toEqual(['value-mixtures', 'gibbs-identity', 'softmax-optimality', 'mirror-descent-step']);
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
    await expectNoise(/^softmax errored: IndexError: list index out of range$/, 'python3', '-B', '-c', program);
  });
});

describe.skipIf(!has('go'))('Go', () => {
  /** Asks no server, and changes nothing beside the program. */
  const go = (cwd: string, ...args: string[]): string =>
    execFileSync('go', args, {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, GOFLAGS: '-mod=mod', GOPROXY: 'off', GOTOOLCHAIN: 'local' },
    });
  const kit = join(root, 'kits/go');

  beforeAll(() => {
    go(kit, 'build', '-o', folder, './examples/...');
  }, BUILD_MILLISECONDS);

  test('is formatted as Go is, and without what Go warns of', () => {
    expect(execFileSync('gofmt', ['-l', kit], { encoding: 'utf8' })).toBe('');
    go(kit, 'vet', './...');
  });

  test('the correct example holds', () => expectToHold(ALL, join(folder, 'plain')));

  test('what a function prints, panics with and skips, in a module of its own', async () => {
    const noisy = join(folder, 'noisy-module');
    mkdirSync(join(noisy, 'softbellman'), { recursive: true });
    symlinkSync(join(kit, 'harness.go'), join(noisy, 'softbellman/harness.go'));
    writeFileSync(join(noisy, 'go.mod'), 'module noisy\n\ngo 1.18\n');
    writeFileSync(
      join(noisy, 'main.go'),
      `package main

import (
	"fmt"
	"math"
	"noisy/softbellman"
)

type arguments struct {
	Q           []float64
	Temperature float64
}

func main() {
	softbellman.Serve("noisy", softbellman.Double, softbellman.Operations{
		"logSumExp": softbellman.Offer(func(a arguments) float64 {
			fmt.Println("noise")
			if len(a.Q) > 2 {
				panic(softbellman.Skip("two actions at most"))
			}
			return math.NaN()
		}),
		"softmax":       softbellman.Offer(func(a arguments) []float64 { return []float64{a.Q[len(a.Q)]} }),
		"movingAverage": softbellman.Offer(func(a struct{ Rate float64 }) float64 { return a.Rate }),
	})
}
`,
    );
    go(noisy, 'build', '-o', join(folder, 'noisy'), '.');
    const report = await expectNoise(/^softmax errored: runtime error: index out of range/, join(folder, 'noisy'));
    expect(report.laws.find(({ law }) => law === 'moving-average-rate')).toMatchObject({
      reason: 'movingAverage errored: arguments: nothing is called "rate"',
    });
  });
});

describe('JavaScript', () => {
  const example = (name: string): string[] => [process.execPath, join(root, 'kits/javascript/examples', name)];

  test('the functions of one state hold', () => expectToHold(ONE_STATE, ...example('one-state.mjs')));

  test('the formulas of an agent hold', () => expectToHold(AGENT, ...example('agent.mjs')));
});

describe('TypeScript', () => {
  test('the operators compile under strict types, and hold', async () => {
    const compiled = join(folder, 'typescript');
    const options = ['--strict', '--target', 'es2022', '--module', 'nodenext', '--types', 'node', '--ignoreConfig'];
    const source = join(root, 'kits/javascript/examples/operators.mts');
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, ...options, '--outDir', join(compiled, 'examples'), source], { cwd: root });
    symlinkSync(join(root, 'kits/javascript/soft-bellman-harness.mjs'), join(compiled, 'soft-bellman-harness.mjs'));
    await expectToHold(OPERATORS, process.execPath, join(compiled, 'examples/operators.mjs'));
  });

  test('the types name every operation with its arguments in their order', () => {
    const types = readFileSync(join(root, 'kits/javascript/soft-bellman-harness.d.mts'), 'utf8');
    const [, operations] = /export interface Operations \{\n(.*?)\n\}/s.exec(types)!;
    const declared = [...operations.matchAll(/^ {2}(\w+)\(([^)]*)\)/gm)].map(([, name, parameters]) => [
      name,
      [...parameters.matchAll(/(\w+):/g)].map(([, parameter]) => parameter),
    ]);
    expect(declared).toEqual(Object.entries(SIGNATURES).map(([name, { takes }]) => [name, Object.keys(takes)]));
  });
});

test('every law holds for the kernels of this project, asked over the protocol', () =>
  expectToHold(
    Object.keys(SIGNATURES) as OperationName[],
    process.execPath,
    join(root, 'test/conformance/fixtures/kernels.mjs'),
  ));
