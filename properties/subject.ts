import type { FiniteMdp } from '../src/mdp/finite-mdp.ts';

/** A soft control problem: a finite MDP with its discount $0 \le \gamma < 1$ and temperature $\alpha \ge 0$. */
export interface Problem {
  readonly mdp: FiniteMdp;
  readonly discount: number;
  readonly temperature: number;
}

/** Log-probabilities of each state's actions in the order of its pairs; empty at terminal states. */
export type Policy = readonly (readonly number[])[];

/** A solver's answer with its own claim: no state's value is further than `error` from the truth. */
export interface Solution {
  readonly values: readonly number[];
  readonly error: number;
}

/**
 * How often a policy takes each action, discounted: $\mu(s, a)$ in the order of the pairs of every state, empty at terminal states. No entry is
 * further than `error` from the truth.
 */
export interface Occupancy {
  readonly weights: readonly (readonly number[])[];
  readonly error: number;
}

/** The derivative of a policy's value with respect to the logits of every action; no entry is further than `error` from the truth. */
export interface ValueGradient {
  readonly gradient: readonly (readonly number[])[];
  readonly error: number;
}

/** Functions of one state: `q` holds the action values, `logPolicy` log-probabilities of the same length. */
export interface OneStateOperations {
  /** $\alpha \log \sum_a \exp(q_a / \alpha)$. */
  logSumExp(q: readonly number[], temperature: number): number;
  /** The softmax policy as log-probabilities. */
  softmax(q: readonly number[], temperature: number): readonly number[];
  /** $H(p)$ in nats. */
  entropy(logPolicy: readonly number[]): number;
  /** $\mathbb{E}_{a \sim p}[q_a - \alpha \log p_a]$. */
  stateValue(logPolicy: readonly number[], q: readonly number[], temperature: number): number;
  /** $\mathbb{E}_{a \sim p}[\alpha \log p_a - q_a]$. */
  klObjective(logPolicy: readonly number[], q: readonly number[], temperature: number): number;
}

/** Operators of a finite MDP on values of all its states. What they return is 0 at terminal states; what stands there in `values` is ignored. */
export interface OperatorOperations {
  /** $T^* V$. */
  optimalBackup(problem: Problem, values: readonly number[]): readonly number[];
  /** $T^\pi V$. */
  policyBackup(problem: Problem, policy: Policy, values: readonly number[]): readonly number[];
  /** $\pi_V = \mathrm{softmax}(Q_V / \alpha)$. */
  softmaxPolicy(problem: Problem, values: readonly number[]): Policy;
}

/** Solvers, each with an error bound of its own. */
export interface SolverOperations {
  /** $V^*$. */
  optimalValues(problem: Problem): Solution;
  /** $V^\pi$. */
  policyValues(problem: Problem, policy: Policy): Solution;
  /**
   * $\mu(s, a) = (1 - \gamma) \sum_{t \ge 0} \gamma^t \mathrm{Pr}(s_t = s, a_t = a)$ if $s_0$ has the probabilities `start`, which are 0 at terminal states and
   * sum to 1. An episode that ends is not begun again, so the sum of $\mu$ is 1 only where none ends.
   */
  occupancy(problem: Problem, policy: Policy, start: readonly number[]): Occupancy;
  /** $\partial V^\pi(\rho)/\partial \theta(s, a)$ for $\pi(\cdot \mid s) = \mathrm{softmax}(\theta(s, \cdot))$ and $V^\pi(\rho) = \sum_s \rho(s) V^\pi(s)$, $\rho$ as `start` above. */
  valueGradient(problem: Problem, policy: Policy, start: readonly number[]): ValueGradient;
}

/** What happens to parameters. */
export interface ParameterOperations {
  /** $\tau \psi + (1 - \tau) \bar{\psi}$ for the parameters `online` and `target`, $0 < \tau \le 1$. */
  movingAverage(tau: number, online: number, target: number): number;
}

/** What finite MDPs are asked for. */
export type FiniteOperations = OneStateOperations & OperatorOperations & SolverOperations & ParameterOperations;

/** What two critics say of one action. */
export type Twin = readonly [number, number];

/** A batch of $n$ transitions $(s, a, r, s')$, each with one action $a'$ that the policy drew at $s'$. */
export interface TransitionBatch {
  readonly rewards: readonly number[];
  /** The episode ended in $s'$. */
  readonly terminated: readonly boolean[];
  /** The episode was cut off in $s'$, which says nothing about its value. */
  readonly truncated: readonly boolean[];
  /** Target critics at $(s', a')$. */
  readonly nextValues: readonly Twin[];
  /** $\log \pi(a' \mid s')$. */
  readonly nextLogProb: readonly number[];
  readonly discount: number;
  readonly temperature: number;
}

/** A batch of $n$ rollouts of $k$ steps: step $j$ of a row leads to $s_{j+1}$, where the policy drew an action. */
export interface RolloutBatch {
  readonly rewards: readonly (readonly number[])[];
  readonly terminated: readonly (readonly boolean[])[];
  readonly truncated: readonly (readonly boolean[])[];
  readonly nextValues: readonly (readonly Twin[])[];
  readonly nextLogProb: readonly (readonly number[])[];
  readonly discount: number;
  readonly temperature: number;
}

/** A batch of $n$ states, each with one action that the policy drew there. */
export interface ActionBatch {
  readonly values: readonly Twin[];
  readonly logProb: readonly number[];
  readonly temperature: number;
}

/** $n$ predictions of a critic and what they should have been. */
export interface RegressionBatch {
  readonly predictions: readonly number[];
  readonly targets: readonly number[];
}

/** What the temperature learns from: $n$ log-probabilities of drawn actions and the target entropy, in nats. */
export interface TemperatureBatch {
  /** The number that is learned, $\log \alpha$ or $\alpha$: which of them is the subject's choice. Here it is positive. */
  readonly parameter: number;
  readonly logProb: readonly number[];
  readonly targetEntropy: number;
}

/** A scalar loss and its derivative with respect to the parameter. */
export interface Slope {
  readonly loss: number;
  readonly gradient: number;
}

/** $n$ Gaussians in $d$ dimensions, each with its standard normal noise; `scale` has $d$ entries. */
export interface GaussianBatch {
  readonly mean: readonly (readonly number[])[];
  readonly logDeviation: readonly (readonly number[])[];
  readonly noise: readonly (readonly number[])[];
  readonly scale: readonly number[];
}

/** $n$ actions in $d$ dimensions and the log-densities of these very actions. */
export interface DrawnActions {
  readonly actions: readonly (readonly number[])[];
  readonly logProb: readonly number[];
}

/** Gaussians to be improved for a critic $Q(a) = \sum_k b_k a_k - \frac{1}{2} w_k a_k^2$, the same for all $n$ samples. */
export interface ImprovementBatch extends GaussianBatch {
  /** $b$, $d$ entries. */
  readonly slope: readonly number[];
  /** $w$, $d$ entries. */
  readonly curvature: readonly number[];
  readonly temperature: number;
}

/** A derivative with respect to the parameters of $n$ Gaussians in $d$ dimensions. */
export interface GaussianGradient {
  readonly mean: readonly (readonly number[])[];
  readonly logDeviation: readonly (readonly number[])[];
}

/** The formulas of soft actor-critic on batches. Whatever is random comes with the batch. */
export interface AgentOperations {
  /** $y = r + \gamma (1 - d) (\min(Q_1', Q_2') - \alpha \log \pi(a' \mid s'))$, one for each transition. */
  criticTarget(batch: TransitionBatch): readonly number[];
  /** $y_0$, where $y_j = r_j + \gamma V_{j+1}$, one for each rollout. */
  rolloutTarget(batch: RolloutBatch): readonly number[];
  /** $\min(Q_1, Q_2) - \alpha \log \pi(a \mid s)$, one for each state. */
  valueTarget(batch: ActionBatch): readonly number[];
  /** A constant times the mean squared error. */
  criticLoss(batch: RegressionBatch): number;
  /** The mean of $\alpha \log \pi(a \mid s) - Q(s, a)$. */
  policyLoss(batch: ActionBatch): number;
  /** The derivative of the mean of $\alpha \log \pi(a) - Q(a)$, through the action $a = c \tanh(\mu + \sigma \varepsilon)$. */
  policyGradient(batch: ImprovementBatch): GaussianGradient;
  /** The loss of the temperature's parameter. */
  temperatureLoss(batch: TemperatureBatch): Slope;
  /** $a = c \tanh(\mu + \sigma \varepsilon)$ with its log-density; $c = 1$ if actions are scaled outside of the policy. */
  squashedGaussian(batch: GaussianBatch): DrawnActions;
}

/** A batch of $n$ transitions $(s, a, r, s')$ of discrete actions, each with the policy at $s'$: $-\infty$ where an action is not allowed. */
export interface ExpectedTransitionBatch {
  readonly rewards: readonly number[];
  readonly terminated: readonly boolean[];
  readonly truncated: readonly boolean[];
  /** $\log \pi(\cdot \mid s')$, $n \times |A|$. */
  readonly nextLogPolicy: Policy;
  /** Target critics at $s'$, $n \times |A|$; where an action is not allowed they say something nevertheless. */
  readonly nextValues: readonly (readonly Twin[])[];
  readonly discount: number;
  readonly temperature: number;
}

/** A batch of $n$ states with their policies over discrete actions, $n \times |A|$; $-\infty$ where an action is not allowed. */
export interface ExpectedActionBatch {
  readonly logPolicy: Policy;
  readonly values: readonly (readonly Twin[])[];
  readonly temperature: number;
}

/** Policies over the actions of one state, of which one is to be chosen. */
export interface Projection {
  readonly candidates: Policy;
  readonly q: readonly number[];
  readonly temperature: number;
}

/** The formulas of soft actor-critic where actions are discrete: expectations are sums over all of them. */
export interface DiscreteOperations {
  /** $y = r + \gamma (1 - d) \sum_a \pi(a \mid s') (\min(Q_1', Q_2')(a) - \alpha \log \pi(a \mid s'))$, one for each transition. */
  expectedCriticTarget(batch: ExpectedTransitionBatch): readonly number[];
  /** The mean over states of $\sum_a \pi(a \mid s) (\alpha \log \pi(a \mid s) - Q(s, a))$. */
  expectedPolicyLoss(batch: ExpectedActionBatch): number;
  /** Which candidate (0 is the first) the policy improvement chooses: the $p$ of the least $\mathrm{KL}(p \,\|\, \mathrm{softmax}(q / \alpha))$. */
  projection(choice: Projection): number;
}

/** What an environment reported of one step. At the end of an episode it resets itself within the step. */
export interface ReportedStep {
  readonly observation: readonly number[];
  readonly action: readonly number[];
  readonly reward: number;
  readonly terminated: boolean;
  readonly truncated: boolean;
  /** What it returned: the first observation of the next episode, where this one ended. */
  readonly nextObservation: readonly number[];
  /** The last observation of the episode, where it ended; empty elsewhere. */
  readonly finalObservation: readonly number[];
}

/** What is learned from. */
export interface StoredTransition {
  readonly observation: readonly number[];
  readonly action: readonly number[];
  readonly reward: number;
  readonly nextObservation: readonly number[];
  readonly terminated: boolean;
}

/** A replay memory. */
export interface ReplayOperations {
  /** All transitions that could be sampled, in any order, once a memory of `capacity` transitions has seen these steps of one environment. */
  storedTransitions(steps: readonly ReportedStep[], capacity: number): readonly StoredTransition[];
}

/** How a learner starts. Actions lie in $(-1, 1)^d$. */
export interface LearnerConfiguration {
  readonly observationSize: number;
  /** $d$. */
  readonly actionSize: number;
  /** A whole number; it decides the first parameters. */
  readonly seed: number;
  /** Rate $0 < \tau \le 1$ of the moving average. */
  readonly tau: number;
  /** Learning rate of the policy; at 0 it stays as it is. So do critics and temperature at theirs. */
  readonly actorRate: number;
  readonly criticRate: number;
  readonly temperatureRate: number;
  /** $\alpha > 0$ at the start. */
  readonly temperature: number;
  /** $\bar{\mathcal{H}}$ in nats, what the temperature is learned for. */
  readonly targetEntropy: number;
  /** $0 \le \gamma < 1$. */
  readonly discount: number;
}

/** $n$ transitions from a replay memory. */
export interface ReplayBatch {
  readonly observations: readonly (readonly number[])[];
  readonly actions: readonly (readonly number[])[];
  readonly rewards: readonly number[];
  readonly nextObservations: readonly (readonly number[])[];
  readonly terminated: readonly boolean[];
  readonly truncated: readonly boolean[];
}

/** Standard normal numbers, $n \times d$ each: all that is random in an update. */
export interface UpdateNoise {
  /** For actions at $s$, in the losses of policy and temperature. */
  readonly action: readonly (readonly number[])[];
  /** For actions at $s'$, in the target of the critics. */
  readonly next: readonly (readonly number[])[];
}

/** What a learner has learned. No law knows the architecture, so the lists have any length that stays the same. */
export interface LearnerParameters {
  readonly actor: readonly number[];
  /** One row for each critic. */
  readonly critics: readonly (readonly number[])[];
  /** One row for each critic, in the same order of parameters. */
  readonly targets: readonly (readonly number[])[];
  /** $\alpha$, however it is represented. */
  readonly temperature: number;
}

/**
 * A soft actor-critic learner. Several are asked in turn, so each has a handle: a number of the subject's choice that is never
 * used again. A subject may forget all but the 64 learners that were asked last.
 */
export interface LearnerOperations {
  learnerInit(configuration: LearnerConfiguration): number;
  /** One update each of critics, policy, temperature and targets, in the learner's own order; gives the parameters after it. */
  learnerUpdate(handle: number, batch: ReplayBatch, noise: UpdateNoise): LearnerParameters;
  learnerParameters(handle: number): LearnerParameters;
  /** Saves the learner as a user would, and loads it as another one. */
  learnerReload(handle: number): number;
}

/** Everything a law can ask of an implementation. */
export type Operations = FiniteOperations & AgentOperations & DiscreteOperations & ReplayOperations & LearnerOperations;

/** An implementation under test: it offers some of the operations, and a law runs where those it needs are offered. */
export interface Subject extends Partial<Operations> {
  readonly name: string;
  /** Unit roundoff of its arithmetic: $2^{-53}$ for doubles, $2^{-24}$ for single precision. */
  readonly unitRoundoff: number;
}

/** A subject that offers at least the operations `K`. */
export type Offering<K extends keyof Operations> = Subject & Pick<Operations, K>;
