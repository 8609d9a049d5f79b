import { expect, test } from 'vitest';
import { seed } from '../laws/seed.ts';
import { correct, mutants } from './catalogue.ts';
import { judge } from './verdict.ts';

const SEEDS = 5;
const RUNS = 200;

/** So few cases may all be set aside. */
const FEWEST = 20;

test.each(mutants)('$name is refuted by $killedBy.id on cases that the definitions pass', ({ subject, killedBy }) => {
  for (let k = 0; k < SEEDS; k++) {
    const { kind, cases } = judge(killedBy, subject, seed + k, RUNS);
    expect(kind).toBe('refuted');
    expect(judge(killedBy, correct, seed + k, Math.max(cases, FEWEST)).kind).toBe('holds');
  }
});
