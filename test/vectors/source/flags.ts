/** Defects that were published, or that lie near: what goes wrong, what follows, where it was reported, and the wrong formula itself. */
import type { Operations, Problem } from '../../../properties/subject.ts';
import { exp, log } from '../../../src/numerics/index.ts';
import { correct, mutants } from '../../mutants/catalogue.ts';
import type { EnclosedOperation } from './cases.ts';

export const BUG_TYPES = [
  'missing term',
  'wrong sign',
  'wrong temperature',
  'wrong mask',
  'wrong reduction',
  'wrong argument',
  'wrong reading of the model',
  'wrong density',
  'numerical',
  'false claim',
] as const;

export interface Flag {
  readonly bugType: (typeof BUG_TYPES)[number];
  /** What is computed in place of what is right. */
  readonly description: string;
  /** What follows from it. */
  readonly effect: string;
  /** Public reports of this defect; none where it is only known to be easily made. */
  readonly links: readonly string[];
  /** The operations with the defect. */
  readonly wrong: Partial<Operations>;
}

/** Some operations of a wrong formula of `test/mutants`. */
const of = (name: string, ...operations: readonly EnclosedOperation[]): Partial<Operations> => {
  const { subject } = mutants.find(mutant => mutant.name === name)!;
  return Object.fromEntries(operations.map(operation => [operation, subject[operation]!]));
};

const issue = (repository: string, ...numbers: readonly number[]): readonly string[] =>
  numbers.map(number => `https://github.com/${repository}/issues/${number}`);
const pull = (repository: string, ...numbers: readonly number[]): readonly string[] =>
  numbers.map(number => `https://github.com/${repository}/pull/${number}`);

const atTemperature = (problem: Problem, temperature: number): Problem => ({ ...problem, temperature });

/** $\tau$ of the usual configuration, whatever was asked for. */
const FIXED_RATE = 1 / 256;

const LOG_FORGOTTEN = pull('pytorch/rl', 1750);
const SUMMED_WRONGLY = [
  ...issue('p-christ/Deep-Reinforcement-Learning-Algorithms-with-PyTorch', 54),
  ...issue('toshikwa/rltorch', 1),
];
const BROADCAST = [
  ...pull('ray-project/ray', 6295),
  ...pull('thu-ml/tianshou', 155),
  ...issue('google-deepmind/acme', 277),
];
const NOT_SUMMED = [
  ...issue('thu-ml/tianshou', 40),
  ...pull('PacktPublishing/Tensorflow-2-Reinforcement-Learning-Cookbook', 46),
];
const LOG_OF_ZERO = [
  ...issue('rail-berkeley/rlkit', 37),
  ...issue('rlworkgroup/garage', 1174),
  ...issue('Kaixhin/spinning-up-basic', 2),
];

/** Every flag by its name. */
export const flags: Readonly<Record<string, Flag>> = {
  TemperatureForgottenInValue: {
    bugType: 'wrong temperature',
    description: 'The soft maximum is log sum exp Q, without the temperature.',
    effect: 'Right at temperature 1 only; elsewhere entropy is paid at another price than the policy reckons with.',
    links: issue('haarnoja/softqlearning', 5),
    wrong: of('temperature forgotten in the value', 'logSumExp', 'optimalBackup', 'optimalValues'),
  },
  MaximumForSoftMaximum: {
    bugType: 'wrong temperature',
    description: 'Values are iterated with the maximum over actions, and only the policy is a softmax.',
    effect: 'The policy is not optimal for the values it is made of: they leave out its entropy.',
    links: issue('MatthewJA/Inverse-Reinforcement-Learning', 4),
    wrong: of('maximum for log-sum-exp', 'logSumExp', 'optimalBackup', 'optimalValues'),
  },
  TemperatureForgottenInPolicy: {
    bugType: 'wrong temperature',
    description: 'The policy is softmax(Q), without the temperature.',
    effect: 'Too random below temperature 1, too greedy above; the scale of the rewards changes the policy.',
    links: issue('BY571/Munchausen-RL', 2),
    wrong: of('temperature forgotten in the softmax', 'softmax', 'softmaxPolicy'),
  },
  TemperatureMultiplied: {
    bugType: 'wrong temperature',
    description: 'The policy is softmax(alpha Q): multiplied where it should be divided.',
    effect: 'A higher temperature makes the policy greedier.',
    links: [],
    wrong: of('temperature multiplied', 'softmax', 'softmaxPolicy'),
  },
  TemperatureSquared: {
    bugType: 'wrong temperature',
    description: 'The temperature is applied twice to the entropy.',
    effect: 'Right at temperature 1 only.',
    links: [],
    wrong: of('temperature squared', 'stateValue', 'policyBackup', 'policyValues'),
  },
  MeanOfExponentials: {
    bugType: 'wrong reduction',
    description: 'The mean of the exponentials in place of their sum.',
    effect: 'Values lack alpha log n: the entropy that the number of actions allows.',
    links: [],
    wrong: of('mellowmax for log-sum-exp', 'logSumExp'),
  },
  BoltzmannAverage: {
    bugType: 'missing term',
    description: 'The mean of Q under the softmax, without its entropy, in place of the soft maximum.',
    effect: 'Not a contraction: values can cycle.',
    links: [],
    wrong: {
      ...of('Boltzmann average for log-sum-exp', 'logSumExp'),
      ...of('Boltzmann average for the optimal backup', 'optimalBackup'),
    },
  },
  NoShift: {
    bugType: 'numerical',
    description: 'exp(Q / alpha) as it stands, without subtracting the maximum first.',
    effect: 'Infinite or NaN as soon as Q / alpha exceeds 709, in single precision 88, and log 0 below -745.',
    links: issue('keras-rl/keras-rl', 25),
    wrong: {
      ...of('no shift by the maximum', 'logSumExp'),
      softmax: (q, temperature) => {
        const weights = q.map(x => exp(x / temperature));
        const mass = weights.reduce((a, b) => a + b, 0);
        return weights.map(w => log(w / mass));
      },
    },
  },
  DivisionByTemperatureZero: {
    bugType: 'numerical',
    description: 'Temperature 0 is divided by.',
    effect: 'NaN where the limit is the maximum.',
    links: [],
    wrong: of('temperature 0 divided by', 'logSumExp'),
  },
  TemperatureZeroTakenForNone: {
    bugType: 'wrong temperature',
    description: 'Temperature 0 counts as not given, and a default of 1 takes its place.',
    effect: 'Who asks for the greedy policy gets a random one.',
    links: [],
    wrong: {
      ...of('temperature 0 taken for none given', 'softmaxPolicy'),
      softmax: (q, temperature) => correct.softmax(q, temperature || 1),
      optimalBackup: (problem, values) =>
        correct.optimalBackup(atTemperature(problem, problem.temperature || 1), values),
    },
  },
  LogarithmForgotten: {
    bugType: 'wrong argument',
    description: 'Probabilities stand where log-probabilities should: the logarithm was forgotten.',
    effect: 'The entropy bonus is minus the mean probability; it never exceeds 0.',
    links: LOG_FORGOTTEN,
    wrong: {
      softmax: (q, temperature) => correct.softmax(q, temperature).map(exp),
      entropy: logPolicy => -logPolicy.reduce((total, l) => total + exp(l) * exp(l), 0),
      stateValue: (logPolicy, q, temperature) =>
        logPolicy.reduce((total, l, a) => total + exp(l) * (q[a] - temperature * exp(l)), 0),
    },
  },
  NotNormalised: {
    bugType: 'missing term',
    description: 'Q / alpha is returned as the log-probability, without its normaliser.',
    effect: 'Probabilities do not sum to 1, and every entropy is off by log Z.',
    links: [],
    wrong: of('softmax without normalisation', 'softmax'),
  },
  ExplorationMixedIn: {
    bugType: 'wrong argument',
    description: 'A tenth of the uniform policy is mixed into the softmax.',
    effect: 'The policy is not the optimum that its temperature defines.',
    links: [],
    wrong: {
      ...of('exploration mixed into the softmax', 'softmax'),
      ...of('exploration mixed into the improved policy', 'softmaxPolicy'),
    },
  },
  TiesWithinTolerance: {
    bugType: 'wrong argument',
    description: 'At temperature 0 all actions that are nearly the best share the probability.',
    effect: 'The greedy policy loses what lies between them.',
    links: [],
    wrong: of('ties within a tolerance', 'softmaxPolicy'),
  },
  ZeroTimesLogarithmOfZero: {
    bugType: 'numerical',
    description: 'An action of probability 0 is not left out: 0 times infinity is NaN.',
    effect: 'One masked action makes the value of its state NaN.',
    links: LOG_FORGOTTEN,
    wrong: {
      ...of('zero times the logarithm of zero', 'stateValue'),
      entropy: logPolicy => -logPolicy.reduce((total, l) => total + exp(l) * l, 0),
      klObjective: (logPolicy, q, temperature) =>
        logPolicy.reduce((total, l, a) => total + exp(l) * (temperature * l - q[a]), 0),
    },
  },
  MeanOverActions: {
    bugType: 'wrong reduction',
    description: 'The terms pi (Q - alpha log pi) are averaged over the actions where they should be summed.',
    effect: 'Values shrink by the number of actions.',
    links: SUMMED_WRONGLY,
    wrong: {
      ...of('mean over actions for their sum', 'stateValue'),
      entropy: logPolicy => correct.entropy(logPolicy) / logPolicy.length,
      klObjective: (logPolicy, q, temperature) => correct.klObjective(logPolicy, q, temperature) / q.length,
    },
  },
  EntropyInBits: {
    bugType: 'wrong argument',
    description: 'The entropy is taken with logarithms to base 2.',
    effect: 'Temperatures and target entropies mean something else than in nats.',
    links: [],
    wrong: {
      ...of('entropy in bits', 'entropy'),
      ...of('values with entropy in bits', 'policyValues'),
      ...of('logarithm to base 2', 'logSumExp'),
    },
  },
  EntropyMissing: {
    bugType: 'missing term',
    description: 'The value of the next state leaves out the entropy of the policy there.',
    effect: 'The critic learns the ordinary value while the actor maximises the soft one.',
    links: [...issue('rail-berkeley/rlkit', 43), ...pull('coax-dev/coax', 11)],
    wrong: {
      ...of('entropy missing', 'stateValue', 'policyBackup', 'policyValues'),
      ...of('entropy missing from the target', 'criticTarget'),
      ...of('entropy missing from the value target', 'valueTarget'),
    },
  },
  EntropySubtracted: {
    bugType: 'wrong sign',
    description: 'The entropy is subtracted from the value, not added.',
    effect: 'States are worth less where the policy is random: exploration is punished.',
    links: [],
    wrong: {
      ...of('entropy with the wrong sign', 'stateValue', 'policyBackup', 'policyValues'),
      ...of('entropy with the wrong sign in the target', 'criticTarget'),
      ...of('policy that flees entropy', 'policyLoss'),
    },
  },
  DivergenceReversed: {
    bugType: 'wrong argument',
    description: 'KL(softmax || pi) in place of KL(pi || softmax): the arguments are swapped.',
    effect:
      'The policy covers all that is good on the average in place of seeking the best; a bonus for entropy it is not.',
    links: [...issue('Kaixhin/ACER', 6), ...issue('pytorch/pytorch', 57459), ...pull('huggingface/trl', 4935)],
    wrong: of('reversed relative entropy', 'klObjective'),
  },
  ObjectiveUpsideDown: {
    bugType: 'wrong sign',
    description: 'What is to be minimised comes with the sign of what is to be maximised.',
    effect: 'The policy is trained to be as bad as it can.',
    links: [],
    wrong: {
      ...of('objective with the wrong sign', 'klObjective'),
      ...of('policy loss with the wrong sign', 'policyLoss'),
      ...of('gradient of the policy upwards', 'policyGradient'),
    },
  },
  EntropyOfTheBatch: {
    bugType: 'wrong reduction',
    description: 'A column less a row is a table: every state gets the mean entropy of all states in place of its own.',
    effect: 'Shapes fit after the mean, nothing complains, and the values of certain and uncertain states are mixed.',
    links: BROADCAST,
    wrong: {
      ...of('entropy of the batch', 'policyBackup'),
      ...of('entropy averaged over the batch', 'criticTarget'),
      ...of('column less row in the value target', 'valueTarget'),
    },
  },
  PaddedActions: {
    bugType: 'wrong reading of the model',
    description: 'The softmax runs over actions that do not exist in this state.',
    effect: 'Values rise by the entropy of illegal actions; fixtures where all actions are legal do not show it.',
    links: pull('google-deepmind/open_spiel', 1610),
    wrong: of('softmax over actions that do not exist', 'optimalBackup'),
  },
  DiscountMissing: {
    bugType: 'missing term',
    description: 'The value of the next state is not discounted.',
    effect: 'No contraction: values grow without bound.',
    links: [],
    wrong: of('discount missing', 'optimalBackup', 'policyBackup', 'softmaxPolicy'),
  },
  DiscountOutside: {
    bugType: 'wrong argument',
    description: 'The reward is discounted along with what follows.',
    effect: 'All rewards come a step too late.',
    links: [],
    wrong: of('discount outside', 'optimalBackup', 'policyBackup', 'softmaxPolicy', 'optimalValues'),
  },
  MaskForgotten: {
    bugType: 'wrong mask',
    description: 'The value of the next state is used although the episode ended there.',
    effect: 'What a network happens to say of terminal states leaks into all values.',
    links: [],
    wrong: {
      ...of('mask forgotten', 'optimalBackup', 'policyBackup', 'softmaxPolicy'),
      ...of('mask forgotten in the batch', 'criticTarget'),
    },
  },
  MaskOnReward: {
    bugType: 'wrong mask',
    description: 'The reward of the last step is masked too.',
    effect: 'What ends an episode pays nothing: goals are never found.',
    links: [],
    wrong: {
      ...of('mask on the reward too', 'optimalBackup', 'policyBackup'),
      ...of('reward masked too', 'criticTarget'),
    },
  },
  MaskInverted: {
    bugType: 'wrong mask',
    description: 'The mask is 1 where the episode ended and 0 where it goes on.',
    effect: 'Nothing is learned beyond one step, and ends are worth what follows them.',
    links: [],
    wrong: {
      ...of('mask inverted', 'optimalBackup', 'policyBackup'),
      ...of('mask inverted in the batch', 'criticTarget'),
    },
  },
  TerminalAsAbsorbing: {
    bugType: 'wrong reading of the model',
    description: 'Terminal states are given actions that lead back to them.',
    effect: 'There they collect entropy for ever: being dead pays.',
    links: [],
    wrong: of('terminal states as absorbing ones', 'optimalBackup', 'optimalValues'),
  },
  SuccessorsOffByOne: {
    bugType: 'wrong reading of the model',
    description: 'Successors are counted from 1.',
    effect: 'Every transition leads to the neighbour of where it should.',
    links: [],
    wrong: of(
      'successors off by one',
      'optimalBackup',
      'policyBackup',
      'softmaxPolicy',
      'optimalValues',
      'policyValues',
    ),
  },
  ActionsReversed: {
    bugType: 'wrong reading of the model',
    description: 'The actions of the policy and of the model are in another order.',
    effect: 'Probabilities go with the values of other actions.',
    links: [],
    wrong: of('actions in reverse order', 'policyBackup'),
  },
  ProbabilitiesIgnored: {
    bugType: 'wrong reading of the model',
    description: 'The mean over successors ignores their probabilities.',
    effect: 'Rare successors count like frequent ones.',
    links: [],
    wrong: of(
      'probabilities ignored',
      'optimalBackup',
      'policyBackup',
      'softmaxPolicy',
      'optimalValues',
      'policyValues',
    ),
  },
  DuplicateOverwritten: {
    bugType: 'wrong reading of the model',
    description: 'A successor that is named twice counts once, with its last probability.',
    effect: 'Models where a wall makes two moves end in one place, such as FrozenLake, are read wrongly.',
    links: [],
    wrong: of(
      'a successor named twice counted once',
      'optimalBackup',
      'policyBackup',
      'softmaxPolicy',
      'optimalValues',
      'policyValues',
    ),
  },
  TransitionRewardsIgnored: {
    bugType: 'missing term',
    description: 'What a transition pays is left out, only what the action pays counts.',
    effect: 'A goal that pays on arrival is worth nothing.',
    links: [],
    wrong: of(
      'rewards on transitions ignored',
      'optimalBackup',
      'policyBackup',
      'softmaxPolicy',
      'optimalValues',
      'policyValues',
    ),
  },
  LastChangeForError: {
    bugType: 'false claim',
    description: 'The last change of a value iteration is claimed as its error.',
    effect: 'The error is larger by up to 1 / (1 - discount).',
    links: [],
    wrong: of('last change claimed as the error', 'optimalValues'),
  },
  SpanWithoutCorrection: {
    bugType: 'false claim',
    description: 'Value iteration stops when all states change alike, and publishes the last iterate.',
    effect: 'The policy is right, the values are off by what the common change adds up to.',
    links: [],
    wrong: of('span stop without correction', 'optimalValues'),
  },
  EntropyOutsideDiscount: {
    bugType: 'wrong mask',
    description:
      'The entropy of the next action stands outside of the discount, and outside of the mask where there is one.',
    effect:
      'The last state of an episode is paid for an action that is never taken, and entropy is overpaid by 1 / discount.',
    links: [
      ...issue('DLR-RM/stable-baselines3', 76),
      ...issue('rail-berkeley/serl', 93),
      ...issue('seungeunrho/minimalRL', 63),
    ],
    wrong: {
      ...of('entropy outside the discount', 'policyValues'),
      ...of('entropy outside of discount and mask', 'criticTarget'),
    },
  },
  EntropyOutsideDiscountMasked: {
    bugType: 'wrong mask',
    description: 'The entropy of the next action is masked, but not discounted.',
    effect: 'Entropy is overpaid by 1 / discount.',
    links: [],
    wrong: of('entropy outside of the discount, masked', 'criticTarget'),
  },
  TemperatureForgotten: {
    bugType: 'wrong temperature',
    description: 'The log-probability is used without the temperature.',
    effect: 'Right at temperature 1 only; a learned temperature has no effect.',
    links: [],
    wrong: {
      ...of('temperature forgotten in the target', 'criticTarget'),
      ...of('temperature forgotten in the policy loss', 'policyLoss'),
      valueTarget: batch => correct.valueTarget({ ...batch, temperature: 1 }),
    },
  },
  LogarithmOfTemperature: {
    bugType: 'wrong temperature',
    description: 'The learned logarithm of the temperature is used where the temperature belongs.',
    effect: 'Below temperature 1 the entropy bonus has the wrong sign.',
    links: [],
    wrong: of('logarithm of the temperature in place of it', 'criticTarget'),
  },
  DiscountInHalfPrecision: {
    bugType: 'numerical',
    description: 'The discount is held in 8 bits.',
    effect: 'The horizon changes: 0.99 becomes 0.988, a seventh shorter.',
    links: pull('Denys88/rl_games', 356),
    wrong: of('discount in half precision', 'criticTarget'),
  },
  DoneForTerminated: {
    bugType: 'wrong mask',
    description: 'An episode that was cut off by a time limit counts as ended: done = terminated or truncated.',
    effect: 'States near the time limit seem worthless, though the observation does not show the time.',
    links: [...issue('DLR-RM/stable-baselines3', 284), ...pull('jsboige/CoursIA', 7831)],
    wrong: {
      ...of('done flag as the mask', 'criticTarget'),
      ...of('rollout that stops bootstrapping where truncated', 'rolloutTarget'),
    },
  },
  TruncatedForTerminated: {
    bugType: 'wrong mask',
    description: 'The mask is taken from truncated in place of terminated.',
    effect: 'Bootstraps where the episode ended, stops where it was only cut off.',
    links: pull('Toni-SM/skrl', 363),
    wrong: of('truncated taken for terminated', 'criticTarget'),
  },
  MaximumOfTwins: {
    bugType: 'wrong reduction',
    description: 'The larger of the two critics is used.',
    effect: 'Overestimation, which the twins are there to prevent.',
    links: [],
    wrong: of('maximum of the twins', 'criticTarget', 'valueTarget'),
  },
  TwinUnused: {
    bugType: 'wrong reduction',
    description: 'One critic stands where the minimum of both belongs: min(Q1, Q1), or a minimum that nothing uses.',
    effect: 'Overestimation, which the twins are there to prevent.',
    links: [
      ...pull('ray-project/ray', 7354),
      ...issue('AI4Finance-Foundation/ElegantRL', 25),
      ...issue('BY571/Randomized-Ensembled-Double-Q-learning-REDQ-', 3),
    ],
    wrong: of('first twin twice', 'criticTarget', 'valueTarget'),
  },
  MinimumOverBatch: {
    bugType: 'wrong reduction',
    description: 'The minimum runs over the batch too.',
    effect: 'All transitions share the value of the worst.',
    links: [],
    wrong: of('minimum over the batch', 'criticTarget'),
  },
  TableOfTargets: {
    bugType: 'wrong reduction',
    description: 'A column and a row are combined to a table of n by n targets.',
    effect: 'A loss against it regresses every prediction to the mean of all targets.',
    links: BROADCAST,
    wrong: of('table of targets', 'criticTarget'),
  },
  EntropiesBetweenMissing: {
    bugType: 'missing term',
    description: 'An n-step target adds the entropy at its last step only.',
    effect: 'The target is not the soft value: it lacks the entropies of the steps between.',
    links: [...pull('coax-dev/coax', 7), ...pull('HorizonRobotics/alf', 829)],
    wrong: of('entropies of the steps between missing', 'rolloutTarget'),
  },
  RolloutAcrossEnd: {
    bugType: 'wrong mask',
    description: 'Only the last step of a rollout is asked whether the episode ended.',
    effect: 'Rewards of the next episode count for this one.',
    links: [],
    wrong: of('rollout across the end of the episode', 'rolloutTarget'),
  },
  RolloutAcrossReset: {
    bugType: 'wrong mask',
    description: 'A rollout goes on where the episode was cut off and the environment reset.',
    effect: 'Rewards of the next episode count for this one.',
    links: [],
    wrong: of('rollout across a reset', 'rolloutTarget'),
  },
  BootstrapDiscountedOnce: {
    bugType: 'wrong argument',
    description: 'The value after k steps is discounted once in place of k times.',
    effect: 'No contraction to the true values.',
    links: [],
    wrong: of('bootstrap of a rollout discounted once', 'rolloutTarget'),
  },
  EveryPair: {
    bugType: 'wrong reduction',
    description: 'A column of predictions less a row of targets: every prediction is held against every target.',
    effect: 'The critic learns the mean of all targets for every state.',
    links: BROADCAST,
    wrong: of('every prediction against every target', 'criticLoss'),
  },
  SumForMean: {
    bugType: 'wrong reduction',
    description: 'The loss is summed over the batch, not averaged.',
    effect: 'The learning rate grows with the size of the batch.',
    links: [],
    wrong: {
      ...of('sum over the batch for the mean', 'criticLoss'),
      ...of('sum for the mean in the policy loss', 'policyLoss'),
      ...of('gradient summed over the batch', 'policyGradient'),
    },
  },
  SquareOfMean: {
    bugType: 'wrong reduction',
    description: 'The mean error is squared, not every error.',
    effect: 'Errors of opposite sign cancel: the loss is 0 for a useless critic.',
    links: [],
    wrong: of('square of the mean error', 'criticLoss'),
  },
  CriticDetached: {
    bugType: 'missing term',
    description: 'No gradient flows from the critic through the action to the policy.',
    effect: 'The policy learns entropy and nothing else.',
    links: [],
    wrong: of('critic detached from the action', 'policyGradient'),
  },
  ActionDetached: {
    bugType: 'missing term',
    description: 'The action is sampled without gradient, and yet the pathwise loss is used.',
    effect: 'What is left is the gradient of log pi at a fixed action, whose mean is 0: nothing is learned of Q.',
    links: pull('jankrepl/deepdow', 106),
    wrong: of('sampled action detached from the policy', 'policyGradient'),
  },
  CriticUnscaled: {
    bugType: 'wrong argument',
    description: 'The critic sees the action before it is scaled, the environment after.',
    effect: 'The gradient belongs to other actions than those that are taken.',
    links: pull('thu-ml/tianshou', 332, 333),
    wrong: of('critic that sees unscaled actions', 'policyGradient'),
  },
  TemperatureUpsideDown: {
    bugType: 'wrong sign',
    description: 'The loss of the temperature has the wrong sign.',
    effect: 'The temperature rises where entropy is above its target, and falls where it is below: it runs away.',
    links: [...issue('AI4Finance-Foundation/ElegantRL', 10), ...issue('huggingface/lerobot', 1871)],
    wrong: of('temperature loss with the wrong sign', 'temperatureLoss'),
  },
  TargetEntropyNegated: {
    bugType: 'wrong sign',
    description: 'The target entropy is added, not subtracted.',
    effect: 'Aims at an entropy of the opposite sign, mostly one that no policy has.',
    links: issue('rail-berkeley/softlearning', 163),
    wrong: of('target entropy with the wrong sign', 'temperatureLoss'),
  },
  TargetEntropyIgnored: {
    bugType: 'missing term',
    description: 'A target entropy that is given as a number has no effect.',
    effect: 'The temperature is tuned for entropy 0.',
    links: issue('pytorch/rl', 3309),
    wrong: of('target entropy ignored', 'temperatureLoss'),
  },
  TemperatureDetached: {
    bugType: 'missing term',
    description: 'No gradient reaches the parameter of the temperature.',
    effect: 'A temperature that is said to be learned stays where it began.',
    links: [],
    wrong: of('temperature detached from its loss', 'temperatureLoss'),
  },
  ScaleMissing: {
    bugType: 'missing term',
    description: 'The action is scaled, its density is not: the sum of log c is missing.',
    effect: 'Entropies are off by a constant, so that a target entropy means another policy.',
    links: [...issue('openai/spinningup', 314), ...pull('Denys88/rl_games', 356)],
    wrong: of('scale missing from the density', 'squashedGaussian'),
  },
  SquashingAdded: {
    bugType: 'wrong sign',
    description: 'The logarithm of the derivative of tanh is added, not subtracted.',
    effect: 'The density falls where squashing crowds actions together; it does not integrate to 1.',
    links: [...pull('google-deepmind/rlax', 11), ...issue('danielward27/flowjax', 208)],
    wrong: of('squashing added for subtracted', 'squashedGaussian'),
  },
  TangentTwice: {
    bugType: 'wrong density',
    description: 'The squashed action is squashed again inside of the correction: log(1 - tanh(tanh u)^2).',
    effect: 'The correction never exceeds 0.87: no density near the bounds.',
    links: issue('boyu-ai/Hands-on-RL', 44, 121),
    wrong: of('hyperbolic tangent twice', 'squashedGaussian'),
  },
  ScaledActionInCorrection: {
    bugType: 'wrong density',
    description: 'The scaled action stands in the correction: log(1 - (c tanh u)^2).',
    effect: 'The logarithm of a negative number, NaN, as soon as the scale exceeds 1.',
    links: [
      ...issue('cpnota/autonomous-learning-library', 139, 140, 256),
      ...issue('RickYang2016/Bayesian-Soft-Actor-Critic', 3),
      ...issue('philtabor/Actor-Critic-Methods-Paper-To-Code', 7),
    ],
    wrong: of('scaled action in the correction', 'squashedGaussian'),
  },
  CorrectionMissing: {
    bugType: 'missing term',
    description: 'The density of the Gaussian is used for the squashed action.',
    effect: 'Entropy can be had without end by widening the Gaussian: actions stick to their bounds.',
    links: [],
    wrong: of('correction for squashing missing', 'squashedGaussian'),
  },
  MeanSquashed: {
    bugType: 'wrong density',
    description: 'tanh is applied to the mean and not to the sample, and yet corrected for.',
    effect: 'Actions leave their bounds, and the density belongs to none of them.',
    links: [...issue('hwang-ua/inac_pytorch', 1), ...issue('thu-ml/tianshou', 98)],
    wrong: of('action not squashed but corrected for', 'squashedGaussian'),
  },
  MeanOverCoordinates: {
    bugType: 'wrong reduction',
    description: 'Log-densities are averaged over the coordinates of an action where they add up.',
    effect: 'The temperature is divided by the number of coordinates; one coordinate does not show it.',
    links: NOT_SUMMED,
    wrong: of('mean over coordinates for their sum', 'squashedGaussian'),
  },
  DensitiesNotSummed: {
    bugType: 'wrong reduction',
    description: 'One log-density for every coordinate is returned in place of their sum.',
    effect: 'Broadcast against values of shape (n, 1) it becomes the mean over coordinates.',
    links: NOT_SUMMED,
    wrong: of('densities not summed over coordinates', 'squashedGaussian'),
  },
  SumOverBatch: {
    bugType: 'wrong reduction',
    description: 'The sum of log-densities runs over the batch too.',
    effect: 'All samples share one number.',
    links: pull('PacktPublishing/Tensorflow-2-Reinforcement-Learning-Cookbook', 46),
    wrong: of('densities summed over the batch', 'squashedGaussian'),
  },
  NormalConstantMissing: {
    bugType: 'missing term',
    description: 'The constant log sqrt(2 pi) is left out for every coordinate.',
    effect: 'Entropies are off by a constant, so that a target entropy means another policy.',
    links: [],
    wrong: of('constant of the normal density missing', 'squashedGaussian'),
  },
  DeviationForItsLogarithm: {
    bugType: 'wrong argument',
    description: 'The deviation is taken for its logarithm, or the other way round.',
    effect: 'Bounds that are meant for the logarithm cut the deviation off, and exploration with it.',
    links: issue('huggingface/lerobot', 2108),
    wrong: of('deviation taken for its logarithm', 'squashedGaussian'),
  },
  DeviationAtLeastOne: {
    bugType: 'wrong argument',
    description: 'The logarithm of the deviation goes through a ReLU.',
    effect: 'No deviation below 1: the policy cannot become certain.',
    links: issue('sweetice/Deep-reinforcement-learning-with-pytorch', 36),
    wrong: of('logarithm of the deviation cut off at 0', 'squashedGaussian'),
  },
  VarianceForDeviation: {
    bugType: 'wrong argument',
    description: 'The variance stands where the deviation belongs.',
    effect: 'Right at deviation 1 only.',
    links: [],
    wrong: of('variance for the deviation', 'squashedGaussian'),
  },
  LogarithmOfZero: {
    bugType: 'numerical',
    description: 'log(1 - tanh(u)^2) as it stands.',
    effect: 'Minus infinity as soon as tanh u rounds to 1: beyond |u| = 19, in single precision 9.',
    links: LOG_OF_ZERO,
    wrong: of('logarithm of 0 far out', 'squashedGaussian'),
  },
  ConstantAgainstLogarithmOfZero: {
    bugType: 'numerical',
    description: 'log(1 - tanh(u)^2 + 1e-6).',
    effect: 'Finite and wrong: the density stops growing at 13.8 per coordinate, and its gradient is lost.',
    links: LOG_OF_ZERO,
    wrong: of('constant against the logarithm of 0', 'squashedGaussian'),
  },
  RateExchanged: {
    bugType: 'wrong argument',
    description: 'tau and 1 - tau are exchanged.',
    effect: 'The target network follows almost at once: what it is for is lost.',
    links: [...issue('reinshift/MADDPG', 10), ...pull('kengz/SLM-Lab', 398, 399)],
    wrong: of('rate of the moving average exchanged', 'movingAverage'),
  },
  RateIgnored: {
    bugType: 'wrong argument',
    description: 'The rate that is asked for is ignored, and the configured one is used.',
    effect: 'tau = 1 does not copy, so that the target network starts from its own random weights.',
    links: [
      ...pull('mimoralea/gdrl', 14),
      ...pull('ray-project/ray', 45614),
      ...issue('rail-berkeley/softlearning', 18),
    ],
    wrong: { movingAverage: (_, online, target) => correct.movingAverage(FIXED_RATE, online, target) },
  },
  OnlineOverwritten: {
    bugType: 'wrong argument',
    description: 'The hard copy stands where the average belongs.',
    effect: 'The target network moves with every step.',
    links: [],
    wrong: { movingAverage: (_, online) => online },
  },
  DensityTakenForProbability: {
    bugType: 'wrong sign',
    description: 'The log-probabilities are taken by magnitude, as if densities never exceeded 1.',
    effect: 'Right for discrete actions; wrong as soon as a Gaussian is narrow.',
    links: [],
    wrong: {
      temperatureLoss: batch => correct.temperatureLoss({ ...batch, logProb: batch.logProb.map(l => -Math.abs(l)) }),
      valueTarget: batch => correct.valueTarget({ ...batch, logProb: batch.logProb.map(l => -Math.abs(l)) }),
    },
  },
};
