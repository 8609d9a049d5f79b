/** The learner and the formulas it is made of, run by engines in single precision, held to every law of learners and agents. */
import { describe, expect, test } from 'vitest';
import { isApplicable, laws } from '../../properties/index.ts';
import { neuralSubject } from '../../src/conformance/subjects/neural.ts';
import { tensorSubject } from '../../src/conformance/subjects/tensors.ts';
import { blocking, engines } from '../engines/blocking.ts';
import { seed } from '../laws/seed.ts';
import { single } from '../laws/single.ts';
import { judge } from '../mutants/verdict.ts';
import { singles } from './singles.ts';

const RUNS = 5;

describe.each(engines)('$name', async ({ name, isThere }) => {
  const evaluate = isThere ? await blocking(name) : undefined!;
  const subjects = {
    agent: tensorSubject(evaluate, single.unitRoundoff),
    learner: neuralSubject(singles, single.unitRoundoff, evaluate),
  };

  describe.each(Object.entries(subjects))('%s', (_, subject) => {
    const applicable = laws.filter(law => isApplicable(law, subject));

    test('there are laws', () => {
      expect(applicable.length).toBeGreaterThan(10);
    });

    test.skipIf(!isThere).each(applicable.map(law => [law.id, law] as const))('%s', (_, law) => {
      expect(judge(law, subject, seed, RUNS)).toEqual({ kind: 'holds', cases: RUNS });
    });
  });
});
