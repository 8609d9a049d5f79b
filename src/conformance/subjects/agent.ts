import type {
  AgentOperations,
  DiscreteOperations,
  ParameterOperations,
  Subject,
  Twin,
} from '../../../properties/subject.ts';
import type { Distribution } from '../../definitions/index.ts';
import * as definitions from '../../definitions/index.ts';
import { type Dual, gradient } from '../../interpretations/dual.ts';
import { categorical, type FiniteArithmetic } from '../../interpretations/finite.ts';
import { drawn, replay, seen, squashedDraw } from '../../interpretations/sampled.ts';
import { double, type Precision } from './definitions.ts';

/** The definitions that the laws of agents speak about. */
export type AgentFormulas = Pick<
  typeof definitions,
  | 'softBackup'
  | 'softStateValue'
  | 'klObjective'
  | 'policyLoss'
  | 'criticLoss'
  | 'temperatureLoss'
  | 'movingAverage'
  | 'twinMinimum'
  | 'squashedGaussianLogDensity'
>;

/**
 * The definitions on batches, where an expectation is one drawn sample, or a sum over discrete actions, and a replay is the mean over the batch. Gradients
 * are those of the definitions over dual numbers. The temperature learns $\alpha$ itself.
 * Some `formulas` in place of the definitions make a mutant.
 */
export const agentSubject = (
  formulas: Partial<AgentFormulas> = {},
  { arithmetic: R, unitRoundoff }: Precision = double,
): Subject & AgentOperations & DiscreteOperations & ParameterOperations => {
  const used: AgentFormulas = { ...definitions, ...formulas };

  const sampled = (logProb: number): Distribution<number, undefined> => drawn(undefined, R.constant(logProb));

  const minimum = ([q1, q2]: Twin): number => used.twinMinimum(R, R.constant(q1), R.constant(q2));
  const sampledValue = (twin: Twin, logProb: number, temperature: number): number =>
    used.softStateValue(R, sampled(logProb), () => minimum(twin), R.constant(temperature));
  const backup = (reward: number, discount: number, terminated: boolean, next: number): number =>
    used.softBackup(
      R,
      R.constant(reward),
      R.constant(discount),
      seen(undefined),
      () => R.constant(terminated ? 1 : 0),
      () => next,
    );

  /** A policy over discrete actions. */
  const discrete = (logPolicy: readonly number[]): Distribution<number, number> =>
    categorical(R, logPolicy.map(R.constant));

  return {
    name: 'agent',
    unitRoundoff,

    criticTarget: ({ rewards, terminated, nextValues, nextLogProb, discount, temperature }) =>
      rewards.map((r, i) =>
        backup(r, discount, terminated[i], sampledValue(nextValues[i], nextLogProb[i], temperature)),
      ),
    rolloutTarget: ({ rewards, terminated, truncated, nextValues, nextLogProb, discount, temperature }) => {
      const from = (i: number, j: number): number => {
        const isLast = terminated[i][j] || truncated[i][j] || j + 1 === rewards[i].length;
        const next = isLast ? minimum(nextValues[i][j]) : from(i, j + 1);
        const value = used.softStateValue(R, sampled(nextLogProb[i][j]), () => next, R.constant(temperature));
        return backup(rewards[i][j], discount, terminated[i][j], value);
      };
      return rewards.map((_, i) => from(i, 0));
    },
    valueTarget: ({ values, logProb, temperature }) =>
      values.map((twin, i) => sampledValue(twin, logProb[i], temperature)),
    criticLoss: ({ predictions, targets }) =>
      used.criticLoss(
        R,
        replay(R, targets.length),
        i => R.constant(predictions[i]),
        i => R.constant(targets[i]),
      ),
    policyLoss: ({ values, logProb, temperature }) =>
      used.policyLoss(
        R,
        replay(R, values.length),
        i => sampled(logProb[i]),
        i => minimum(values[i]),
        R.constant(temperature),
      ),
    policyGradient: ({ mean, logDeviation, noise, scale, slope, curvature, temperature }) => {
      const [n, d] = [mean.length, scale.length];
      const parameters = [...mean, ...logDeviation].flatMap(row => row.map(R.constant));
      const slopes = gradient(
        R,
        (D, x) => {
          const rowOf = (row: number): readonly Dual[] => x.slice(row * d, (row + 1) * d);
          const climb = (a: Dual, k: number): Dual =>
            D.sub(D.mul(D.constant(slope[k]), a), D.mul(D.constant(curvature[k] / 2), D.mul(a, a)));
          return used.policyLoss(
            D,
            replay(D, n),
            i => {
              const gaussian = { mean: rowOf(i), logDeviation: rowOf(n + i), noise: noise[i], scale };
              const { action, logProb } = squashedDraw(D, gaussian, used.squashedGaussianLogDensity);
              return drawn(action, logProb);
            },
            (_, action) => action.map(climb).reduce(D.add),
            D.constant(temperature),
          );
        },
        parameters,
      );
      const rows = (from: number) => mean.map((_, i) => slopes.slice((from + i) * d, (from + i + 1) * d));
      return { mean: rows(0), logDeviation: rows(n) };
    },
    temperatureLoss: ({ parameter, logProb, targetEntropy }) => {
      const loss = <N>(S: FiniteArithmetic<N>, alpha: N): N =>
        used.temperatureLoss(
          S,
          replay(S, logProb.length),
          i => drawn(undefined, S.constant(logProb[i])),
          alpha,
          S.constant(targetEntropy),
        );
      const alpha = R.constant(parameter);
      return { loss: loss(R, alpha), gradient: gradient(R, (D, [x]) => loss(D, x), [alpha])[0] };
    },
    squashedGaussian: ({ mean, logDeviation, noise, scale }) => {
      const samples = mean.map((row, i) => {
        const gaussian = {
          mean: row.map(R.constant),
          logDeviation: logDeviation[i].map(R.constant),
          noise: noise[i],
          scale,
        };
        return squashedDraw(R, gaussian, used.squashedGaussianLogDensity);
      });
      return { actions: samples.map(({ action }) => action), logProb: samples.map(({ logProb }) => logProb) };
    },
    expectedCriticTarget: ({ rewards, terminated, nextLogPolicy, nextValues, discount, temperature }) =>
      rewards.map((r, i) => {
        const policy = discrete(nextLogPolicy[i]);
        const value = used.softStateValue(R, policy, a => minimum(nextValues[i][a]), R.constant(temperature));
        return backup(r, discount, terminated[i], value);
      }),
    expectedPolicyLoss: ({ logPolicy, values, temperature }) =>
      used.policyLoss(
        R,
        replay(R, values.length),
        i => discrete(logPolicy[i]),
        (i, a) => minimum(values[i][a]),
        R.constant(temperature),
      ),
    projection: ({ candidates, q, temperature }) => {
      const objectives = candidates.map(candidate =>
        used.klObjective(R, discrete(candidate), a => R.constant(q[a]), R.constant(temperature)),
      );
      return objectives.indexOf(Math.min(...objectives));
    },
    movingAverage: (tau, online, target) => used.movingAverage(R, tau, online, target),
  };
};
