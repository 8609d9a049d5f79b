/** None of the conventions is refuted, at any seed, in either precision. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as observed from '../../properties/agent-observation.ts';
import { type GaussianBatch, isApplicable, laws } from '../../properties/index.ts';
import { checkDensity } from '../../properties/laws/squashed-density.ts';
import { agentSubject } from '../../src/conformance/subjects/agent.ts';
import { judge } from '../mutants/verdict.ts';
import { conventional, conventions, precisions } from './conventions.ts';
import { seed } from './seed.ts';

const SEEDS = 20;
const RUNS = 25;

test('actions that are all 0 do not tell their scale, and refute nothing', () => {
  const batch: GaussianBatch = { mean: [[0], [0]], logDeviation: [[0], [-1]], noise: [[0], [0]], scale: [2] };
  const drawn = observed.squashedGaussian(agentSubject(), batch, 'anyhow');
  expect(() => checkDensity(batch, drawn)).toThrow(fc.PreconditionFailure);
});

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
