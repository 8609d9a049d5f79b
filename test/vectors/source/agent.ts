/** Cases for the formulas of soft actor-critic on batches. */
import type {
  ActionBatch,
  GaussianBatch,
  ImprovementBatch,
  RolloutBatch,
  TransitionBatch,
  Twin,
} from '../../../properties/subject.ts';
import { type Case, type Cases, call, type Draw, drawn, many } from './cases.ts';

const yes = true;
const no = false;

const batchSize = (draw: Draw): number => draw.integer(2, 3);
const eighths = (draw: Draw, n: number): readonly number[] => many(n, () => draw.eighths(-4, 4));
const twins = (draw: Draw, n: number): readonly Twin[] => many(n, () => [draw.eighths(-8, 8), draw.eighths(-8, 8)]);
const booleans = (draw: Draw, n: number): readonly boolean[] => many(n, () => draw.isTrue());
const temperature = (draw: Draw): number => draw.integer(1, 16) / 8;
const discount = (draw: Draw): number => draw.integer(1, 7) / 8;

/** Unequal in all that can be mixed up: twins, entropies, ends. */
const transitions: TransitionBatch = {
  rewards: [1, -2, 0.5, 3],
  terminated: [no, yes, no, no],
  truncated: [no, no, yes, no],
  nextValues: [
    [2, 1],
    [4, 8],
    [-1, 3],
    [0.5, -6],
  ],
  nextLogProb: [-1, -3, 0.5, -0.25],
  discount: 0.75,
  temperature: 0.5,
};

export const criticTarget: Cases<'criticTarget'> = {
  operation: 'criticTarget',
  statement:
    "r + discount (1 - terminated) (min(Q1', Q2') - alpha log pi(a' | s')) for every transition; truncated changes nothing",
  basic: [
    call('one transition', [
      { ...transitions, rewards: [1], terminated: [no], truncated: [no], nextValues: [[2, 2]], nextLogProb: [-1] },
    ]),
    call('one transition that ends: its reward', [
      { ...transitions, rewards: [1], terminated: [yes], truncated: [no], nextValues: [[2, 2]], nextLogProb: [-1] },
    ]),
    call('two transitions', [
      {
        ...transitions,
        rewards: [1, 2],
        terminated: [no, no],
        truncated: [no, no],
        nextValues: [
          [2, 2],
          [4, 4],
        ],
        nextLogProb: [-1, -2],
      },
    ]),
  ],
  defects: [
    call(
      'all that can be mixed up',
      [transitions],
      [
        'EntropyOutsideDiscount',
        'EntropyOutsideDiscountMasked',
        'EntropyMissing',
        'EntropySubtracted',
        'TemperatureForgotten',
        'LogarithmOfTemperature',
        'MaskForgotten',
        'MaskOnReward',
        'MaskInverted',
        'DoneForTerminated',
        'TruncatedForTerminated',
        'MaximumOfTwins',
        'TwinUnused',
        'MinimumOverBatch',
        'EntropyOfTheBatch',
        'TableOfTargets',
      ],
    ),
    call(
      'an end, entropy on both sides of it',
      [
        {
          ...transitions,
          rewards: [1, 1],
          terminated: [yes, no],
          truncated: [no, no],
          nextValues: [
            [2, 2],
            [2, 2],
          ],
          nextLogProb: [-4, -4],
        },
      ],
      ['EntropyOutsideDiscount', 'EntropyOutsideDiscountMasked', 'MaskForgotten', 'MaskInverted', 'MaskOnReward'],
    ),
    call(
      'cut off by a time limit: still worth something',
      [
        {
          ...transitions,
          rewards: [0, 0],
          terminated: [no, no],
          truncated: [yes, no],
          nextValues: [
            [8, 8],
            [8, 8],
          ],
          nextLogProb: [0, 0],
        },
      ],
      ['DoneForTerminated', 'TruncatedForTerminated', 'MaskInverted'],
    ),
    call(
      'ended and cut off at once: ended',
      [
        {
          ...transitions,
          rewards: [1, 2],
          terminated: [yes, yes],
          truncated: [yes, no],
          nextValues: [
            [8, 8],
            [-8, -8],
          ],
          nextLogProb: [-1, -2],
        },
      ],
      ['MaskForgotten', 'EntropyOutsideDiscount'],
    ),
    call(
      'values 0: the entropy alone',
      [
        {
          ...transitions,
          rewards: [0, 0],
          terminated: [no, no],
          truncated: [no, no],
          nextValues: [
            [0, 0],
            [0, 0],
          ],
          nextLogProb: [-1, -4],
        },
      ],
      [
        'EntropyMissing',
        'EntropySubtracted',
        'EntropyOfTheBatch',
        'TemperatureForgotten',
        'LogarithmOfTemperature',
        'EntropyOutsideDiscount',
        'EntropyOutsideDiscountMasked',
      ],
    ),
    call(
      'the second critic is the lower one',
      [
        {
          ...transitions,
          rewards: [0, 0],
          terminated: [no, no],
          truncated: [no, no],
          nextValues: [
            [5, 1],
            [3, 2],
          ],
          nextLogProb: [0, 0],
        },
      ],
      ['TwinUnused', 'MaximumOfTwins', 'MinimumOverBatch'],
    ),
    call(
      'a discount of more than eight bits',
      [
        {
          ...transitions,
          discount: 0.9892578125,
          nextValues: [
            [64, 65],
            [64, 65],
            [100, 90],
            [-80, 80],
          ],
        },
      ],
      ['DiscountInHalfPrecision', 'EntropyOutsideDiscount'],
    ),
    call(
      'a density above 1: the entropy bonus is negative',
      [{ ...transitions, nextLogProb: [2, 1.5, 3, 0.125] }],
      ['EntropyMissing', 'EntropySubtracted', 'TemperatureForgotten'],
    ),
    call(
      'temperature 2',
      [{ ...transitions, temperature: 2 }],
      ['TemperatureForgotten', 'LogarithmOfTemperature', 'EntropyMissing', 'EntropyOfTheBatch'],
    ),
  ],
  edges: [
    call(
      'temperature 0: the hard target',
      [{ ...transitions, temperature: 0 }],
      ['TemperatureForgotten', 'MaskForgotten', 'DoneForTerminated'],
    ),
    call(
      'discount 0: the rewards',
      [{ ...transitions, discount: 0 }],
      ['EntropyOutsideDiscount', 'EntropyOutsideDiscountMasked'],
    ),
    call(
      'large values',
      [
        {
          ...transitions,
          nextValues: [
            [65536, 65537],
            [4, 8],
            [-65536, -65535],
            [0.5, -6],
          ],
        },
      ],
      ['TwinUnused', 'MaximumOfTwins'],
    ),
  ],
  drawn: drawn(draw => {
    const n = batchSize(draw);
    return [
      {
        rewards: eighths(draw, n),
        terminated: booleans(draw, n),
        truncated: booleans(draw, n),
        nextValues: twins(draw, n),
        nextLogProb: eighths(draw, n),
        discount: discount(draw),
        temperature: temperature(draw),
      },
    ];
  }),
};

const rollouts: RolloutBatch = {
  rewards: [
    [1, -1, 2],
    [0.5, 3, -2],
    [1, 1, 1],
    [2, 0, 4],
  ],
  terminated: [
    [no, no, no],
    [no, yes, no],
    [no, no, no],
    [no, no, yes],
  ],
  truncated: [
    [no, no, no],
    [no, no, no],
    [no, yes, no],
    [no, no, no],
  ],
  nextValues: [
    [
      [4, 5],
      [6, 3],
      [2, 1],
    ],
    [
      [1, 2],
      [7, 8],
      [-5, 5],
    ],
    [
      [0, 1],
      [9, 10],
      [30, 40],
    ],
    [
      [-1, 1],
      [2, 2],
      [16, 8],
    ],
  ],
  nextLogProb: [
    [-1, -2, -0.5],
    [-3, -1, -4],
    [0.5, -2, -8],
    [-1, 0.25, -2],
  ],
  discount: 0.75,
  temperature: 0.5,
};

const rows = (batch: RolloutBatch, ...which: readonly number[]): RolloutBatch => ({
  ...batch,
  rewards: which.map(i => batch.rewards[i]),
  terminated: which.map(i => batch.terminated[i]),
  truncated: which.map(i => batch.truncated[i]),
  nextValues: which.map(i => batch.nextValues[i]),
  nextLogProb: which.map(i => batch.nextLogProb[i]),
});

export const rolloutTarget: Cases<'rolloutTarget'> = {
  operation: 'rolloutTarget',
  statement:
    'y_0, where y_j = r_j + discount (1 - terminated_j) (X - alpha log pi_j) with X = min(Q1, Q2) at the last step and where truncated, else y_(j + 1)',
  basic: [
    call('one step', [
      {
        rewards: [[1]],
        terminated: [[no]],
        truncated: [[no]],
        nextValues: [[[2, 2]]],
        nextLogProb: [[-1]],
        discount: 0.5,
        temperature: 1,
      },
    ]),
    call('two steps', [
      {
        rewards: [[1, 2]],
        terminated: [[no, no]],
        truncated: [[no, no]],
        nextValues: [
          [
            [9, 9],
            [4, 4],
          ],
        ],
        nextLogProb: [[-1, -2]],
        discount: 0.5,
        temperature: 1,
      },
    ]),
    call('two steps at temperature 0', [
      {
        rewards: [[1, 2]],
        terminated: [[no, no]],
        truncated: [[no, no]],
        nextValues: [
          [
            [9, 9],
            [4, 4],
          ],
        ],
        nextLogProb: [[-1, -2]],
        discount: 0.5,
        temperature: 0,
      },
    ]),
  ],
  defects: [
    call(
      'all that can be mixed up',
      [rollouts],
      [
        'EntropiesBetweenMissing',
        'RolloutAcrossEnd',
        'RolloutAcrossReset',
        'DoneForTerminated',
        'BootstrapDiscountedOnce',
      ],
    ),
    call('three steps without an end', [rows(rollouts, 0)], ['EntropiesBetweenMissing', 'BootstrapDiscountedOnce']),
    call('an end in the middle', [rows(rollouts, 1)], ['RolloutAcrossEnd', 'EntropiesBetweenMissing']),
    call(
      'cut off in the middle',
      [rows(rollouts, 2)],
      ['RolloutAcrossReset', 'DoneForTerminated', 'EntropiesBetweenMissing'],
    ),
    call('an end at the last step', [rows(rollouts, 3)], ['EntropiesBetweenMissing']),
    call(
      'temperature 0',
      [{ ...rollouts, temperature: 0 }],
      ['RolloutAcrossEnd', 'RolloutAcrossReset', 'DoneForTerminated', 'BootstrapDiscountedOnce'],
    ),
  ],
  edges: [
    call(
      'five steps, a discount near 1',
      [
        {
          rewards: [[1, 2, 3, 4, 5]],
          terminated: [many(5, () => no)],
          truncated: [many(5, () => no)],
          nextValues: [many(5, j => [j * 10, j * 10 + 1])],
          nextLogProb: [[-1, -2, -3, -4, -5]],
          discount: 0.9892578125,
          temperature: 0.25,
        },
      ],
      ['EntropiesBetweenMissing', 'BootstrapDiscountedOnce'],
    ),
    call('an end at the first step', [{ ...rows(rollouts, 1), terminated: [[yes, no, no]] }], ['RolloutAcrossEnd']),
  ],
  drawn: drawn(draw => {
    const [n, steps] = [2, draw.integer(2, 3)];
    return [
      {
        rewards: many(n, () => eighths(draw, steps)),
        terminated: many(n, () => many(steps, () => draw.integer(1, 4) === 1)),
        truncated: many(n, () => many(steps, () => draw.integer(1, 4) === 1)),
        nextValues: many(n, () => twins(draw, steps)),
        nextLogProb: many(n, () => eighths(draw, steps)),
        discount: discount(draw),
        temperature: temperature(draw),
      },
    ];
  }),
};

const actions: ActionBatch = {
  values: [
    [2, 1],
    [4, 8],
    [-1, 3],
  ],
  logProb: [-1, -3, 0.5],
  temperature: 0.5,
};

const drawnActions = (draw: Draw): [ActionBatch] => {
  const n = batchSize(draw);
  return [{ values: twins(draw, n), logProb: eighths(draw, n), temperature: temperature(draw) }];
};

export const valueTarget: Cases<'valueTarget'> = {
  operation: 'valueTarget',
  statement: 'min(Q1, Q2) - alpha log pi(a | s) for every state',
  basic: [
    call('one state', [{ values: [[2, 2]], logProb: [-1], temperature: 1 }]),
    call('two states', [
      {
        values: [
          [2, 2],
          [3, 3],
        ],
        logProb: [-1, -2],
        temperature: 1,
      },
    ]),
  ],
  defects: [
    call(
      'all that can be mixed up',
      [actions],
      [
        'EntropyMissing',
        'EntropyOfTheBatch',
        'TwinUnused',
        'MaximumOfTwins',
        'TemperatureForgotten',
        'DensityTakenForProbability',
      ],
    ),
    call(
      'two states of different entropy',
      [
        {
          values: [
            [1, 1],
            [1, 1],
          ],
          logProb: [-0.125, -4],
          temperature: 2,
        },
      ],
      ['EntropyOfTheBatch', 'EntropyMissing', 'TemperatureForgotten'],
    ),
    call(
      'a density above 1',
      [
        {
          values: [
            [0, 1],
            [0, 1],
          ],
          logProb: [3, 2],
          temperature: 0.25,
        },
      ],
      ['DensityTakenForProbability', 'EntropyMissing', 'EntropyOfTheBatch', 'MaximumOfTwins'],
    ),
    call(
      'the second critic is the lower one',
      [
        {
          values: [
            [5, 1],
            [3, 2],
          ],
          logProb: [-1, -1],
          temperature: 0.5,
        },
      ],
      ['TwinUnused', 'MaximumOfTwins'],
    ),
  ],
  edges: [
    call('temperature 0: the values', [{ ...actions, temperature: 0 }], ['TemperatureForgotten']),
    call(
      'large values',
      [
        {
          ...actions,
          values: [
            [65536, 65537],
            [4, 8],
            [-65536, -65535],
          ],
        },
      ],
      ['MaximumOfTwins'],
    ),
  ],
  drawn: drawn(drawnActions),
};

export const criticLoss: Cases<'criticLoss'> = {
  operation: 'criticLoss',
  statement: 'the mean of (prediction - target)^2, times a constant',
  basic: [
    call('right predictions: 0', [{ predictions: [1, 2, 3], targets: [1, 2, 3] }]),
    call('one prediction', [{ predictions: [1], targets: [4] }]),
    call('three predictions', [{ predictions: [1, 2, 3], targets: [2, 2, 2] }]),
  ],
  defects: [
    call('right predictions, unequal targets', [{ predictions: [1, 2, 3], targets: [1, 2, 3] }], ['EveryPair']),
    call(
      'errors of opposite sign',
      [{ predictions: [1, -1, 4], targets: [3, -3, 4] }],
      ['SquareOfMean', 'EveryPair', 'SumForMean'],
    ),
    call(
      'five predictions',
      [{ predictions: [0, 1, 2, 3, 4], targets: [0.5, 3, 1, 3, -2] }],
      ['EveryPair', 'SumForMean', 'SquareOfMean'],
    ),
    call('all errors equal', [{ predictions: [1, 2, 3], targets: [2, 3, 4] }], ['EveryPair', 'SumForMean']),
  ],
  edges: [
    call(
      'large values, small errors',
      [{ predictions: [4096, 4097, 4098], targets: [4096.125, 4097.5, 4098] }],
      ['EveryPair', 'SumForMean', 'SquareOfMean'],
    ),
    call(
      'a large error among none',
      [{ predictions: [0, 0, 0, 0, 1024], targets: [0, 0, 0, 0, 0] }],
      ['SumForMean', 'SquareOfMean'],
    ),
  ],
  drawn: drawn(draw => {
    const n = draw.integer(3, 5);
    return [{ predictions: eighths(draw, n), targets: eighths(draw, n) }];
  }),
};

export const policyLoss: Cases<'policyLoss'> = {
  operation: 'policyLoss',
  statement: 'the mean of alpha log pi(a | s) - Q(s, a)',
  basic: [
    call('one state', [{ values: [[2, 2]], logProb: [-1], temperature: 1 }]),
    call('three states', [
      {
        values: [
          [2, 2],
          [3, 3],
          [-1, -1],
        ],
        logProb: [-1, -2, 0],
        temperature: 1,
      },
    ]),
  ],
  defects: [
    call(
      'all that can be mixed up',
      [actions],
      ['ObjectiveUpsideDown', 'EntropySubtracted', 'TemperatureForgotten', 'SumForMean'],
    ),
    call(
      'temperature 2',
      [{ ...actions, temperature: 2 }],
      ['ObjectiveUpsideDown', 'EntropySubtracted', 'TemperatureForgotten', 'SumForMean'],
    ),
    call(
      'values 0: the entropy alone',
      [
        {
          values: [
            [0, 0],
            [0, 0],
            [0, 0],
          ],
          logProb: [-1, -4, -2],
          temperature: 0.5,
        },
      ],
      ['ObjectiveUpsideDown', 'EntropySubtracted', 'TemperatureForgotten', 'SumForMean'],
    ),
    call(
      'one state a hundred times as good as the other',
      [
        {
          values: [
            [100, 100],
            [1, 1],
          ],
          logProb: [-1, -1],
          temperature: 0.25,
        },
      ],
      ['ObjectiveUpsideDown', 'SumForMean'],
    ),
  ],
  edges: [
    call(
      'temperature 0: minus the mean value',
      [{ ...actions, temperature: 0 }],
      ['TemperatureForgotten', 'ObjectiveUpsideDown'],
    ),
    call('twins far apart', [
      {
        ...actions,
        values: [
          [64, -64],
          [-32, 32],
          [16, 16],
        ],
      },
    ]),
  ],
  drawn: drawn(drawnActions),
};

const gaussians: GaussianBatch = {
  mean: [
    [0.5, -0.25],
    [-1, 0.75],
  ],
  logDeviation: [
    [-0.5, 0.25],
    [-1, -0.75],
  ],
  noise: [
    [1, -0.5],
    [0.75, -1.5],
  ],
  scale: [2, 0.75],
};

const drawnGaussians = (draw: Draw): GaussianBatch => {
  const [n, d] = [2, draw.integer(1, 2)];
  const table = (least: number, greatest: number): readonly (readonly number[])[] =>
    many(n, () => many(d, () => draw.eighths(least, greatest)));
  return {
    mean: table(-1, 1),
    logDeviation: table(-2, 0),
    noise: table(-1, 1),
    scale: many(d, () => draw.integer(4, 24) / 8),
  };
};

const improvement: ImprovementBatch = { ...gaussians, slope: [1, -2], curvature: [0.5, 1], temperature: 0.5 };

export const policyGradient: Cases<'policyGradient'> = {
  operation: 'policyGradient',
  statement:
    'the derivative of the mean of alpha log pi(a) - Q(a) through a = c tanh(mean + exp(logDeviation) noise), Q(a) = sum of slope a - curvature a^2 / 2',
  basic: [
    call('one coordinate, no noise, no slope', [
      { mean: [[0.5]], logDeviation: [[0]], noise: [[0]], scale: [1], slope: [0], curvature: [0], temperature: 1 },
    ]),
    call('one coordinate, temperature 0', [
      { mean: [[0.5]], logDeviation: [[-1]], noise: [[1]], scale: [1], slope: [1], curvature: [0], temperature: 0 },
    ]),
    call('one coordinate', [
      { mean: [[0.5]], logDeviation: [[-1]], noise: [[1]], scale: [1], slope: [1], curvature: [1], temperature: 0.5 },
    ]),
  ],
  defects: [
    call(
      'two samples, two coordinates, scales other than 1',
      [improvement],
      ['CriticDetached', 'ActionDetached', 'CriticUnscaled', 'ObjectiveUpsideDown', 'SumForMean'],
    ),
    call(
      'temperature 0: the critic alone',
      [{ ...improvement, temperature: 0 }],
      ['CriticDetached', 'ActionDetached', 'CriticUnscaled', 'ObjectiveUpsideDown', 'SumForMean'],
    ),
    call(
      'no slope: the density alone',
      [{ ...improvement, slope: [0, 0], curvature: [0, 0] }],
      ['ActionDetached', 'ObjectiveUpsideDown', 'SumForMean'],
    ),
    call(
      'curvature alone',
      [{ ...improvement, slope: [0, 0], curvature: [2, 4] }],
      ['CriticDetached', 'ActionDetached', 'CriticUnscaled', 'ObjectiveUpsideDown', 'SumForMean'],
    ),
    call(
      'narrow policies',
      [
        {
          ...improvement,
          logDeviation: [
            [-4, -3],
            [-5, -4],
          ],
        },
      ],
      ['ActionDetached', 'CriticDetached', 'ObjectiveUpsideDown'],
    ),
  ],
  edges: [
    call(
      'noise 0: the deviation learns from the entropy alone',
      [
        {
          ...improvement,
          noise: [
            [0, 0],
            [0, 0],
          ],
        },
      ],
      ['ObjectiveUpsideDown', 'CriticDetached'],
    ),
    call('a steep critic', [{ ...improvement, slope: [256, -512] }], ['CriticDetached', 'CriticUnscaled']),
  ],
  drawn: drawn(draw => {
    const batch = drawnGaussians(draw);
    const d = batch.scale.length;
    return [
      {
        ...batch,
        slope: eighths(draw, d),
        curvature: many(d, () => draw.integer(0, 16) / 8),
        temperature: temperature(draw),
      },
    ];
  }),
};

export const temperatureLoss: Cases<'temperatureLoss'> = {
  operation: 'temperatureLoss',
  statement:
    'the mean of alpha (-log pi - target), and its derivative with respect to the parameter, alpha or log alpha',
  basic: [
    call('entropy on target: 0', [{ parameter: 0.5, logProb: [-1, -3], targetEntropy: 2 }]),
    call('entropy above its target: alpha should fall, so the gradient is positive', [
      { parameter: 0.5, logProb: [-1, -3], targetEntropy: 1 },
    ]),
    call('entropy below its target: alpha should rise', [{ parameter: 0.5, logProb: [-1, -3], targetEntropy: 3 }]),
  ],
  defects: [
    call(
      'above the target',
      [{ parameter: 0.5, logProb: [-2, -4, -0.5], targetEntropy: 1 }],
      ['TemperatureUpsideDown', 'TargetEntropyNegated', 'TargetEntropyIgnored', 'TemperatureDetached'],
    ),
    call(
      'below the target',
      [{ parameter: 0.25, logProb: [-0.25, 0.5, -0.5], targetEntropy: 1.5 }],
      ['TemperatureUpsideDown', 'TargetEntropyNegated', 'TargetEntropyIgnored', 'TemperatureDetached'],
    ),
    call(
      'a negative target, as for continuous actions',
      [{ parameter: 2, logProb: [1, 2, 4], targetEntropy: -3 }],
      [
        'TemperatureUpsideDown',
        'TargetEntropyNegated',
        'TargetEntropyIgnored',
        'TemperatureDetached',
        'DensityTakenForProbability',
      ],
    ),
    call(
      'densities above 1',
      [{ parameter: 0.125, logProb: [3, 5], targetEntropy: -2 }],
      ['TemperatureUpsideDown', 'TargetEntropyNegated', 'DensityTakenForProbability'],
    ),
  ],
  edges: [
    call(
      'a large parameter',
      [{ parameter: 8, logProb: [-1, -2], targetEntropy: 1 }],
      ['TemperatureUpsideDown', 'TemperatureDetached'],
    ),
    call(
      'a small parameter',
      [{ parameter: 2 ** -10, logProb: [-1, -2], targetEntropy: 1 }],
      ['TemperatureUpsideDown', 'TemperatureDetached'],
    ),
  ],
  drawn: drawn(draw => [
    {
      parameter: draw.integer(1, 16) / 8,
      logProb: eighths(draw, batchSize(draw)),
      targetEntropy: draw.eighths(-4, 4),
    },
  ]),
};

const far = (...args: Parameters<typeof call<'squashedGaussian'>>): Case<'squashedGaussian'> => ({
  ...call<'squashedGaussian'>(...args),
  formed: 'stably',
});

export const squashedGaussian: Cases<'squashedGaussian'> = {
  operation: 'squashedGaussian',
  statement:
    'a = c tanh(u), u = mean + exp(logDeviation) noise, and its log-density: the sum over coordinates of -log c - log(1 - tanh(u)^2) - logDeviation - (noise^2 + log(2 pi)) / 2',
  basic: [
    call('standard, no noise: action 0, density that of the normal at 0', [
      { mean: [[0]], logDeviation: [[0]], noise: [[0]], scale: [1] },
    ]),
    call('one coordinate', [{ mean: [[0.5]], logDeviation: [[-0.5]], noise: [[1]], scale: [1] }]),
    call('two coordinates', [
      { mean: [[0.5, -0.25]], logDeviation: [[-0.5, 0.25]], noise: [[1, -0.5]], scale: [1, 1] },
    ]),
  ],
  defects: [
    call(
      'two samples, two coordinates, scales other than 1',
      [gaussians],
      [
        'ScaleMissing',
        'SquashingAdded',
        'TangentTwice',
        'ScaledActionInCorrection',
        'CorrectionMissing',
        'MeanSquashed',
        'MeanOverCoordinates',
        'DensitiesNotSummed',
        'SumOverBatch',
        'NormalConstantMissing',
        'DeviationForItsLogarithm',
        'DeviationAtLeastOne',
        'VarianceForDeviation',
      ],
    ),
    call(
      'a scale of 2, actions beyond 1',
      [{ mean: [[1.5], [-1.5]], logDeviation: [[-1], [-1]], noise: [[0.5], [-0.5]], scale: [2] }],
      ['ScaledActionInCorrection', 'ScaleMissing', 'CorrectionMissing', 'SquashingAdded', 'TangentTwice'],
    ),
    call(
      'three coordinates, scale 1',
      [{ mean: [[0.5, -1, 0.25]], logDeviation: [[-1, -0.5, -2]], noise: [[1, 0.5, -1]], scale: [1, 1, 1] }],
      [
        'MeanOverCoordinates',
        'DensitiesNotSummed',
        'NormalConstantMissing',
        'CorrectionMissing',
        'SquashingAdded',
        'TangentTwice',
      ],
    ),
    call(
      'samples of unequal density',
      [{ mean: [[0], [1]], logDeviation: [[-3], [0]], noise: [[0.5], [-1]], scale: [1] }],
      ['SumOverBatch', 'CorrectionMissing', 'DeviationAtLeastOne'],
    ),
    call(
      'a narrow Gaussian: the density exceeds 1',
      [{ mean: [[0.25, 0.5]], logDeviation: [[-5, -4]], noise: [[1, -1]], scale: [1, 1] }],
      ['DeviationForItsLogarithm', 'DeviationAtLeastOne', 'VarianceForDeviation', 'MeanOverCoordinates'],
    ),
    call(
      'a deviation above 1',
      [{ mean: [[0.5]], logDeviation: [[0.5]], noise: [[0.75]], scale: [1] }],
      ['VarianceForDeviation', 'DeviationForItsLogarithm', 'MeanSquashed'],
    ),
    far(
      'far out: tanh rounds to 1 in double precision',
      [{ mean: [[24], [-24]], logDeviation: [[0], [0]], noise: [[0.5], [0.5]], scale: [1] }],
      ['LogarithmOfZero', 'ConstantAgainstLogarithmOfZero'],
    ),
    far(
      'far out: tanh rounds to 1 in single precision',
      [{ mean: [[10], [-12]], logDeviation: [[-1], [-1]], noise: [[0.5], [0.5]], scale: [1] }],
      ['ConstantAgainstLogarithmOfZero'],
    ),
    far(
      'farther: cosh overflows in single precision',
      [{ mean: [[100, -100]], logDeviation: [[0, 0]], noise: [[0, 1]], scale: [2, 0.5] }],
      ['LogarithmOfZero', 'ConstantAgainstLogarithmOfZero'],
    ),
  ],
  edges: [
    call(
      'noise 0: the mode of the Gaussian',
      [
        {
          ...gaussians,
          noise: [
            [0, 0],
            [0, 0],
          ],
        },
      ],
      ['CorrectionMissing', 'SumOverBatch'],
    ),
    call(
      'a tiny deviation',
      [{ mean: [[0.5, -0.5]], logDeviation: [[-10, -10]], noise: [[1, -1]], scale: [1, 1] }],
      ['DeviationAtLeastOne'],
    ),
    far(
      'one coordinate far out, one near',
      [{ mean: [[32, 0.5]], logDeviation: [[-1, -1]], noise: [[1, 1]], scale: [1, 1] }],
      ['LogarithmOfZero', 'ConstantAgainstLogarithmOfZero', 'MeanOverCoordinates'],
    ),
  ],
  drawn: drawn(draw => [drawnGaussians(draw)]),
};
