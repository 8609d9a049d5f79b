import { laws } from '../../properties/index.ts';
import type { Case } from './case.ts';
import type { Verdict } from './judge.ts';
import { judgingThread } from './judging-thread.ts';
import { lacking } from './plan.ts';
import { type Patience, startSubject } from './process.ts';

/** Tries an implementation on one case again. */
export const replay = async (
  { law, seed, path, values }: Case,
  command: readonly string[],
  patience: Patience,
): Promise<Verdict> => {
  const subject = await startSubject(command, patience);
  const thread = judgingThread(subject.introduction, () => subject);
  try {
    const lacks = lacking(laws.find(({ id }) => id === law)!, subject.introduction);
    if (lacks.length > 0)
      return { kind: 'inconclusive', cases: 0, reason: `it lacks ${lacks.join(', ')}`, processFault: false };
    return await thread.judge(law, {
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
