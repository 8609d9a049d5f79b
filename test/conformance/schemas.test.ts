import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isApplicable, laws, type Operations, type Subject } from '../../properties/index.ts';
import { type OperationName, SIGNATURES } from '../../src/conformance/operations.ts';
import { callMessage, encodeArguments, startMessage, stopMessage } from '../../src/conformance/protocol.ts';
import { callSchema, resultsSchema, vectorsSchema } from '../../src/conformance/schemas.ts';
import { agentSubject } from '../../src/conformance/subjects/agent.ts';
import { kernelsSubject } from '../../src/conformance/subjects/kernels.ts';
import { learnerSubject } from '../../src/conformance/subjects/learner/index.ts';
import { memory } from '../../src/conformance/subjects/memory.ts';
import { toTagged } from '../../src/numerics/index.ts';
import { seed } from '../laws/seed.ts';
import { satisfies, schemas, valid } from './schemas.ts';

/** A result as a program would print it. */
const tagged = (value: unknown): unknown => {
  if (typeof value === 'number') return toTagged(value);
  if (typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(tagged);
  return Object.fromEntries(Object.entries(value as object).map(([name, x]) => [name, tagged(x)]));
};

/** Every operation of the kernels, told what it was called with and what it returned. */
const overheard = (told: (operation: OperationName, args: readonly unknown[], result: unknown) => void): Subject => {
  const { name, unitRoundoff, ...operations } = {
    ...learnerSubject(),
    ...memory,
    ...agentSubject(),
    ...kernelsSubject(),
  };
  const listening = Object.entries(operations).map(([operation, f]) => [
    operation,
    (...args: readonly unknown[]): unknown => {
      const result = (f as (...args: readonly unknown[]) => unknown)(...args);
      told(operation as OperationName, args, result);
      return result;
    },
  ]);
  return { name, unitRoundoff, ...(Object.fromEntries(listening) as Operations) };
};

describe('the published schemas', () => {
  test('start and stop are as they say', () => {
    expect(valid(JSON.parse(startMessage()), 'start.schema.json')).toBe(true);
    expect(valid(JSON.parse(stopMessage()), 'stop.schema.json')).toBe(true);
  });

  test.each([callSchema(), resultsSchema(), vectorsSchema()])('$title: as `npm run schemas` prints it', schema => {
    expect(schemas.get(schema.$id as string)).toEqual(schema);
  });

  test('so are the calls that the laws make, and the results', () => {
    const seen = new Set<string>();
    const subject = overheard((operation, args, result) => {
      seen.add(operation);
      const message = JSON.parse(callMessage(seen.size, operation, encodeArguments(operation, args)));
      if (!valid(message, 'call.schema.json')) throw new RangeError(`no call: ${JSON.stringify(message)}`);
      if (!satisfies(tagged(result), { $ref: `#/$defs/${operation}` }, 'results.schema.json'))
        throw new RangeError(`no result of ${operation}: ${JSON.stringify(result)}`);
    });
    for (const law of laws) if (isApplicable(law, subject)) fc.assert(law.property(subject), { seed, numRuns: 5 });
    expect([...seen].sort()).toEqual(Object.keys(SIGNATURES).sort());
  });

  test.each([
    ['answer.schema.json', { seq: 1, result: 2 }, true],
    ['answer.schema.json', { seq: 1, skipped: 'why' }, true],
    ['answer.schema.json', { seq: 1, result: 2, errored: 'both' }, false],
    ['answer.schema.json', { result: 2 }, false],
    [
      'introduction.schema.json',
      { version: 1, name: 'x', unitRoundoff: 2 ** -24, operations: ['softmax'], echo: ['NaN'] },
      true,
    ],
    ['introduction.schema.json', { version: 1, name: 'x', unitRoundoff: 1, operations: [], echo: [] }, false],
    [
      'introduction.schema.json',
      { version: 1, name: 'x', unitRoundoff: 2 ** -24, operations: ['tanh'], echo: [] },
      false,
    ],
    ['call.schema.json', { cmd: 'call', seq: 0, operation: 'entropy', arguments: { logPolicy: [null] } }, false],
    [
      'call.schema.json',
      { cmd: 'call', seq: 0, operation: 'entropy', arguments: { logPolicy: ['-Infinity', 0] } },
      true,
    ],
    ['call.schema.json', { cmd: 'call', seq: 0, operation: 'entropy', arguments: { q: [0] } }, false],
  ])('%s: %j is %s', (file, message, expected) => {
    expect(valid(message, file)).toBe(expected);
  });
});
