import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findFault, parseJson } from '../../../src/mdp/formats/json-text.ts';
import { ModelError } from '../../../src/mdp/index.ts';
import { anyText } from '../arbitraries.ts';
import { refusalOf } from '../messages.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** JSON with one piece cut out, doubled or replaced, and soups of JSON's own tokens. */
const nearJson = fc.oneof(
  fc
    .tuple(
      fc.json(),
      fc.nat(),
      fc.nat(3),
      fc.constantFrom('', ',', '"', '\\', ']', '}', ':', '0', '-', 'NaN', '\n', '\t', '\u0001', 'e', '.'),
    )
    .map(([json, at, length, piece]) => {
      const start = at % (json.length + 1);
      return json.slice(0, start) + piece + json.slice(start + length);
    }),
  fc
    .array(
      fc.constantFrom(
        '[',
        ']',
        '{',
        '}',
        ',',
        ':',
        '"a"',
        '"\\u00e9"',
        '"\\u12"',
        '"\\x"',
        '1',
        '-0.5e+3',
        '01',
        '1.',
        '.5',
        'true',
        'nul',
        ' ',
        '\ufeff',
      ),
    )
    .map(parts => parts.join('')),
);

test('finds a fault exactly where there is one', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string(), anyText, nearJson), text => {
      expect(findFault(text) === undefined).toBe(isJson(text));
    }),
    { numRuns: 2000 },
  );
});

test('what stands before a fault is no fault: only the end is missing', () => {
  fc.assert(
    fc.property(nearJson, text => {
      const fault = findFault(text);
      fc.pre(fault !== undefined);
      const before = findFault(text.slice(0, fault.offset));
      expect(before === undefined || before.cutOff).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('gives the value of JSON', () => {
  fc.assert(
    fc.property(fc.json(), json => {
      expect(parseJson(json)).toEqual(JSON.parse(json));
    }),
  );
});

test('a text cut anywhere inside is called cut off', () => {
  const text = '{"0": {"0": [[0.25, 12, -1.5e-3, true], [1, 0, null, false]]}, "a\\u00e9\\n": "b"}';
  for (let length = 0; length < text.length; length++) {
    expect(refusalOf(() => parseJson(text.slice(0, length)))).toMatch(
      /^line 1, column \d+: the text ends where .* was expected; the file seems cut off$/,
    );
  }
});

describe('messages', () => {
  test.each([
    ['', 'line 1, column 1: the text ends where a value was expected; the file seems cut off'],
    ['[1,\r\n 2', 'line 2, column 3: the text ends where "," or "]" was expected; the file seems cut off'],
    [
      '{"a":\r{',
      'line 2, column 2: the text ends where a name in double quotes or "}" was expected; the file seems cut off',
    ],
    ['[0.', 'line 1, column 3: the text ends where "," or "]" was expected; the file seems cut off'],
    ['"abc', 'line 1, column 5: the text ends where the rest of a string was expected; the file seems cut off'],
    ['"a\\u1', 'line 1, column 3: the text ends where the rest of a string was expected; the file seems cut off'],
    ['hello', 'line 1, column 1: found "hello", expected a value'],
    ['"a\nb"', 'line 1, column 3: found "\\n", expected the rest of a string'],
    ['[1]\n]', 'line 2, column 1: found "]", expected the end of the file'],
    ['[1 2]', 'line 1, column 4: found "2", expected "," or "]"'],
    ['{"a" 1}', 'line 1, column 6: found "1", expected ":"'],
    ['{"a": 1]', 'line 1, column 8: found "]", expected "," or "}"'],
    ['[1,]', 'line 1, column 4: found "]", expected a value (a comma before it)'],
    ['{"a": 1,}', 'line 1, column 9: found "}", expected a name in double quotes (a comma before it)'],
    ['// model\n[]', 'line 1, column 1: found "//", expected a value (JSON has no comments)'],
    [
      '[\n[0.5, NaN]]',
      'line 2, column 7: found "NaN", expected a value (Python\'s json.dumps writes this for a probability or reward that is not finite; JSON has no such number)',
    ],
    [
      '[-Infinity]',
      'line 1, column 2: found "-Infinity", expected a value or "]" (Python\'s json.dumps writes this for a probability or reward that is not finite; JSON has no such number)',
    ],
    [
      '{0: {0: [(1.0, 0, 0, True)]}}',
      'line 1, column 2: found "0", expected a name in double quotes or "}" (Python\'s print writes this; write the model with json.dumps)',
    ],
    [
      "{'a': 1}",
      'line 1, column 2: found "\'a\'", expected a name in double quotes or "}" (Python\'s print writes this; write the model with json.dumps)',
    ],
    [
      '[[1.0, 0, 0, True]]',
      'line 1, column 14: found "True", expected a value (Python\'s print writes this; write the model with json.dumps)',
    ],
  ])('%j', (text, expected) => {
    expect(refusalOf(() => parseJson(text))).toBe(expected);
  });

  test('stay on one line', () => {
    fc.assert(
      fc.property(anyText, text => {
        fc.pre(!isJson(text));
        const error = (() => {
          try {
            return parseJson(text);
          } catch (caught) {
            return caught;
          }
        })();
        expect(error).toBeInstanceOf(ModelError);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not occur
        expect((error as ModelError).message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
      }),
    );
  });

  test('a deeply nested text and a long string need no stack', () => {
    expect(refusalOf(() => parseJson('['.repeat(200_000)))).toContain('seems cut off');
    expect(refusalOf(() => parseJson(`"${'a'.repeat(5_000_000)}`))).toContain('line 1, column 5000002: the text ends');
  });
});
