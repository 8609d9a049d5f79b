/** None of the conventions is refuted, at any seed, in either precision. */
import { describe, expect, test } from 'vitest';
import { isApplicable, laws } from '../../properties/index.ts';
import { judge } from '../mutants/verdict.ts';
import { conventional, conventions, precisions } from './conventions.ts';
import { seed } from './seed.ts';

const SEEDS = 20;
const RUNS = 25;

describe.each(precisions)('in %s precision', (_, precision) => {
  test.each(conventions)('$name', convention => {
    const subject = conventional(convention, precision);
    const seeds = Array.from({ length: SEEDS }, (_, k) => seed + k);
    for (const law of laws.filter(law => isApplicable(law, subject))) {
      const kinds = seeds.map(s => judge(law, subject, s, RUNS).kind);
      if (convention.except?.includes(law)) expect(kinds, law.id).toContain('refuted');
      else expect(new Set(kinds), law.id).toEqual(new Set(['holds']));
    }
  });
});
