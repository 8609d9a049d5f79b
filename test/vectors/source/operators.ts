/** Cases for operators and solvers of small models. */
import type { Policy, Problem } from '../../../properties/subject.ts';
import { type Cases, call, type Draw, drawn, many } from './cases.ts';
import { type EncodedProblem, problemOf } from './models.ts';
import { logs } from './one-state.ts';

type Actions = EncodedProblem['actions'];

const problem = (actions: Actions, discount: number, temperature: number): Problem =>
  problemOf({ states: actions.length, discount, temperature, actions });

/** One state, one action that pays 1 and stays. */
const single: Actions = [[{ reward: 1, transitions: [[0, 1]] }]];

/** Two states, two actions in each: to stay or to move. */
const pair: Actions = [
  [
    { reward: 0, transitions: [[0, 1]] },
    { reward: 1, transitions: [[1, 1]] },
  ],
  [
    { reward: 2, transitions: [[1, 1]] },
    { reward: -1, transitions: [[0, 1]] },
  ],
];

/** Three actions in one state, one in the other: policies of unequal entropy, and room for padding. */
const uneven: Actions = [
  [
    {
      reward: 1,
      transitions: [
        [0, 0.5],
        [1, 0.5],
      ],
    },
    { reward: -1, transitions: [[1, 1]] },
    {
      reward: 0.5,
      transitions: [
        [0, 0.25],
        [1, 0.75],
      ],
    },
  ],
  [
    {
      reward: -2,
      transitions: [
        [0, 0.875],
        [1, 0.125],
      ],
    },
  ],
];

/** Two ways to end: a terminal state, and an end that is none. */
const ending: Actions = [
  [
    {
      reward: 1,
      transitions: [
        [0, 0.5],
        [2, 0.5],
      ],
    },
    { reward: -0.5, transitions: [[2, 1]] },
  ],
  [
    {
      reward: 2,
      transitions: [
        [null, 0.25],
        [0, 0.75],
      ],
    },
    { reward: 0, transitions: [[1, 1]] },
  ],
  [],
];

/** As on a slippery grid, two outcomes of one action lead to the same state; and arriving pays. */
const slippery: Actions = [
  [
    {
      reward: 0,
      transitions: [
        [0, 0.5, 0],
        [0, 0.25, -1],
        [1, 0.25, 4],
      ],
    },
    {
      reward: 0.5,
      transitions: [
        [1, 0.625, 1],
        [1, 0.125, 2],
        [0, 0.25, 0],
      ],
    },
  ],
  [
    {
      reward: 0,
      transitions: [
        [0, 0.125, 3],
        [1, 0.875, -1],
      ],
    },
    {
      reward: -1,
      transitions: [
        [1, 0.5, 0],
        [0, 0.5, 2],
      ],
    },
  ],
];

const eighthsOf = (draw: Draw): readonly number[] => {
  const first = draw.integer(1, 7);
  return [first / 8, (8 - first) / 8];
};

/** Two or three states, each with one to three actions, the last state sometimes terminal. */
const drawnProblem = (draw: Draw): Problem => {
  const states = draw.integer(2, 3);
  const hasEnd = draw.isTrue();
  const actions = many(states, s =>
    hasEnd && s === states - 1
      ? []
      : many(draw.integer(1, 3), () => {
          const probabilities = eighthsOf(draw);
          return {
            reward: draw.eighths(-4, 4),
            transitions: probabilities.map(p => [draw.integer(0, states - 1), p] as const),
          };
        }),
  );
  return problem(actions, draw.integer(1, 7) / 8, draw.integer(1, 16) / 8);
};

const drawnValues = (draw: Draw, { mdp }: Problem): readonly number[] =>
  many(mdp.stateCount, () => draw.eighths(-8, 8));

const actionCounts = ({ mdp }: Problem): readonly number[] =>
  many(mdp.stateCount, s => mdp.pairOffsets[s + 1] - mdp.pairOffsets[s]);

const drawnPolicy = (draw: Draw, of: Problem): Policy =>
  actionCounts(of).map(count => (count === 0 ? [] : logs(...many(count, () => draw.integer(1, 8)))));

const uniform = (of: Problem): Policy =>
  actionCounts(of).map(count => (count === 0 ? [] : logs(...many(count, () => 1))));

/** What a wrong reading of these models gives away in any operator. */
const reading: readonly string[] = [
  'ProbabilitiesIgnored',
  'DuplicateOverwritten',
  'TransitionRewardsIgnored',
  'SuccessorsOffByOne',
];

export const optimalBackup: Cases<'optimalBackup'> = {
  operation: 'optimalBackup',
  statement:
    'alpha log sum over a of exp(Q(s, a) / alpha), where Q = r + discount E[V], V = 0 at terminal states and ends',
  basic: [
    call('one state, one action: r + discount V', [problem(single, 0.5, 1), [4]]),
    call('two states, values 0: the soft maximum of the rewards', [problem(pair, 0.5, 1), [0, 0]]),
    call('two states', [problem(pair, 0.5, 0.5), [1, -2]]),
  ],
  defects: [
    call(
      'temperature below 1',
      [problem(pair, 0.5, 0.5), [1, -2]],
      [
        'TemperatureForgottenInValue',
        'MaximumForSoftMaximum',
        'BoltzmannAverage',
        'DiscountMissing',
        'DiscountOutside',
        'SuccessorsOffByOne',
      ],
    ),
    call(
      'temperature above 1',
      [problem(uneven, 0.75, 4), [2, 1]],
      [
        'TemperatureForgottenInValue',
        'MaximumForSoftMaximum',
        'BoltzmannAverage',
        'DiscountMissing',
        'DiscountOutside',
      ],
    ),
    call(
      'one action in one of the states',
      [problem(uneven, 0.75, 1), [0, 0.5]],
      ['PaddedActions', 'MaximumForSoftMaximum', 'ProbabilitiesIgnored', 'SuccessorsOffByOne'],
    ),
    call(
      'what stands at the terminal state is ignored',
      [problem(ending, 0.75, 0.5), [1, -2, 64]],
      ['MaskForgotten', 'MaskInverted', 'MaskOnReward', 'TerminalAsAbsorbing', 'SuccessorsOffByOne'],
    ),
    call(
      'an end beside a terminal state',
      [problem(ending, 0.875, 2), [-3, 5, -1]],
      ['MaskForgotten', 'MaskInverted', 'MaskOnReward', 'DiscountMissing', 'DiscountOutside', 'ProbabilitiesIgnored'],
    ),
    call('successors named twice, rewards on transitions', [problem(slippery, 0.5, 0.5), [3, -1]], reading),
    call(
      'the same at temperature 0',
      [problem(slippery, 0.75, 0), [-2, 4]],
      [...reading, 'TemperatureZeroTakenForNone'],
    ),
    call(
      'temperature 0: the maximum',
      [problem(pair, 0.5, 0), [1, -2]],
      ['TemperatureZeroTakenForNone', 'TemperatureForgottenInValue'],
    ),
  ],
  edges: [
    call(
      'discount 0: values do not matter',
      [problem(pair, 0, 0.5), [1024, -1024]],
      ['DiscountMissing', 'DiscountOutside'],
    ),
    call('large values', [problem(pair, 0.5, 1), [4096, -4096]]),
    call(
      'temperature 1024',
      [problem(uneven, 0.75, 1024), [2, 1]],
      ['MaximumForSoftMaximum', 'TemperatureForgottenInValue'],
    ),
  ],
  drawn: drawn(draw => {
    const at = drawnProblem(draw);
    return [at, drawnValues(draw, at)];
  }),
};

const tilted: Policy = [logs(1, 7), logs(3, 1)];

export const policyBackup: Cases<'policyBackup'> = {
  operation: 'policyBackup',
  statement:
    'sum over a of pi(a | s) (Q(s, a) - alpha log pi(a | s)), where Q = r + discount E[V], V = 0 at terminal states and ends',
  basic: [
    call('one state, one action: r + discount V', [problem(single, 0.5, 1), [[0]], [4]]),
    call('two states, fair coins, temperature 0', [problem(pair, 0.5, 0), uniform(problem(pair, 0.5, 0)), [1, -2]]),
    call('two states', [problem(pair, 0.5, 0.5), tilted, [1, -2]]),
  ],
  defects: [
    call(
      'temperature below 1',
      [problem(pair, 0.5, 0.5), tilted, [1, -2]],
      [
        'EntropyMissing',
        'EntropySubtracted',
        'TemperatureSquared',
        'EntropyOfTheBatch',
        'ActionsReversed',
        'DiscountMissing',
        'DiscountOutside',
        'SuccessorsOffByOne',
      ],
    ),
    call(
      'a random state and one without a choice',
      [problem(uneven, 0.75, 2), [logs(1, 1, 2), [0]], [2, 1]],
      [
        'EntropyOfTheBatch',
        'EntropyMissing',
        'EntropySubtracted',
        'TemperatureSquared',
        'ActionsReversed',
        'DiscountMissing',
        'DiscountOutside',
      ],
    ),
    call(
      'what stands at the terminal state is ignored',
      [problem(ending, 0.75, 0.5), [logs(3, 1), logs(1, 3), []], [1, -2, 64]],
      ['MaskForgotten', 'MaskInverted', 'MaskOnReward', 'SuccessorsOffByOne', 'ActionsReversed'],
    ),
    call('successors named twice, rewards on transitions', [problem(slippery, 0.5, 0.5), tilted, [3, -1]], reading),
    call(
      'a deterministic policy',
      [
        problem(slippery, 0.75, 1),
        [
          [0, Number.NEGATIVE_INFINITY],
          [Number.NEGATIVE_INFINITY, 0],
        ],
        [-2, 4],
      ],
      [...reading, 'ActionsReversed'],
    ),
  ],
  edges: [
    call(
      'discount 0: values do not matter',
      [problem(pair, 0, 0.5), tilted, [1024, -1024]],
      ['DiscountMissing', 'DiscountOutside', 'EntropyMissing'],
    ),
    call(
      'temperature 1024',
      [problem(uneven, 0.75, 1024), [logs(1, 1, 2), [0]], [2, 1]],
      ['EntropyMissing', 'EntropySubtracted', 'EntropyOfTheBatch'],
    ),
  ],
  drawn: drawn(draw => {
    const at = drawnProblem(draw);
    return [at, drawnPolicy(draw, at), drawnValues(draw, at)];
  }),
};

export const softmaxPolicy: Cases<'softmaxPolicy'> = {
  operation: 'softmaxPolicy',
  statement:
    'log-probabilities of softmax(Q(s, .) / alpha), where Q = r + discount E[V]; an empty list at terminal states',
  basic: [
    call('one state, one action: log 1', [problem(single, 0.5, 1), [4]]),
    call('two states, values 0: the softmax of the rewards', [problem(pair, 0.5, 1), [0, 0]]),
    call('two states', [problem(pair, 0.5, 0.5), [1, -2]]),
  ],
  defects: [
    call(
      'temperature below 1',
      [problem(pair, 0.5, 0.5), [1, -2]],
      [
        'TemperatureForgottenInPolicy',
        'TemperatureMultiplied',
        'ExplorationMixedIn',
        'DiscountMissing',
        'DiscountOutside',
        'SuccessorsOffByOne',
      ],
    ),
    call(
      'temperature above 1',
      [problem(uneven, 0.75, 4), [2, 1]],
      ['TemperatureForgottenInPolicy', 'TemperatureMultiplied', 'ExplorationMixedIn', 'DiscountMissing'],
    ),
    call(
      'what stands at the terminal state is ignored',
      [problem(ending, 0.75, 0.5), [1, -2, 64]],
      ['MaskForgotten', 'SuccessorsOffByOne', 'ExplorationMixedIn'],
    ),
    call('successors named twice, rewards on transitions', [problem(slippery, 0.5, 0.5), [3, -1]], reading),
    call('temperature 0: the best action', [problem(pair, 0.5, 0), [0, 4]], ['TemperatureZeroTakenForNone']),
    call(
      'temperature 0: near is not equal',
      [problem(pair, 0.5, 0), [1, -0.5]],
      ['TiesWithinTolerance', 'TemperatureZeroTakenForNone'],
    ),
    call('temperature 0: a tie', [problem(pair, 0.5, 0), [1, -1]], ['TemperatureZeroTakenForNone']),
  ],
  edges: [
    call('discount 0: values do not matter', [problem(pair, 0, 0.5), [1024, -1024]], ['DiscountMissing']),
    call('large values', [problem(pair, 0.5, 1), [4096, -4096]]),
    call('temperature 1024: almost uniform', [problem(uneven, 0.75, 1024), [2, 1]]),
  ],
  drawn: drawn(draw => {
    const at = drawnProblem(draw);
    return [at, drawnValues(draw, at)];
  }),
};

/** Random walk of three states with two actions: never an end. */
const walk: Actions = [
  [
    {
      reward: 1,
      transitions: [
        [0, 0.75],
        [1, 0.25],
      ],
    },
    { reward: 0, transitions: [[1, 1]] },
  ],
  [
    {
      reward: -0.5,
      transitions: [
        [0, 0.5],
        [2, 0.5],
      ],
    },
    {
      reward: 0.25,
      transitions: [
        [2, 0.875],
        [0, 0.125],
      ],
    },
  ],
  [
    { reward: 2, transitions: [[0, 1]] },
    {
      reward: 1.5,
      transitions: [
        [2, 0.5],
        [1, 0.5],
      ],
    },
  ],
];

export const optimalValues: Cases<'optimalValues'> = {
  operation: 'optimalValues',
  statement: 'the fixed point of optimalBackup, each value within the error that is claimed with it',
  basic: [
    call('one state, one action: r / (1 - discount)', [problem(single, 0.5, 1)]),
    call('discount 0: the soft maximum of the rewards', [problem(pair, 0, 1)]),
    call('two states', [problem(pair, 0.5, 1)]),
  ],
  defects: [
    call(
      'temperature below 1',
      [problem(pair, 0.5, 0.5)],
      ['TemperatureForgottenInValue', 'MaximumForSoftMaximum', 'DiscountOutside', 'SuccessorsOffByOne'],
    ),
    call(
      'temperature above 1',
      [problem(uneven, 0.75, 4)],
      ['TemperatureForgottenInValue', 'MaximumForSoftMaximum', 'ProbabilitiesIgnored', 'DiscountOutside'],
    ),
    call(
      'two ways to end',
      [problem(ending, 0.75, 0.5)],
      ['TerminalAsAbsorbing', 'MaximumForSoftMaximum', 'SuccessorsOffByOne'],
    ),
    call(
      'successors named twice, rewards on transitions',
      [problem(slippery, 0.75, 0.5)],
      [...reading, 'TemperatureForgottenInValue'],
    ),
    call(
      'a long horizon: the last change is not the error',
      [problem(walk, 0.984375, 0.25)],
      ['LastChangeForError', 'SpanWithoutCorrection', 'MaximumForSoftMaximum'],
    ),
    call('the hard problem', [problem(walk, 0.75, 0)], ['TemperatureForgottenInValue', 'ProbabilitiesIgnored']),
  ],
  edges: [
    call('a horizon of a thousand steps', [problem(walk, 0.9990234375, 0.5)], ['MaximumForSoftMaximum']),
    call(
      'temperature 64: entropy is all that counts',
      [problem(uneven, 0.75, 64)],
      ['MaximumForSoftMaximum', 'TemperatureForgottenInValue'],
    ),
    call(
      'temperature 1/64: nearly the hard problem',
      [problem(walk, 0.875, 0.015625)],
      ['TemperatureForgottenInValue'],
    ),
  ],
  drawn: drawn(draw => [drawnProblem(draw)]),
};

export const policyValues: Cases<'policyValues'> = {
  operation: 'policyValues',
  statement: 'the fixed point of policyBackup, each value within the error that is claimed with it',
  basic: [
    call('one state, one action: r / (1 - discount)', [problem(single, 0.5, 1), [[0]]]),
    call('two states, fair coins, temperature 0', [problem(pair, 0.5, 0), uniform(problem(pair, 0.5, 0))]),
    call('two states', [problem(pair, 0.5, 1), tilted]),
  ],
  defects: [
    call(
      'temperature below 1',
      [problem(pair, 0.5, 0.5), tilted],
      [
        'EntropyMissing',
        'EntropySubtracted',
        'TemperatureSquared',
        'EntropyOutsideDiscount',
        'EntropyInBits',
        'SuccessorsOffByOne',
      ],
    ),
    call(
      'a random state and one without a choice',
      [problem(uneven, 0.75, 2), [logs(1, 1, 2), [0]]],
      [
        'EntropyOutsideDiscount',
        'EntropyMissing',
        'EntropySubtracted',
        'TemperatureSquared',
        'EntropyInBits',
        'ProbabilitiesIgnored',
      ],
    ),
    call(
      'two ways to end',
      [problem(ending, 0.75, 0.5), [logs(3, 1), logs(1, 3), []]],
      ['EntropyOutsideDiscount', 'EntropyMissing', 'SuccessorsOffByOne'],
    ),
    call('successors named twice, rewards on transitions', [problem(slippery, 0.75, 0.5), tilted], reading),
    call(
      'a long horizon',
      [problem(walk, 0.984375, 0.25), [logs(1, 1), logs(1, 3), logs(5, 3)]],
      ['EntropyOutsideDiscount', 'EntropyMissing', 'EntropyInBits'],
    ),
  ],
  edges: [
    call(
      'a deterministic policy',
      [
        problem(slippery, 0.75, 1),
        [
          [0, Number.NEGATIVE_INFINITY],
          [Number.NEGATIVE_INFINITY, 0],
        ],
      ],
      reading,
    ),
    call(
      'temperature 64: entropy is all that counts',
      [problem(uneven, 0.75, 64), [logs(1, 1, 2), [0]]],
      ['EntropyMissing', 'EntropyOutsideDiscount'],
    ),
  ],
  drawn: drawn(draw => {
    const at = drawnProblem(draw);
    return [at, drawnPolicy(draw, at)];
  }),
};
