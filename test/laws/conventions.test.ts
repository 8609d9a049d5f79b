/** What careful authors do differently: none of it is refuted, at any seed, in either precision. */
import { describe, expect, test } from 'vitest';
import { isApplicable, laws, type Subject } from '../../properties/index.ts';
import { agentSubject } from '../../src/conformance/subjects/agent.ts';
import type { Precision } from '../../src/conformance/subjects/definitions.ts';
import { judge } from '../mutants/verdict.ts';
import { conventions, double } from './conventions.ts';
import { seed } from './seed.ts';
import { single } from './single.ts';

const SEEDS = 20;
const RUNS = 25;

const precisions: readonly (readonly [string, Precision])[] = [
  ['double', double],
  ['single', single],
];

describe.each(precisions)('in %s precision', (_, precision) => {
  test.each(conventions)('$name', ({ operations, except = [] }) => {
    const different = operations(precision);
    const { name, unitRoundoff, ...agent } = agentSubject({}, precision);
    const offered = Object.keys(different).length > 0 ? different : agent;
    const subject: Subject = { name, unitRoundoff, ...offered };
    const seeds = Array.from({ length: SEEDS }, (_, k) => seed + k);
    for (const law of laws.filter(law => isApplicable(law, subject))) {
      const kinds = seeds.map(s => judge(law, subject, s, RUNS).kind);
      if (except.includes(law)) expect(kinds, law.id).toContain('refuted');
      else expect(new Set(kinds), law.id).toEqual(new Set(['holds']));
    }
  });
});
