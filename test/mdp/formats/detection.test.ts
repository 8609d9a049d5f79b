import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FiniteMdp, FORMAT_NAMES, ModelError, parseModel, validateMdp } from '../../../src/mdp/index.ts';
import { anyText } from '../arbitraries.ts';
import { refusalOf } from '../messages.ts';

test.each([
  ['[1, 2]', 'a list of 2'],
  ['{}', 'an object'],
  ['{"states": 3}', 'an object'],
  ['"text"', '"text"'],
  ['null', 'null'],
])('%s is of no known format', (text, shown) => {
  expect(refusalOf(() => parseModel(text))).toBe(
    `${shown} is no model, expected {"0": {"0": [[probability, next, reward, terminated], ...]}} as Gymnasium writes it, or {"format": "soft-bellman-mdp/1", ...}`,
  );
});

test('a format can be forced', () => {
  expect(refusalOf(() => parseModel('{"0": {}}', { format: 'sparse' }))).toContain('the field "0" is unknown');
  expect(refusalOf(() => parseModel('{"format": 1}', { format: 'gymnasium' }))).toContain(
    'the state is called "format"',
  );
});

describe('whatever the text, the end is a sound model or a refusal of one line', () => {
  const outcome = (text: string, options: object): FiniteMdp | ModelError => {
    try {
      return validateMdp(parseModel(text, options), options);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not occur
      expect(error.message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
      return error;
    }
  };
  const options = fc.record(
    { normalize: fc.boolean(), format: fc.constantFrom(...FORMAT_NAMES) },
    { requiredKeys: [] },
  );

  /** Mostly what belongs there, sometimes anything. */
  const mostly = (right: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 40, arbitrary: right }, { weight: 1, arbitrary: fc.jsonValue() });
  const index = mostly(fc.constantFrom(0, 0, 0, 1, 2));
  const number = mostly(
    fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, noDefaultInfinity: true, noNaN: true })),
  );
  const list = (entry: fc.Arbitrary<unknown>) => mostly(fc.array(entry, { maxLength: 4 }));

  const numbered = (entry: fc.Arbitrary<unknown>) =>
    mostly(fc.array(entry, { minLength: 1, maxLength: 3 }).map(entries => ({ ...entries })));
  const outcomes = fc.array(mostly(fc.tuple(number, index, number, mostly(fc.boolean()))), {
    minLength: 1,
    maxLength: 3,
  });
  const gymnasium = numbered(numbered(mostly(outcomes)));
  const sparse = mostly(
    fc.record(
      {
        format: mostly(fc.constant('soft-bellman-mdp/1')),
        states: mostly(fc.integer({ min: 1, max: 3 })),
        transitions: list(
          fc.oneof(
            mostly(fc.tuple(index, index, mostly(fc.oneof(index, fc.constant('end'))), number)),
            mostly(fc.tuple(index, index, index, number, number)),
          ),
        ),
        rewards: list(mostly(fc.tuple(index, index, number))),
        terminal: list(index),
        names: mostly(
          fc.record(
            { title: mostly(fc.string()), states: list(mostly(fc.string())), actions: list(mostly(fc.string())) },
            { requiredKeys: [] },
          ),
        ),
      },
      { requiredKeys: ['format', 'states', 'transitions'] },
    ),
  );

  test.each<[string, fc.Arbitrary<string>]>([
    ['any text', anyText],
    ['any JSON', fc.json()],
    ['nearly a Gymnasium table', gymnasium.map(value => JSON.stringify(value))],
    ['nearly the sparse format', sparse.map(value => JSON.stringify(value))],
  ])('%s', (_, text) => {
    fc.assert(
      fc.property(text, options, (t, o) => void outcome(t, o)),
      { numRuns: 1000 },
    );
  });

  test.each<[string, fc.Arbitrary<unknown>]>([
    ['Gymnasium tables', gymnasium],
    ['sparse files', sparse],
  ])('%s are generated soundly and unsoundly, so that both ends are reached', (_, values) => {
    const ends = fc
      .sample(values, { numRuns: 300, seed: 1 })
      .map(value => outcome(JSON.stringify(value), { normalize: true }) instanceof ModelError);
    expect(new Set(ends).size).toBe(2);
  });
});
