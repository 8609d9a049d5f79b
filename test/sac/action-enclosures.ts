import { evaluator } from '../../src/engines/evaluate.ts';
import type { Box } from '../../src/environments/index.ts';
import { type Interval, interval, point, intervals as R } from '../../src/interpretations/interval.ts';
import type { Acting, Algorithm } from '../../src/sac/algorithm.ts';
import { choiceGraph } from '../../src/sac/learner.ts';
import { singleEnclosures } from '../engines/enclosures.ts';

/** Whatever a policy may choose at `size` observations in single precision, summed in any order, in the units of a box: row by row. */
export const actionEnclosures = <S extends Acting>(
  algorithm: Algorithm<S, object>,
  { low, high }: Box,
  size: number,
): ((actor: Float32Array, observations: Float32Array, noise: Float32Array) => readonly Interval[]) => {
  const choose = evaluator(singleEnclosures, choiceGraph(algorithm, size));
  return (actor, observations, noise) => {
    const points = (list: Float32Array): readonly Interval[] => Array.from(list, point);
    const given = { 'actor.values': points(actor), observations: points(observations), noise: points(noise) };
    return choose(given).choice.map((row, k) => {
      const [l, h] = [low, high].map(bound => bound[k % low.length]);
      const scaled = R.add(point((l + h) / 2), R.mul(point((h - l) / 2), row));
      /* (l + h)/2 and (h - l)/2 are rounded, and so are product and sum: four times 2^-24 of no more than both together, and less in doubles. */
      const slack = 5 * 2 ** -24 * (Math.abs(l + h) / 2 + (h - l) / 2);
      return R.add(scaled, interval(-slack, slack));
    });
  };
};
