/** Several updates in a call. */
import { describe, expect } from 'vitest';
import { mapRecord } from '../../src/engines/graph.ts';
import type { Batch } from '../../src/sac/batch.ts';
import { type Learning, untrained } from '../../src/sac/learner.ts';
import { presets } from '../../src/sac/presets.ts';
import { twinCritics } from '../../src/sac/twin-critics.ts';
import { engineUpdater, engineUpdates, type Lesson } from '../../src/sac/updates.ts';
import { engines } from '../engines/runtime.ts';
import { seed } from '../laws/seed.ts';
import { actionsOf, hyperparameters, lessons, type Sizes } from './example.ts';
import { singles } from './singles.ts';

const sizes: Sizes = { batch: 4, observation: 3, action: 2, hidden: [5] };
const algorithm = twinCritics(actionsOf(sizes), hyperparameters);

const COUNT = 3;
const next = lessons(sizes, seed);
const all: readonly Lesson[] = Array.from({ length: COUNT }, () => {
  const { transitions, noise } = next();
  return {
    batch: mapRecord<keyof Batch, ArrayLike<number>, Float32Array>(transitions, numbers => Float32Array.from(numbers)),
    noise: mapRecord(noise, numbers => Float32Array.from(numbers)),
  };
});
const first = untrained(algorithm, seed, singles);

describe.each(engines)('$name', ({ test, engine }) => {
  test('several in a call are as many calls of one, to the bit', async () => {
    const update = await engineUpdater(engine(), algorithm, sizes.batch);
    const ones: Learning<typeof algorithm.state, typeof algorithm.losses>[] = [];
    for (const { batch, noise } of all) ones.push(await update(ones.at(-1)?.training ?? first, batch, noise));
    const several = await (await engineUpdates(engine(), algorithm, sizes.batch, COUNT))(first, all);
    expect(several.training).toEqual(ones.at(-1)?.training);
    expect(several.losses).toEqual(ones.map(({ losses }) => losses));
  });

  test('another number of lessons is refused', async () => {
    const updates = await engineUpdates(engine(), algorithm, sizes.batch, 2);
    await expect(updates(first, all)).rejects.toThrow('expected 2 lessons, found 3');
  });

  test('a batch with a number that is not finite is refused', async () => {
    const updates = await engineUpdates(engine(), algorithm, sizes.batch, COUNT);
    const [{ batch, noise }, ...others] = all;
    const spoilt = { batch: { ...batch, rewards: batch.rewards.with(2, Number.NaN) }, noise };
    await expect(updates(first, [...others, spoilt])).rejects.toThrow("the batch's rewards: NaN in row 2");
  });

  test('an algorithm whose updates alternate is refused', async () => {
    const alternating = presets.cleanrl.algorithm(
      { observationSize: 3, actions: { kind: 'box', low: [-1], high: [1] } },
      { hidden: [2] },
    );
    await expect(engineUpdates(engine(), alternating, sizes.batch, 2)).rejects.toThrow('an algorithm of 2 phases');
  });
});
