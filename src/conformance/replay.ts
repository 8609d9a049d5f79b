import { laws } from '../../properties/index.ts';
import type { Case } from './case.ts';
import { nothing } from './evidence.ts';
import { judgingThread } from './judging-thread.ts';
import { lacking } from './plan.ts';
import { type Patience, startSubject } from './process.ts';
import type { Verdict } from './verdict.ts';

/** Tries an implementation on one case again. */
export const replay = async (
  { law, block, seed, path, values }: Case,
  command: readonly string[],
  patience: Patience,
  interrupted: AbortSignal,
): Promise<Verdict> => {
  const subject = await startSubject(command, patience, interrupted);
  const thread = judgingThread(subject.introduction, () => subject);
  try {
    const lacks = lacking(laws.find(({ id }) => id === law)!, subject.introduction);
    if (lacks.length > 0)
      return { verdict: 'inconclusive', asked: 1, ...nothing, block, reason: `it lacks ${lacks.join(', ')}` };
    return await thread.judge(law, {
      index: block,
      seed,
      runs: REACHES_ANY_PATH,
      deadline: Number.MAX_VALUE,
      only: { path, values },
    });
  } finally {
    await thread.end();
    await subject.stop();
  }
};

/** fast-check walks a path only as far as it may run. */
const REACHES_ANY_PATH = 1;
