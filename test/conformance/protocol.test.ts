import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { homogeneity } from '../../properties/index.ts';
import { startSubject } from '../../src/conformance/process.ts';
import {
  decodeResult,
  encodeArguments,
  HARD_NUMBERS,
  readAnswer,
  readIntroduction,
} from '../../src/conformance/protocol.ts';
import { Fault, remoteSubject, Skipped } from '../../src/conformance/remote.ts';
import { toTagged } from '../../src/numerics/index.ts';
import { root } from '../cli/run.ts';

const introduction = {
  version: 1,
  name: 'mine',
  unitRoundoff: 2 ** -24,
  operations: ['logSumExp'],
  echo: HARD_NUMBERS.map(toTagged),
};

const introduced = (change: object) => readIntroduction(JSON.stringify({ ...introduction, ...change }));

describe('an introduction', () => {
  test('that is sound', () => {
    expect(introduced({})).toEqual({ name: 'mine', unitRoundoff: 2 ** -24, operations: ['logSumExp'] });
  });

  test.each(HARD_NUMBERS.map((x, i) => [i, x] as const))('echo[%i], %d, must come back with its bits', (i, x) => {
    const neighbour = Number.isFinite(x) && x !== 0 ? x * (1 + 2 ** -52) || 1e-323 : 0.5;
    const other = Object.is(x, -0) ? 0 : Math.abs(x) === 5e-324 ? 1e-323 : neighbour === x ? x / 2 : neighbour;
    const echo = HARD_NUMBERS.map((sent, j) => toTagged(i === j ? other : sent));
    expect(() => introduced({ echo })).toThrow(`echo[${i}] is`);
  });

  test.each([
    [{ echo: [] }, 'expected the list of 17 numbers'],
    [{ unitRoundoff: 2 ** -7 }, 'unitRoundoff is 0.0078125, expected'],
    [{ unitRoundoff: 2 ** -54 }, 'unitRoundoff is'],
    [{ operations: ['logSumExp', 'toString'] }, 'one of the operations is "toString"'],
    [{ version: 2 }, 'version'],
    [{ name: ' ' }, 'the name'],
  ])('%j is refused', (change, message) => {
    expect(() => introduced(change)).toThrow(message);
  });
});

describe('an answer', () => {
  test.each([
    ['logSumExp', null, 'the result logSumExp is null, expected a number'],
    ['logSumExp', [1], 'the result logSumExp is a list'],
    ['softmax', [0, null], 'the result softmax[1] is null'],
    ['softmax', 1, 'expected a list'],
    ['optimalValues', { values: [1] }, 'error of optimalValues'],
    ['temperatureLoss', 'NaN', 'expected an object'],
  ] as const)('of %s that is %j has the wrong shape', (operation, result, message) => {
    expect(() => decodeResult(operation, result)).toThrow(message);
  });

  test('may be any number', () => {
    expect(decodeResult('softmax', ['-Infinity', '-0', 0.5, 'NaN'])).toEqual([
      Number.NEGATIVE_INFINITY,
      -0,
      0.5,
      Number.NaN,
    ]);
  });

  test('is one of three', () => {
    expect(readAnswer('{"seq": 1, "result": null}').answer).toEqual({ result: null });
    expect(() => readAnswer('{"seq": 1, "result": 1, "errored": "x"}')).toThrow('expected a seq and one of');
    expect(() => readAnswer('{"seq": 1}')).toThrow('expected a seq and one of');
  });

  test.each([
    [{ errored: 'why' }, Fault, 'logSumExp errored: why'],
    [{ fault: 'gone' }, Fault, 'gone'],
    [{ result: null }, Fault, 'the result logSumExp is null'],
    [{ skipped: 'why' }, Skipped, ''],
  ])('%j reaches the law as what it is', (answer, kind, message) => {
    const { logSumExp } = remoteSubject(
      introducedAs,
      () => answer,
      () => undefined,
    );
    const call = (): unknown => logSumExp!([0, 1], 1);
    expect(call).toThrow(kind);
    if (kind === Fault) expect(call).toThrow(message);
  });
});

const introducedAs = { name: 'mine', unitRoundoff: 2 ** -53, operations: ['logSumExp'] as const };

test('the arguments of a call are named', () => {
  expect(encodeArguments('logSumExp', [[0, -0], 0.5])).toBe('{"q":[0,"-0"],"temperature":0.5}');
  expect(homogeneity.needs).toEqual(['logSumExp', 'softmax']);
});

describe('a process', () => {
  const started = (mode: string, call = 10) => {
    const command = [process.execPath, join(root, 'test/conformance/fixtures/subject.mjs'), mode];
    return startSubject(command, { start: 30, call }, new AbortController().signal);
  };
  const args = (q: number[]): string => encodeArguments('logSumExp', [q, 0]);

  test('answers out of order reach the call that asked', async () => {
    const subject = await started('out of order');
    const tops = Array.from({ length: 20 }, (_, i) => i);
    const answers = await Promise.all(tops.map(i => subject.call('logSumExp', args([0, i]))));
    expect(answers).toEqual(tops.map(result => ({ result })));
    await subject.stop();
    expect(subject.alive).toBe(false);
  });

  test('that is silent has failed', async () => {
    const subject = await started('silent', 0.2);
    await expect(subject.call('logSumExp', args([0]))).rejects.toThrow('no answer to logSumExp in 0.2 s');
    expect(subject.alive).toBe(false);
    await expect(subject.call('logSumExp', args([0]))).rejects.toThrow('no answer');
    await subject.stop();
  });

  test('that answers a call which nobody made has failed', async () => {
    const subject = await started('unknown seq');
    await expect(subject.call('logSumExp', args([0]))).rejects.toThrow('has the seq 1000000, which no open call has');
    await subject.stop();
  });
});
