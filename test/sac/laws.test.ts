/** The project's own learner, held to every law of learners, in both precisions. */
import { expect, test } from 'vitest';
import { isApplicable, laws } from '../../properties/index.ts';
import { neuralSubject } from '../../src/conformance/subjects/neural.ts';
import { seed } from '../laws/seed.ts';
import { single } from '../laws/single.ts';
import { judge } from '../mutants/verdict.ts';
import { singles } from './singles.ts';

const applicable = laws.filter(law => isApplicable(law, neuralSubject()));

test('there are laws of learners', () => {
  expect(applicable.length).toBeGreaterThan(10);
});

test.each(applicable.map(law => [law.id, law] as const))('%s', (_, law) => {
  for (const subject of [neuralSubject(), neuralSubject(singles, single.unitRoundoff)])
    expect(judge(law, subject, seed, 10).kind).toBe('holds');
});
