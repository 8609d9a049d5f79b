import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { MAX_BYTES, readText } from '../../../src/mdp/formats/io.ts';
import { modelHash, parseModel, readModel } from '../../../src/mdp/index.ts';
import { refusalOf } from '../messages.ts';

const folder = mkdtempSync(join(tmpdir(), 'soft-bellman-'));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, bytes: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

const text =
  '{"format": "soft-bellman-mdp/1",\n"states": 1,\n"transitions": [[0, 0, "end", 1]],\n"names": {"states": ["é"]}}\n';
const model = parseModel(text);

describe('the same model', () => {
  test.each<[string, string | Uint8Array]>([
    ['as UTF-8', text],
    ['with a byte-order mark', `\ufeff${text}`],
    ['with CRLF', text.replaceAll('\n', '\r\n')],
    ['as gzip', gzipSync(text)],
    ['as gzip of two parts', Buffer.concat([gzipSync(text.slice(0, 30)), gzipSync(text.slice(30))])],
    ['as UTF-16, as PowerShell writes it', Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, 'utf16le')])],
  ])('%s', (name, bytes) => {
    const read = readModel(write(name, bytes));
    expect(read.names).toEqual({ states: ['é'] });
    expect(modelHash(read)).toBe(modelHash(model));
  });
});

test('the text comes without the mark', () => {
  expect(readText(write('marked', `\ufeff${text}`))).toBe(text);
});

test('text longer than a chunk comes back whole', () => {
  const long = 'é'.repeat(1_500_001);
  expect(readText(write('long', long)) === long).toBe(true);
});

test('says what takes long', () => {
  const path = write('progress', text);
  const messages: string[] = [];
  readModel(path, { onProgress: message => messages.push(message) });
  expect(messages).toEqual([
    `reading ${path}`,
    'parsing 0.0 MB of JSON',
    'building the model from a soft-bellman-mdp/1',
  ]);
});

describe('refusals', () => {
  mkdirSync(join(folder, 'directory'));
  const packed = gzipSync(text.repeat(100));
  const damaged = Buffer.from(packed);
  damaged[20] ^= 0xff;

  test.each<[string, string]>([
    [join(folder, 'nothing'), 'no such file'],
    [join(folder, 'directory'), 'this is a directory, expected a file'],
    [join(folder, 'a\0b'), 'the file cannot be read (ERR_INVALID_ARG_VALUE)'],
    [join(write('file', text), 'inside'), 'the file cannot be read (ENOTDIR)'],
    [write('empty', ''), 'the file is empty, expected a model (the program that should write it failed)'],
    [write('blank', ' \r\n\t'), 'the file is empty, expected a model (the program that should write it failed)'],
    [write('mark only', '\ufeff'), 'the file is empty, expected a model (the program that should write it failed)'],
    [
      write('packed nothing', gzipSync('')),
      'the file is empty, expected a model (the program that should write it failed)',
    ],
    [
      write('cut', text.slice(0, text.indexOf('"end"'))),
      'line 3, column 24: the text ends where a value was expected; the file seems cut off',
    ],
    [write('cut gzip', packed.subarray(0, -10)), 'the gzip data end too early; the file seems cut off'],
    [write('damaged gzip', damaged), 'the gzip data are damaged (Z_DATA_ERROR)'],
    [
      write('pickle', Buffer.of(0x80, 0x04, 0x95, 0xff)),
      'the file is not UTF-8 text, expected a model in text form (a pickle, an npz archive or another binary file)',
    ],
  ])('%#', (path, expected) => {
    expect(refusalOf(() => readModel(path))).toBe(`${path}: ${expected}`);
  });

  test('more than can be held, before and after unpacking', () => {
    const expected = (what: string) => `the ${what} is larger than 1000 bytes, the longest text that can be read`;
    const exact = 'a'.repeat(1000);
    expect(readText(write('exact', exact), 1000)).toBe(exact);
    expect(readText(write('exact.gz', gzipSync(exact)), 1000)).toBe(exact);
    expect(refusalOf(() => readText(write('large', `${exact}a`), 1000))).toBe(expected('file'));
    expect(refusalOf(() => readText(write('bomb', gzipSync(`${exact}a`)), 1000))).toBe(expected('unpacked file'));
  });

  test('the limit is the longest string of the engine', () => {
    expect(() => 'a'.repeat(MAX_BYTES)).not.toThrow();
    expect(() => 'a'.repeat(MAX_BYTES + 1)).toThrow(RangeError);
  });

  test('name the file before state and action', () => {
    const path = write('wrong', '{"0": {"3": [[0.5, 0, 1, false]]}}');
    expect(refusalOf(() => readModel(path))).toContain(`${path}: state 0, action 3: the probabilities sum to 0.5`);
  });
});
