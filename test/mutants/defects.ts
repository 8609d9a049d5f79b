/** Published defects, or what was taken for one, that no wrong formula of the catalogue stands for, and why. */

/** Why a defect is not in the catalogue. */
export type Reason =
  /** The right numbers, or numbers that the agent cannot tell from the right ones. */
  | 'equivalent'
  /** Reported as a defect, and none: the laws must let it pass. */
  | 'right'
  /** A fault in what is kept from step to step that no operation shows. */
  | 'state'
  /** A wrong choice, default or option, for formulas that are right. */
  | 'choice';

export interface Defect {
  readonly what: string;
  /** As in the catalogue's `like`; empty for what was never reported. */
  readonly where: readonly string[];
  readonly reason: Reason;
  readonly why: string;
}

export const defects: readonly Defect[] = [
  {
    what: 'Freezing the critics during the step of the policy does nothing, because its iterator is used up',
    where: ['openai/spinningup#251', 'openai/spinningup#320', 'openai/spinningup#329'],
    reason: 'equivalent',
    why: 'Gradients reach the critics and are thrown away before their next step: time is lost, no number changes.',
  },
  {
    what: 'A column less a row in the loss of the policy',
    where: ['vwxyzjn/cleanrl#379', 'vwxyzjn/cleanrl#383'],
    reason: 'equivalent',
    why: 'The loss is linear: the mean over all pairs of samples of alpha log pi_i - Q_j is the mean over samples, and so is its gradient. The laws let it pass, as they must.',
  },
  {
    what: 'No log c in the density of actions scaled by c, at a fixed temperature in a task without end',
    where: ['openai/spinningup#314'],
    reason: 'equivalent',
    why: 'Every entropy is off by the constant sum of log c, which is a shift of the reward: all values move alike and no policy does. With terminal states or a learned temperature it is the wrong formula of the catalogue.',
  },
  {
    what: 'A factor 1/2, or any other, on the loss of the critics',
    where: [],
    reason: 'equivalent',
    why: "Adam divides a gradient by its own size, so that a constant factor changes nothing but the part of Adam's epsilon.",
  },
  {
    what: 'The other of two equal critics in their minimum',
    where: [],
    reason: 'equivalent',
    why: 'The minimum is the same; its derivative is one of two right ones on a set that is never hit by chance.',
  },
  {
    what: 'log alpha in place of alpha in the loss of the temperature',
    where: [
      'rail-berkeley/softlearning#37',
      'rail-berkeley/rlkit#71',
      'rail-berkeley/rlkit#171',
      'DLR-RM/stable-baselines3#36',
      'DLR-RM/stable-baselines3#712',
      'DLR-RM/stable-baselines3#802',
      'DLR-RM/stable-baselines3#2013',
      'thu-ml/tianshou#258',
      'thu-ml/tianshou#557',
      'thu-ml/tianshou#565',
      'ray-project/ray#15625',
      'microsoft/oac-explore#28',
      'AI4Finance-Foundation/ElegantRL#346',
      'vwxyzjn/cleanrl#414',
      'araffin/sbx#56',
    ],
    reason: 'right',
    why: 'The gradients differ by the factor alpha > 0: the same sign, the same stationary point, another speed.',
  },
  {
    what: 'Log-densities above 0',
    where: ['astooke/rlpyt#118'],
    reason: 'right',
    why: 'A density may exceed 1.',
  },
  {
    what: 'The error of truncated transitions set to 0',
    where: ['google/brax#172'],
    reason: 'right',
    why: 'Data are lost, and no value is wrong.',
  },
  {
    what: 'The log-density of the scaled action, or the derivative of the tangent from its value',
    where: ['vwxyzjn/cleanrl#524', 'pranz24/pytorch-soft-actor-critic#34', 'vwxyzjn/cleanrl#428'],
    reason: 'right',
    why: 'It is the definition, written in another way.',
  },
  {
    what: 'Running statistics that the targets do not follow, or targets in training mode',
    where: ['DLR-RM/stable-baselines3#996'],
    reason: 'state',
    why: 'The parameters that are averaged are right; others are left out.',
  },
  {
    what: 'Random actions of the first steps, stored in the units of the environment',
    where: ['hill-a/stable-baselines#573', 'DLR-RM/stable-baselines3#1269', 'pranz24/pytorch-soft-actor-critic#27'],
    reason: 'state',
    why: 'The batch is wrong before any formula sees it.',
  },
  {
    what: 'A logged number that is not the one in use',
    where: ['araffin/sbx', 'mlaux1/rl-blox#112', 'tinker495/jax-baseline#61'],
    reason: 'state',
    why: 'What is computed is right.',
  },
  {
    what: 'Statistics of observations updated by gradient steps; fewer updates than said',
    where: ['Denys88/rl_games#356'],
    reason: 'state',
    why: 'It shows in counts of steps.',
  },
  {
    what: 'The target entropy of discrete actions out of reach, or so high that the temperature grows without end',
    where: [
      'kengz/SLM-Lab#467',
      'rail-berkeley/rlkit#50',
      'rail-berkeley/rlkit#75',
      'p-christ/Deep-Reinforcement-Learning-Algorithms-with-PyTorch#88',
      'toshikwa/sac-discrete.pytorch#15',
      'pranz24/pytorch-soft-actor-critic#34',
    ],
    reason: 'choice',
    why: 'The loss is right; between 0 and log n there is a target that can be met.',
  },
  {
    what: 'Minus half the dimension as target entropy, or its sign',
    where: ['ikostrikov/jaxrl#31', 'JuliaReinforcementLearning/ReinforcementLearning.jl#410'],
    reason: 'choice',
    why: 'A choice beside that of the paper.',
  },
  {
    what: 'A bound on alpha that is ignored',
    where: ['pytorch/rl#2683'],
    reason: 'choice',
    why: 'An option without effect.',
  },
  {
    what: 'The deviation unbounded, or without gradient where it is cut off',
    where: [
      'DLR-RM/stable-baselines3#620',
      'tensorflow/agents#622',
      'MushroomRL/mushroom-rl#43',
      'anthonytorlucci/rlevo#173',
    ],
    reason: 'choice',
    why: 'How to bound it is a choice, within which the density is right.',
  },
  {
    what: 'Evaluation by the stochastic policy, reported as deterministic',
    where: ['thu-ml/tianshou#233'],
    reason: 'choice',
    why: 'What is measured is not what is named.',
  },
  {
    what: 'Options that say the opposite, or fail without a learned temperature',
    where: ['pranz24/pytorch-soft-actor-critic'],
    reason: 'choice',
    why: 'It shows when the program starts.',
  },
  {
    what: 'Angles outside of [-pi, pi) for the sign of a remainder',
    where: ['StoneT2000/rl-ts'],
    reason: 'choice',
    why: "A fault of an environment, not of the agent's formulas.",
  },
];
