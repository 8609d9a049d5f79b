/** Wrong formulas of soft actor-critic on batches, most of them published in some implementation. */
import {
  type AgentOperations,
  batchIndependence,
  criticLoss,
  criticTarget,
  type DiscreteOperations,
  type GaussianBatch,
  type GaussianGradient,
  type ImprovementBatch,
  noiseIsAll,
  type ParameterOperations,
  pathwiseGradient,
  policyLoss,
  type RolloutBatch,
  rolloutTarget,
  type Subject,
  squashedDensity,
  squashedDensityNormalises,
  squashedDensityTails,
  type TransitionBatch,
  temperatureDual,
  terminatedIsMasked,
  truncatedStillBootstraps,
  twinMinimum,
  valueTarget,
} from '../../properties/index.ts';
import { type AgentFormulas, agentSubject } from '../../src/conformance/subjects/agent.ts';
import { exp, log } from '../../src/numerics/index.ts';
import type { Mutant } from './catalogue.ts';

/** What the mutants are made from. */
export const correctAgent: Subject & AgentOperations & DiscreteOperations & ParameterOperations = agentSubject();

const operation = (operations: Partial<AgentOperations>): Subject => ({ ...correctAgent, ...operations });
const formula = (formulas: Partial<AgentFormulas>): Subject => agentSubject(formulas);

const mean = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length;

/** The correct target plus something for every sample. */
const targetPlus = (extra: (batch: TransitionBatch, i: number) => number): Subject =>
  operation({ criticTarget: batch => correctAgent.criticTarget(batch).map((y, i) => y + extra(batch, i)) });

/** The correct target of a batch that is read wrongly. */
const misread = (reading: (batch: TransitionBatch) => Partial<TransitionBatch>): Subject =>
  operation({ criticTarget: batch => correctAgent.criticTarget({ ...batch, ...reading(batch) }) });

const mask = ({ terminated }: TransitionBatch, i: number): number => (terminated[i] ? 0 : 1);

/** The correct rollout target of a batch that is read wrongly. */
const misreadRollout = (reading: (batch: RolloutBatch) => Partial<RolloutBatch>): Subject =>
  operation({ rolloutTarget: batch => correctAgent.rolloutTarget({ ...batch, ...reading(batch) }) });

const tanh = (x: number): number => {
  const decay = exp(-2 * Math.abs(x));
  return ((x < 0 ? -1 : 1) * (1 - decay)) / (1 + decay);
};

const draws = ({ mean: mu, logDeviation, noise }: GaussianBatch): readonly (readonly number[])[] =>
  mu.map((row, i) => row.map((m, k) => m + exp(logDeviation[i][k]) * noise[i][k]));

/** The right actions with log-densities that add, for each coordinate, a term for squashing to the normal one. */
const squashing = (stretch: (u: number, scale: number) => number): Subject =>
  operation({
    squashedGaussian: batch => ({
      actions: correctAgent.squashedGaussian(batch).actions,
      logProb: draws(batch).map((row, i) =>
        row.reduce((total, u, k) => total + normal(batch, i, k) + stretch(u, batch.scale[k]), 0),
      ),
    }),
  });

const normal = ({ logDeviation, noise }: GaussianBatch, i: number, k: number): number =>
  -logDeviation[i][k] - (noise[i][k] * noise[i][k] + log(2 * Math.PI)) / 2;

/** The right log-densities plus something for every coordinate. */
const densityPlus = (extra: (batch: GaussianBatch, i: number, k: number) => number): Subject =>
  operation({
    squashedGaussian: batch => {
      const { actions, logProb } = correctAgent.squashedGaussian(batch);
      return { actions, logProb: logProb.map((l, i) => actions[i].reduce((sum, _, k) => sum + extra(batch, i, k), l)) };
    },
  });

/** Noise of its own instead of what it is given. */
const careless = (): Subject => {
  let calls = 0;
  return operation({
    squashedGaussian: batch => {
      calls++;
      return correctAgent.squashedGaussian({
        ...batch,
        noise: batch.noise.map((row, i) => row.map((_, k) => ((calls * 7 + 3 * i + k) % 5) / 2 - 1)),
      });
    },
  });
};

const temperatureLoss = (change: (correct: number, entropyGap: number, parameter: number) => number): Subject =>
  operation({
    temperatureLoss: batch => {
      const gap = -mean(batch.logProb) - batch.targetEntropy;
      const { loss, gradient } = correctAgent.temperatureLoss(batch);
      return { loss, gradient: change(gradient, gap, batch.parameter) };
    },
  });

/** The correct gradient, changed entry by entry. */
const gradient = (batch: ImprovementBatch, change: (g: number) => number): GaussianGradient => {
  const { mean: mu, logDeviation } = correctAgent.policyGradient(batch);
  return { mean: mu.map(row => row.map(change)), logDeviation: logDeviation.map(row => row.map(change)) };
};

export const agentMutants: readonly Mutant[] = [
  {
    name: 'entropy outside of discount and mask',
    formula: 'y = r + (1 - d) gamma min Q - alpha log pi',
    like: ['DLR-RM/stable-baselines3#76', 'rail-berkeley/serl#93', 'seungeunrho/minimalRL#63'],
    killedBy: terminatedIsMasked,
    subject: operation({
      criticTarget: batch =>
        correctAgent
          .criticTarget({ ...batch, temperature: 0 })
          .map((y, i) => y - batch.temperature * batch.nextLogProb[i]),
    }),
  },
  {
    name: 'entropy outside of the discount, masked',
    formula: 'y = r + (1 - d)(gamma min Q - alpha log pi)',
    killedBy: criticTarget,
    subject: targetPlus((b, i) => -(1 - b.discount) * mask(b, i) * b.temperature * b.nextLogProb[i]),
  },
  {
    name: 'entropy missing from the target',
    formula: 'y = r + gamma (1 - d) min Q',
    like: ['rail-berkeley/rlkit#43', 'coax-dev/coax#11'],
    killedBy: criticTarget,
    subject: misread(() => ({ temperature: 0 })),
  },
  {
    name: 'entropy with the wrong sign in the target',
    formula: 'y = r + gamma (1 - d)(min Q + alpha log pi)',
    killedBy: criticTarget,
    subject: misread(({ nextLogProb }) => ({ nextLogProb: nextLogProb.map(l => -l) })),
  },
  {
    name: 'temperature forgotten in the target',
    formula: 'y = r + gamma (1 - d)(min Q - log pi)',
    like: [
      'haarnoja/sac#23',
      'higgsfield-ai/higgsfield#5',
      'keiohta/tf2rl#60',
      'sweetice/Deep-reinforcement-learning-with-pytorch#36',
    ],
    killedBy: criticTarget,
    subject: misread(() => ({ temperature: 1 })),
  },
  {
    name: 'discount in half precision',
    formula: 'gamma = 0.99 rounded to 8 bits',
    like: ['Denys88/rl_games#356'],
    killedBy: criticTarget,
    subject: misread(({ discount }) => ({ discount: Math.round(discount * 256) / 256 })),
  },
  {
    name: 'reward scaled beside the temperature',
    formula: 'y = 10 r + gamma (1 - d)(min Q - alpha log pi)',
    like: ['ai-creature/ai-creature.github.io'],
    killedBy: criticTarget,
    subject: misread(({ rewards }) => ({ rewards: rewards.map(r => 10 * r) })),
  },
  {
    name: 'logarithm of the temperature in place of it',
    formula: 'y = r + gamma (1 - d)(min Q - log(alpha) log pi)',
    killedBy: criticTarget,
    subject: misread(({ temperature }) => ({ temperature: temperature === 0 ? 0 : log(temperature) })),
  },
  {
    name: 'logarithm of temperature 0',
    formula: 'alpha = exp(log alpha), which is NaN at 0',
    like: ['takuseno/d3rlpy#351'],
    killedBy: criticTarget,
    subject: misread(({ temperature }) => ({ temperature: temperature === 0 ? Number.NaN : temperature })),
  },
  {
    name: 'reward masked too',
    formula: 'y = (1 - d)(r + gamma V)',
    killedBy: terminatedIsMasked,
    subject: operation({
      criticTarget: batch => correctAgent.criticTarget(batch).map((y, i) => y * mask(batch, i)),
    }),
  },
  {
    name: 'mask forgotten in the batch',
    formula: 'y = r + gamma V',
    killedBy: terminatedIsMasked,
    subject: misread(({ terminated }) => ({ terminated: terminated.map(() => false) })),
  },
  {
    name: 'done flag as the mask',
    formula: 'd = terminated or truncated',
    like: ['DLR-RM/stable-baselines3#284', 'jsboige/CoursIA#7831', 'automl/Mighty#96', 'StoneT2000/rl-ts'],
    killedBy: truncatedStillBootstraps,
    subject: misread(({ terminated, truncated }) => ({ terminated: terminated.map((d, i) => d || truncated[i]) })),
  },
  {
    name: 'truncated taken for terminated',
    formula: 'd = truncated',
    like: ['Toni-SM/skrl#363'],
    killedBy: truncatedStillBootstraps,
    subject: misread(({ truncated }) => ({ terminated: truncated })),
  },
  {
    name: 'mask inverted in the batch',
    formula: 'y = r + gamma d V',
    killedBy: terminatedIsMasked,
    subject: misread(({ terminated }) => ({ terminated: terminated.map(d => !d) })),
  },
  {
    name: 'truncated rows dropped from the target',
    formula: 'y = 0 where truncated',
    killedBy: truncatedStillBootstraps,
    subject: operation({
      criticTarget: batch => correctAgent.criticTarget(batch).map((y, i) => (batch.truncated[i] ? 0 : y)),
    }),
  },
  {
    name: 'maximum of the twins',
    formula: 'y = r + gamma (1 - d)(max(Q1, Q2) - alpha log pi)',
    killedBy: twinMinimum,
    subject: formula({ twinMinimum: (R, a, b) => R.neg(R.min(R.neg(a), R.neg(b))) }),
  },
  {
    name: 'mean of the twins in the target',
    formula: 'y = r + gamma (1 - d)((Q1 + Q2)/2 - alpha log pi)',
    killedBy: twinMinimum,
    subject: formula({ twinMinimum: (R, a, b) => R.mul(R.constant(0.5), R.add(a, b)) }),
  },
  {
    name: 'first twin twice',
    formula: 'min(Q1, Q1)',
    like: [
      'ray-project/ray#7354',
      'AI4Finance-Foundation/ElegantRL#25',
      'BY571/Randomized-Ensembled-Double-Q-learning-REDQ-#3',
    ],
    killedBy: twinMinimum,
    subject: formula({ twinMinimum: (_, a) => a }),
  },
  {
    name: 'minimum over the batch',
    formula: 'y = r + gamma (1 - d)(min over all samples and twins - alpha log pi)',
    killedBy: batchIndependence,
    subject: misread(({ nextValues }) => {
      const least = Math.min(...nextValues.flat());
      return { nextValues: nextValues.map(() => [least, least]) };
    }),
  },
  {
    name: 'entropy averaged over the batch',
    formula: 'y_i = r_i + gamma (1 - d_i)(min Q_i - alpha mean of log pi)',
    like: ['hill-a/stable-baselines:stable_baselines/sac/sac.py'],
    killedBy: batchIndependence,
    subject: misread(({ nextLogProb }) => ({ nextLogProb: nextLogProb.map(() => mean(nextLogProb)) })),
  },
  {
    name: 'rewards normalised by the batch',
    formula: 'y = r - mean r + gamma V',
    killedBy: batchIndependence,
    subject: misread(({ rewards }) => ({ rewards: rewards.map(r => r - mean(rewards)) })),
  },
  {
    name: 'column less row in the target',
    formula: 'y is an n by n table, read along its first row',
    like: ['ray-project/ray#6295'],
    killedBy: batchIndependence,
    subject: misread(({ nextLogProb }) => ({ nextLogProb: nextLogProb.map(() => nextLogProb[0]) })),
  },
  {
    name: 'table of targets',
    formula: 'y has n * n entries',
    killedBy: criticTarget,
    subject: operation({ criticTarget: batch => batch.rewards.flatMap(() => correctAgent.criticTarget(batch)) }),
  },
  {
    name: 'column less row in the value target',
    formula: 'V_i = min Q_i - alpha mean of log pi',
    like: ['hill-a/stable-baselines:stable_baselines/sac/sac.py'],
    killedBy: valueTarget,
    subject: operation({
      valueTarget: batch =>
        correctAgent.valueTarget({ ...batch, logProb: batch.logProb.map(() => mean(batch.logProb)) }),
    }),
  },
  {
    name: 'entropy missing from the value target',
    formula: 'V = min Q',
    killedBy: valueTarget,
    subject: operation({ valueTarget: batch => correctAgent.valueTarget({ ...batch, temperature: 0 }) }),
  },
  {
    name: 'entropies of the steps between missing',
    formula: 'y = sum of gamma^j r + gamma^k (min Q - alpha log pi)',
    like: ['coax-dev/coax#7', 'HorizonRobotics/alf#829'],
    killedBy: rolloutTarget,
    subject: misreadRollout(({ nextLogProb, terminated, truncated }) => ({
      nextLogProb: nextLogProb.map((row, i) =>
        row.map((l, j) => (j + 1 === row.length || terminated[i][j] || truncated[i][j] ? l : 0)),
      ),
    })),
  },
  {
    name: 'rollout across the end of the episode',
    formula: 'd = 0 before the last step',
    killedBy: rolloutTarget,
    subject: misreadRollout(({ terminated }) => ({
      terminated: terminated.map(row => row.map((d, j) => d && j + 1 === row.length)),
    })),
  },
  {
    name: 'rollout across a reset',
    formula: 'truncated before the last step ignored',
    killedBy: rolloutTarget,
    subject: misreadRollout(({ truncated }) => ({ truncated: truncated.map(row => row.map(() => false)) })),
  },
  {
    name: 'rollout that stops bootstrapping where truncated',
    formula: 'd = terminated or truncated, at every step',
    killedBy: rolloutTarget,
    subject: misreadRollout(({ terminated, truncated }) => ({
      terminated: terminated.map((row, i) => row.map((d, j) => d || truncated[i][j])),
    })),
  },
  {
    name: 'bootstrap of a rollout discounted once',
    formula: 'y = sum of gamma^j r + gamma V_k',
    killedBy: rolloutTarget,
    subject: operation({
      rolloutTarget: batch => {
        const { discount, rewards } = batch;
        const plain = { ...batch, nextValues: batch.nextValues.map(row => row.map(() => [0, 0] as const)) };
        const without = correctAgent.rolloutTarget(plain);
        return correctAgent.rolloutTarget(batch).map((y, i) => {
          const power = rewards[i].slice(1).reduce(product => product * discount, 1);
          return without[i] + (y - without[i]) / power;
        });
      },
    }),
  },
  {
    name: 'every prediction against every target',
    formula: 'loss = mean over i and j of (Q_i - y_j)^2 / 2',
    like: [
      'thu-ml/tianshou#155',
      'PacktPublishing/Deep-Reinforcement-Learning-Hands-On#33',
      'PacktPublishing/Deep-Reinforcement-Learning-Hands-On#74',
    ],
    killedBy: criticLoss,
    subject: operation({
      criticLoss: ({ predictions, targets }) =>
        mean(predictions.flatMap(q => targets.map(y => ((q - y) * (q - y)) / 2))),
    }),
  },
  {
    name: 'sum over the batch for the mean',
    formula: 'loss = sum of (Q - y)^2 / 2',
    killedBy: criticLoss,
    subject: operation({ criticLoss: batch => correctAgent.criticLoss(batch) * batch.targets.length }),
  },
  {
    name: 'square of the mean error',
    formula: 'loss = (mean of Q - y)^2 / 2',
    killedBy: criticLoss,
    subject: operation({
      criticLoss: ({ predictions, targets }) => {
        const error = mean(predictions.map((q, i) => q - targets[i]));
        return (error * error) / 2;
      },
    }),
  },
  {
    name: 'policy loss with the wrong sign',
    formula: 'J = mean of Q - alpha log pi, to be minimised',
    killedBy: policyLoss,
    subject: operation({ policyLoss: batch => -correctAgent.policyLoss(batch) }),
  },
  {
    name: 'policy that flees entropy',
    formula: 'J = mean of -alpha log pi - Q',
    killedBy: policyLoss,
    subject: operation({
      policyLoss: batch => correctAgent.policyLoss({ ...batch, logProb: batch.logProb.map(l => -l) }),
    }),
  },
  {
    name: 'temperature forgotten in the policy loss',
    formula: 'J = mean of log pi - Q',
    killedBy: policyLoss,
    subject: operation({ policyLoss: batch => correctAgent.policyLoss({ ...batch, temperature: 1 }) }),
  },
  {
    name: 'sum for the mean in the policy loss',
    formula: 'J = sum of alpha log pi - Q',
    killedBy: policyLoss,
    subject: operation({ policyLoss: batch => correctAgent.policyLoss(batch) * batch.values.length }),
  },
  {
    name: 'critic detached from the action',
    formula: 'gradient of alpha log pi alone',
    killedBy: pathwiseGradient,
    subject: operation({
      policyGradient: batch => {
        const flat = batch.scale.map(() => 0);
        return correctAgent.policyGradient({ ...batch, slope: flat, curvature: flat });
      },
    }),
  },
  {
    name: 'sampled action detached from the policy',
    formula: 'gradient of alpha log pi(a) for a fixed action a',
    like: [
      'pranz24/pytorch-soft-actor-critic#5',
      'kashif/firedup#9',
      'DLR-RM/stable-baselines3#2096',
      'ray-project/ray#40321',
      'jankrepl/deepdow#106',
    ],
    killedBy: pathwiseGradient,
    subject: operation({
      policyGradient: ({ mean: mu, logDeviation, noise, temperature }) => ({
        mean: mu.map((row, i) => row.map((_, k) => (temperature * noise[i][k]) / exp(logDeviation[i][k]) / mu.length)),
        logDeviation: mu.map((row, i) =>
          row.map((_, k) => (temperature * (noise[i][k] * noise[i][k] - 1)) / mu.length),
        ),
      }),
    }),
  },
  {
    name: 'gradient of the policy upwards',
    formula: 'gradient of Q - alpha log pi, to descend',
    killedBy: pathwiseGradient,
    subject: operation({ policyGradient: batch => gradient(batch, g => -g) }),
  },
  {
    name: 'gradient summed over the batch',
    formula: 'gradient of the sum of alpha log pi - Q',
    killedBy: pathwiseGradient,
    subject: operation({ policyGradient: batch => gradient(batch, g => g * batch.mean.length) }),
  },
  {
    name: 'critic that sees unscaled actions',
    formula: 'Q(tanh u) for Q(c tanh u)',
    killedBy: pathwiseGradient,
    subject: operation({
      policyGradient: batch => correctAgent.policyGradient({ ...batch, scale: batch.scale.map(() => 1) }),
    }),
  },
  {
    name: 'critic that sees unsquashed actions',
    formula: 'Q(u) for Q(c tanh u)',
    like: ['thu-ml/tianshou#332', 'thu-ml/tianshou#333'],
    killedBy: pathwiseGradient,
    subject: operation({
      policyGradient: batch => {
        const n = batch.mean.length;
        const slopes = draws(batch).map(row =>
          row.map((u, k) => 2 * batch.temperature * tanh(u) - batch.slope[k] + batch.curvature[k] * u),
        );
        return {
          mean: slopes.map(row => row.map(g => g / n)),
          logDeviation: slopes.map((row, i) =>
            row.map((g, k) => (exp(batch.logDeviation[i][k]) * batch.noise[i][k] * g - batch.temperature) / n),
          ),
        };
      },
    }),
  },
  {
    name: 'temperature loss with the wrong sign',
    formula: 'J = alpha (mean of log pi + target)',
    like: ['AI4Finance-Foundation/ElegantRL#10', 'rail-berkeley/softlearning#163'],
    killedBy: temperatureDual,
    subject: operation({
      temperatureLoss: batch => {
        const { loss, gradient } = correctAgent.temperatureLoss(batch);
        return { loss: -loss, gradient: -gradient };
      },
    }),
  },
  {
    name: 'target entropy with the wrong sign',
    formula: 'J = alpha (H + target)',
    like: ['huggingface/lerobot#1871'],
    killedBy: temperatureDual,
    subject: operation({
      temperatureLoss: batch => correctAgent.temperatureLoss({ ...batch, targetEntropy: -batch.targetEntropy }),
    }),
  },
  {
    name: 'target entropy ignored',
    formula: 'J = alpha H',
    like: ['pytorch/rl#3309'],
    killedBy: temperatureDual,
    subject: operation({
      temperatureLoss: batch => correctAgent.temperatureLoss({ ...batch, targetEntropy: 0 }),
    }),
  },
  {
    name: 'target entropy of one dimension',
    formula: 'J = alpha (H + 1), whatever the target',
    like: ['pytorch/rl#3291', 'UoA-CARES/cares_reinforcement_learning#209'],
    killedBy: temperatureDual,
    subject: operation({
      temperatureLoss: batch => correctAgent.temperatureLoss({ ...batch, targetEntropy: -1 }),
    }),
  },
  {
    name: 'temperature detached from its loss',
    formula: 'gradient = 0',
    killedBy: temperatureDual,
    subject: temperatureLoss(() => 0),
  },
  {
    name: 'gradient of another loss',
    formula: 'loss = alpha gap, gradient = gap / 2',
    killedBy: temperatureDual,
    subject: temperatureLoss(gradient => gradient / 2),
  },
  {
    name: 'scale missing from the density',
    formula: 'log pi without - sum of log c',
    like: ['openai/spinningup#314', 'Denys88/rl_games#356'],
    killedBy: squashedDensityNormalises,
    subject: densityPlus(({ scale }, _, k) => log(scale[k])),
  },
  {
    name: 'squashing added for subtracted',
    formula: 'log pi = log N + sum of log(1 - tanh^2)',
    like: ['google-deepmind/rlax#11', 'danielward27/flowjax#208'],
    killedBy: squashedDensityNormalises,
    subject: squashing((u, c) => log(c) + log(1 - tanh(u) * tanh(u))),
  },
  {
    name: 'hyperbolic tangent twice',
    formula: 'log(1 - tanh(tanh u)^2)',
    like: ['boyu-ai/Hands-on-RL#44', 'boyu-ai/Hands-on-RL#121'],
    killedBy: squashedDensityNormalises,
    subject: squashing((u, c) => -log(c) - log(1 - tanh(tanh(u)) * tanh(tanh(u)))),
  },
  {
    name: 'scaled action in the correction',
    formula: 'log(1 - (c tanh u)^2 + 1e-6)',
    like: [
      'cpnota/autonomous-learning-library#139',
      'cpnota/autonomous-learning-library#140',
      'cpnota/autonomous-learning-library#256',
      'philtabor/Youtube-Code-Repository:ReinforcementLearning/PolicyGradient/SAC/networks.py',
      'RickYang2016/Bayesian-Soft-Actor-Critic#3',
      'philtabor/Actor-Critic-Methods-Paper-To-Code#7',
    ],
    killedBy: squashedDensity,
    subject: squashing((u, c) => -log(1 - c * tanh(u) * c * tanh(u) + 1e-6)),
  },
  {
    name: 'correction for squashing missing',
    formula: 'log pi = log N',
    killedBy: squashedDensityNormalises,
    subject: squashing((_, c) => -log(c)),
  },
  {
    name: 'action not squashed but corrected for',
    formula: 'a = c tanh(mu) + sigma noise',
    like: ['hwang-ua/inac_pytorch#1', 'thu-ml/tianshou#98'],
    killedBy: squashedDensity,
    subject: operation({
      squashedGaussian: batch => ({
        ...correctAgent.squashedGaussian(batch),
        actions: draws(batch).map((row, i) =>
          row.map((u, k) => u - batch.mean[i][k] + batch.scale[k] * tanh(batch.mean[i][k])),
        ),
      }),
    }),
  },
  {
    name: 'mean over coordinates for their sum',
    formula: 'log pi = mean over k of log pi_k',
    like: [
      'PacktPublishing/Tensorflow-2-Reinforcement-Learning-Cookbook#46',
      'sweetice/Deep-reinforcement-learning-with-pytorch:Char09 SAC/SAC_BipedalWalker-v2.py',
    ],
    killedBy: squashedDensityNormalises,
    subject: operation({
      squashedGaussian: batch => {
        const { actions, logProb } = correctAgent.squashedGaussian(batch);
        return { actions, logProb: logProb.map(l => l / batch.scale.length) };
      },
    }),
  },
  {
    name: 'densities not summed over coordinates',
    formula: 'log pi has n * d entries',
    like: ['thu-ml/tianshou#40'],
    killedBy: squashedDensity,
    subject: operation({
      squashedGaussian: batch => {
        const { actions, logProb } = correctAgent.squashedGaussian(batch);
        return { actions, logProb: logProb.flatMap(l => batch.scale.map(() => l)) };
      },
    }),
  },
  {
    name: 'densities summed over the batch',
    formula: 'log pi_i = sum over all samples',
    like: ['sweetice/Deep-reinforcement-learning-with-pytorch:Char09 SAC/SAC_BipedalWalker-v2.py'],
    killedBy: squashedDensity,
    subject: operation({
      squashedGaussian: batch => {
        const { actions, logProb } = correctAgent.squashedGaussian(batch);
        return { actions, logProb: logProb.map(() => mean(logProb) * logProb.length) };
      },
    }),
  },
  {
    name: 'constant of the normal density missing',
    formula: 'log pi without d/2 log 2 pi',
    killedBy: squashedDensityNormalises,
    subject: densityPlus(() => log(2 * Math.PI) / 2),
  },
  {
    name: 'deviation taken for its logarithm',
    formula: 'u = mu + l noise for l = log sigma',
    like: [
      'huggingface/lerobot#2108',
      'JuliaReinforcementLearning/ReinforcementLearning.jl#236',
      'JuliaReinforcementLearning/ReinforcementLearning.jl#970',
    ],
    killedBy: squashedDensity,
    subject: operation({
      squashedGaussian: batch =>
        correctAgent.squashedGaussian({
          ...batch,
          logDeviation: batch.logDeviation.map(row => row.map(l => log(Math.max(Math.abs(l), 1e-6)))),
        }),
    }),
  },
  {
    name: 'logarithm of the deviation cut off at 0',
    formula: 'sigma = exp(max(l, 0))',
    like: ['sweetice/Deep-reinforcement-learning-with-pytorch:Char09 SAC/SAC_dual_Q_net.py'],
    killedBy: squashedDensity,
    subject: operation({
      squashedGaussian: batch =>
        correctAgent.squashedGaussian({
          ...batch,
          logDeviation: batch.logDeviation.map(row => row.map(l => Math.max(l, 0))),
        }),
    }),
  },
  {
    name: 'variance for the deviation',
    formula: 'u = mu + sigma^2 noise',
    killedBy: squashedDensity,
    subject: operation({
      squashedGaussian: batch =>
        correctAgent.squashedGaussian({
          ...batch,
          logDeviation: batch.logDeviation.map(row => row.map(l => 2 * l)),
        }),
    }),
  },
  {
    name: 'logarithm of 0 far out',
    formula: 'log(1 - tanh^2 u) as it stands',
    like: [
      'didriknielsen/survae_flows#12',
      'rail-berkeley/rlkit#37',
      'rlworkgroup/garage#1174',
      'tensorflow/probability#318',
    ],
    killedBy: squashedDensityTails,
    subject: squashing((u, c) => -log(c) - log(1 - tanh(u) * tanh(u))),
  },
  {
    name: 'constant against the logarithm of 0',
    formula: 'log(1 - tanh^2 u + 1e-6)',
    like: ['Kaixhin/spinning-up-basic#2'],
    killedBy: squashedDensityTails,
    subject: squashing((u, c) => -log(c) - log(1 - tanh(u) * tanh(u) + 1e-6)),
  },
  {
    name: 'clipped square of the tangent',
    formula: 'log(max(1 - tanh^2 u, 1e-7))',
    killedBy: squashedDensityTails,
    subject: squashing((u, c) => -log(c) - log(Math.max(1 - tanh(u) * tanh(u), 1e-7))),
  },
  {
    name: 'hyperbolic cosine that overflows in single precision',
    formula: '2 log cosh u with cosh u at most 3.4e38',
    killedBy: squashedDensityTails,
    subject: squashing((u, c) => 2 * log(Math.min((exp(u) + exp(-u)) / 2, 3.4e38)) - log(c)),
  },
  {
    name: 'noise of its own',
    formula: 'noise drawn anew in every call',
    like: ['JuliaReinforcementLearning/ReinforcementLearning.jl#423'],
    killedBy: noiseIsAll,
    subject: careless(),
  },
  {
    name: 'the same noise in every call',
    formula: 'a = c tanh(mu + sigma 0)',
    like: ['araffin/sbx#45'],
    killedBy: noiseIsAll,
    subject: operation({
      squashedGaussian: batch =>
        correctAgent.squashedGaussian({ ...batch, noise: batch.noise.map(row => row.map(() => 0)) }),
    }),
  },
];
