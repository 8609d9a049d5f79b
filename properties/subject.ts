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
}

/** What happens to parameters. */
export interface ParameterOperations {
  /** $\tau \psi + (1 - \tau) \bar{\psi}$ for the parameters `online` and `target`, $0 < \tau \le 1$. */
  movingAverage(tau: number, online: number, target: number): number;
}

/** Everything a law can ask of an implementation. */
export type Operations = OneStateOperations & OperatorOperations & SolverOperations & ParameterOperations;

/** An implementation under test: it offers some of the operations, and a law runs where those it needs are offered. */
export interface Subject extends Partial<Operations> {
  readonly name: string;
  /** Unit roundoff of its arithmetic: $2^{-53}$ for doubles, $2^{-24}$ for single precision. */
  readonly unitRoundoff: number;
}

/** A subject that offers at least the operations `K`. */
export type Offering<K extends keyof Operations> = Subject & Pick<Operations, K>;
