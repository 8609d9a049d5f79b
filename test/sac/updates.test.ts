import { describe, expect } from 'vitest';
import { compiledEngine } from '../../src/engines/onnx/index.ts';
import type { Shape } from '../../src/engines/tensor.ts';
import { flatten } from '../../src/engines/tree.ts';
import { type Numbers, type Training, untrained } from '../../src/sac/learner.ts';
import { type TwinCriticsState, twinCritics } from '../../src/sac/twin-critics.ts';
import { type Lesson, type Progress, preparedUpdates } from '../../src/sac/updates.ts';
import { compiledTest } from '../engines/runtime.ts';
import { seed } from '../laws/seed.ts';
import { actionsOf, hyperparameters, lessons, type Sizes } from './example.ts';
import { singles } from './singles.ts';

const sizes: Sizes = { batch: 4, observation: 3, action: 2, hidden: [5] };
const algorithm = twinCritics(actionsOf(sizes), hyperparameters);
type State = TwinCriticsState<Shape>;

const COUNT = 3;
const all: readonly Lesson[] = Array.from({ length: COUNT }, lessons(sizes, seed));

const prepared = async (times: number) => preparedUpdates(await compiledEngine(1), algorithm, sizes.batch, times);

const first = (): Training<State> => untrained(algorithm, seed, singles);

const numbersIn = ({ training }: Progress<State>): object => flatten<State, Numbers>(algorithm.state, training.state);

describe('updates on an engine', () => {
  compiledTest('several in a call are as many calls of one, to the bit', async () => {
    const one = await prepared(1);
    const losses: Record<string, number[]> = {};
    let progress: Progress<State> = { training: first(), losses: {} };
    for (const lesson of all) {
      progress = await one(progress.training, [lesson]);
      for (const [name, [loss]] of Object.entries(progress.losses)) losses[name] = [...(losses[name] ?? []), loss];
    }
    const several = await (await prepared(COUNT))(first(), all);
    expect(numbersIn(several)).toEqual(numbersIn(progress));
    expect(several.training.updates).toBe(COUNT);
    expect(Object.keys(several.losses)).toEqual(['losses.critics', 'losses.actor', 'losses.temperature']);
    for (const [name, numbers] of Object.entries(several.losses)) expect([...numbers]).toEqual(losses[name]);
  });

  compiledTest('another number of lessons is refused', async () => {
    await expect((await prepared(2))(first(), all)).rejects.toThrow('expected 2 lessons, found 3');
  });
});
