/** The definitions on batches of traced tensors, held to the laws of agents by the plain evaluator. */
import { describe, expect, test } from 'vitest';
import { isApplicable, laws } from '../../properties/index.ts';
import { tensorSubject } from '../../src/conformance/subjects/tensors.ts';
import { UNIT_ROUNDOFF } from '../../src/numerics/index.ts';
import { plainly } from '../../src/sac/learner.ts';
import { seed } from '../laws/seed.ts';
import { single } from '../laws/single.ts';
import { judge } from '../mutants/verdict.ts';
import { singles } from './singles.ts';

const subjects = {
  double: tensorSubject(plainly(), UNIT_ROUNDOFF),
  single: tensorSubject(plainly(singles), single.unitRoundoff),
};

describe.each(Object.entries(subjects))('in %s precision', (_, subject) => {
  const applicable = laws.filter(law => isApplicable(law, subject));

  test('there are laws of agents', () => {
    expect(applicable.length).toBeGreaterThan(15);
  });

  test.each(applicable.map(law => [law.id, law] as const))('%s', (_, law) => {
    expect(judge(law, subject, seed, 25).kind).toBe('holds');
  });
});
