import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { progress } from '../../src/cli/progress.ts';

const written: string[] = [];
const { isTTY } = process.stderr;

beforeEach(() => {
  vi.useFakeTimers();
  written.length = 0;
  vi.spyOn(process.stderr, 'write').mockImplementation(text => written.push(String(text)) > 0);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  process.stderr.isTTY = isTTY;
});

/** What is written if there is news at these milliseconds. */
const shown = (...times: number[]): string => {
  const line = progress();
  const begin = Date.now();
  for (const time of times) {
    vi.setSystemTime(begin + time);
    line.update(`at ${time}`);
  }
  line.end();
  return written.join('');
};

describe('elsewhere than on a terminal', () => {
  beforeEach(() => {
    process.stderr.isTTY = false;
  });
  test('short work says nothing', () => expect(shown(10, 4999)).toBe(''));
  test('long work says a plain line now and then', () =>
    expect(shown(4999, 5000, 5001, 9999, 10_000)).toBe('at 5000\nat 10000\n'));
});

describe('on a terminal', () => {
  beforeEach(() => {
    process.stderr.isTTY = true;
  });
  test('short work says nothing', () => expect(shown(10, 99)).toBe(''));
  test('the line is rewritten, and taken away at the end', () =>
    expect(shown(99, 100, 150, 200)).toBe('\r\x1b[2Kat 100\r\x1b[2Kat 200\r\x1b[2K'));
});
