import type { Environment } from '../environments/index.ts';
import { actionOf, rowSizeOf } from './action-rows.ts';
import type { Learner } from './training.ts';

/** What episodes of the policy without noise earned. */
export interface Evaluation {
  readonly meanReturn: number;
  /** The square root of the mean squared deviation from the mean; 0 for one episode. */
  readonly stdReturn: number;
  /** Undiscounted, one for each episode. */
  readonly returns: readonly number[];
}

/**
 * Whole episodes, at least one, each from a start that the seed decides. The same learner gives the same numbers, and learns nothing from them;
 * the environment has to end every episode.
 */
export const evaluate = async (
  environment: Environment,
  learner: Pick<Learner, 'act'>,
  episodes: number,
  seed: number,
): Promise<Evaluation> => {
  const silence = new Float32Array(rowSizeOf(environment.actionSpace));
  const episode = async (first: Float32Array): Promise<number> => {
    let observation = first;
    for (let earned = 0; ; ) {
      const row = await learner.act(observation, silence);
      const step = environment.step(actionOf(environment.actionSpace, row));
      earned += step.reward;
      if (step.terminated || step.truncated) return earned;
      observation = step.observation;
    }
  };
  const returns = [await episode(environment.reset(seed))];
  while (returns.length < episodes) returns.push(await episode(environment.reset()));
  const meanReturn = mean(returns);
  return { meanReturn, stdReturn: Math.sqrt(mean(returns.map(x => (x - meanReturn) * (x - meanReturn)))), returns };
};

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
