import { describe, expect, test } from 'vitest';
import { runningMeans, shortNumber, ticks } from '../../src/picture/curve.ts';
import { curveSvg } from '../../src/picture/curve-svg.ts';
import { curveText } from '../../src/picture/curve-text.ts';

const episodes = (...returns: readonly number[]) => returns.map((x, i) => ({ step: 200 * (i + 1), return: x }));

test('a running mean is that of the last ten', () => {
  expect(runningMeans([4, 2, 6])).toEqual([4, 3, 4]);
  expect(runningMeans([100, ...Array(10).fill(1)]).slice(-2)).toEqual([109 / 10, 1]);
});

test.each([
  [0, 20_000, 8, [0, 5000, 10_000, 15_000, 20_000]],
  [-1512.3, -120, 6, [-2000, -1500, -1000, -500, 0]],
  [0, 0.7, 6, [0, 0.2, 0.4, 0.6, 0.8]],
  [0, 0, 6, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [-3, -3, 3, [-3, -2, -1, 0]],
])('ticks from %f to %f, some %i steps', (least, most, count, expected) => {
  expect(ticks(least, most, count)).toEqual(expected);
});

test('numbers are as short as they may be', () => {
  expect([0.456, -9.994, 12.34, -1500].map(shortNumber)).toEqual(['0.46', '-9.99', '12.3', '-1500.0']);
});

describe('the picture', () => {
  const svg = curveSvg({ title: 'a < b', episodes: episodes(-1000, 0, -500) });

  test('has a point for each episode, where its return lies', () => {
    const points = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(points.length).toBe(3);
    const [first, second, third] = points;
    expect(second[0] - first[0]).toBeCloseTo(third[0] - second[0], 1);
    expect(third[1]).toBeCloseTo((first[1] + second[1]) / 2, 1);
    expect(first[1]).toBeGreaterThan(second[1]);
  });

  test('says the same in words, and escapes the title', () => {
    expect(svg).toContain('The returns of 3 episodes by steps; the mean of the last ten ends at -500.0.');
    expect(svg).toContain('a &lt; b');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('of no episode, or of one, is a picture', () => {
    for (const some of [[], episodes(-3), episodes(0, 0)])
      expect(curveSvg({ title: '', episodes: some })).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('for a terminal', () => {
  test('a line from the least mean to the most', () => {
    const text = curveText({ title: '', episodes: episodes(-100, -100, 200) }, 30);
    const lines = text.split('\n');
    expect(lines.length).toBe(9);
    expect(lines[0]).toMatch(/^ *0\.00 .*[\u2801-\u28ff]$/);
    expect(lines[7]).toMatch(/^-100\.0 [\u2801-\u28ff]/);
    expect(lines[8]).toMatch(/^ +step 200 +600$/);
    for (const line of lines) expect([...line].length).toBeLessThanOrEqual(30);
    /* Every row of the rise has a dot. */
    for (const line of lines.slice(0, 8)) expect(line).toMatch(/[\u2801-\u28ff]/);
  });

  test('that stays level lies in the middle, and one episode is no line', () => {
    const level = curveText({ title: '', episodes: episodes(5, 5) }, 40).split('\n');
    expect(level.findIndex(line => /[\u2801-\u28ff]/.test(line))).toBe(4);
    expect(curveText({ title: '', episodes: episodes(5) }, 40)).toBe('');
  });
});
