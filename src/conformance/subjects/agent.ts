import type {
  AgentOperations,
  DiscreteOperations,
  ParameterOperations,
  Subject,
  Twin,
} from '../../../properties/subject.ts';
import type { Distribution } from '../../definitions/index.ts';
import * as definitions from '../../definitions/index.ts';
import { categorical, indices } from '../../interpretations/finite.ts';
import { float64 } from '../../interpretations/float64.ts';
import { drawn, replay, seen } from '../../interpretations/sampled.ts';
import { tanh } from '../../interpretations/tanh.ts';
import type { Precision } from './definitions.ts';

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

const double: Precision = { arithmetic: float64, unitRoundoff: 2 ** -53 };

/**
 * The definitions on batches, where an expectation is one drawn sample, or a sum over discrete actions, and a replay is the mean over the batch. The temperature learns $\alpha$ itself.
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
    policyGradient: batch => {
      const n = R.constant(batch.mean.length);
      const alpha = R.constant(batch.temperature);
      /** $\sigma \varepsilon$. */
      const step = (i: number, k: number): number =>
        R.mul(R.exp(R.constant(batch.logDeviation[i][k])), R.constant(batch.noise[i][k]));
      const slope = (i: number, k: number): number => {
        const t = tanh(R, R.add(R.constant(batch.mean[i][k]), step(i, k)));
        const c = R.constant(batch.scale[k]);
        const climb = R.sub(R.constant(batch.slope[k]), R.mul(R.constant(batch.curvature[k]), R.mul(c, t)));
        const stretch = R.mul(c, R.sub(R.constant(1), R.mul(t, t)));
        return R.sub(R.mul(R.constant(2), R.mul(alpha, t)), R.mul(climb, stretch));
      };
      return {
        mean: batch.mean.map((row, i) => row.map((_, k) => R.div(slope(i, k), n))),
        logDeviation: batch.mean.map((row, i) =>
          row.map((_, k) => R.div(R.sub(R.mul(step(i, k), slope(i, k)), alpha), n)),
        ),
      };
    },
    temperatureLoss: ({ parameter, logProb, targetEntropy }) => {
      const at = (alpha: number): number =>
        used.temperatureLoss(
          R,
          replay(R, logProb.length),
          i => sampled(logProb[i]),
          R.constant(alpha),
          R.constant(targetEntropy),
        );
      /** The loss is linear in $\alpha$. */
      return { loss: at(parameter), gradient: at(1) };
    },
    squashedGaussian: ({ mean, logDeviation, noise, scale }) => {
      const samples = mean.map((row, i) => {
        const mu = (k: number): number => R.constant(row[k]);
        const logSigma = (k: number): number => R.constant(logDeviation[i][k]);
        const u = row.map((_, k) => R.add(mu(k), R.mul(R.exp(logSigma(k)), R.constant(noise[i][k]))));
        return {
          action: u.map((x, k) => R.mul(R.constant(scale[k]), tanh(R, x))),
          logProb: used.squashedGaussianLogDensity(
            R,
            indices(R, row.length),
            k => u[k],
            mu,
            logSigma,
            k => R.log(R.constant(scale[k])),
          ),
        };
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
