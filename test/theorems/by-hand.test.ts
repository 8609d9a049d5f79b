import { describe, expect, test } from 'vitest';
import { width } from '../../src/interpretations/interval.ts';
import { plainMath, theorems } from '../../src/theorems/index.ts';
import { claimsOf, holds } from './numeric.ts';

const verdicts = (chain: string): readonly boolean[] => claimsOf(chain).map(holds);

describe('the calculator', () => {
  test.each([
    '4 · 3 = 12',
    '2 √9 - 1 = 5',
    '1/2 log 9 = log 3',
    '(1/2) log (9/4) < 2³',
    '2 log(1 + 3) = log 16',
    '-log 2 = log (1/2)',
    '2/3 ≈ 0.667',
    '(3/2) / (9/4) = 2/3',
  ])('%s', chain => expect(verdicts(chain)).toEqual([true]));
  test.each(['4 · 3 = 13', '2 log 3 = log 6', '2/3 ≈ 0.666', 'log 2 ≥ 1', '1 < 1', '2³ = 9'])('not %s', chain =>
    expect(verdicts(chain)).toEqual([false]),
  );
  test('sides with variables say nothing about numbers', () => {
    expect(verdicts('V = x log 3 < 2 = 1 + 1')).toEqual([true]);
    expect(verdicts('(1/2, 1/2) = 1')).toEqual([]);
  });
});

describe('what a person is told to check by hand is true', () => {
  test.each(theorems().map(t => [t.id, t.byHand] as const))('%s', (_, byHand) => {
    const formulas = [...byHand.matchAll(/\$+([^$]+)\$+/g)].map(([, tex]) => plainMath(tex));
    const claims = formulas.flatMap(claimsOf);
    expect(claims.length).toBeGreaterThan(0);
    expect(claims.filter(claim => !holds(claim)).map(claim => claim.text)).toEqual([]);
    expect(Math.max(...claims.flatMap(({ left, right }) => [width(left), width(right)]))).toBeLessThan(1e-9);
  });
});
