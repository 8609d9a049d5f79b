/** Wrong formulas, most of them published in some implementation, each with the law that must refute it. */
import {
  bellmanGapIdentity,
  boltzmannAverageExpands,
  constantShift,
  contraction,
  type FiniteOperations,
  gibbsIdentity,
  gradientSandwich,
  greedyPolicies,
  homogeneity,
  type Law,
  logSumExpBounds,
  monotonePolicyIteration,
  monotonicity,
  movingAverageRate,
  type Operations,
  optimalValueIsMaximum,
  type Policy,
  type Problem,
  potentialShaping,
  quadraticRate,
  residualBounds,
  rewardScale,
  rewardShift,
  type Solution,
  type Subject,
  shiftEquivariance,
  simulationLemma,
  softmaxDivergence,
  softmaxOptimality,
  softPolicyEvaluation,
  softPolicyImprovement,
  softPolicyIteration,
  suboptimalityIdentity,
  subSuperSolution,
  temperatureBias,
  temperatureMonotonicity,
  terminalIsNotAbsorbing,
  valueIterationRate,
} from '../../properties/index.ts';
import { absorbing } from '../../properties/transformations.ts';
import { type Operator, solve, systemMatrix } from '../../src/conformance/subjects/affine.ts';
import { definitionsSubject, type LawfulFormulas } from '../../src/conformance/subjects/definitions.ts';
import { float64 } from '../../src/interpretations/float64.ts';
import { tabular } from '../../src/interpretations/tabular.ts';
import type { FiniteMdp } from '../../src/mdp/index.ts';
import { exp, log, logSumExp } from '../../src/numerics/index.ts';
import { agentMutants, correctAgent } from './agents.ts';

/** A subject with one defect. */
export interface Mutant {
  readonly name: string;
  /** What it computes in place of what is right. */
  readonly formula: string;
  /** Where it, or what comes to the same, was published: `owner/repository`, then `#issue` or `:file` if there is one. */
  readonly like?: readonly string[];
  readonly killedBy: Law;
  readonly subject: Subject;
}

/** What the mutants are made from. */
export const correct: Subject & Operations = { ...correctAgent, ...definitionsSubject() };

const formula = (formulas: Partial<LawfulFormulas>): Subject => definitionsSubject(formulas);

const operation = (operations: Partial<FiniteOperations>): Subject => ({ ...correct, ...operations });

/** The correct operations on a problem that is read wrongly. */
const misread = (reading: (problem: Problem) => Problem): Subject =>
  operation({
    optimalBackup: (problem, V) => correct.optimalBackup(reading(problem), V),
    policyBackup: (problem, policy, V) => correct.policyBackup(reading(problem), policy, V),
    softmaxPolicy: (problem, V) => correct.softmaxPolicy(reading(problem), V),
    optimalValues: problem => correct.optimalValues(reading(problem)),
    policyValues: (problem, policy) => correct.policyValues(reading(problem), policy),
  });

const withMdp = (problem: Problem, change: Partial<FiniteMdp>): Problem => ({
  ...problem,
  mdp: { ...problem.mdp, ...change },
});

const atTemperature = (problem: Problem, temperature: number): Problem => ({ ...problem, temperature });

/** Log-sum-exp at another temperature, in the value but not in the policy. */
const valueAtTemperature = (temperature: number): Subject =>
  operation({
    logSumExp: q => correct.logSumExp(q, temperature),
    optimalBackup: (problem, V) => correct.optimalBackup(atTemperature(problem, temperature), V),
    optimalValues: problem => correct.optimalValues(atTemperature(problem, temperature)),
  });

const actionCounts = ({ mdp }: Problem): readonly number[] =>
  Array.from({ length: mdp.stateCount }, (_, s) => mdp.pairOffsets[s + 1] - mdp.pairOffsets[s]);

const entropies = (policy: Policy): readonly number[] =>
  policy.map(row => (row.length === 0 ? 0 : correct.entropy(row)));

const sum = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0);

/** $\sum_a p_a f_a$, with nothing from actions of probability 0. */
const mean = (logPolicy: readonly number[], f: (a: number) => number): number =>
  sum(logPolicy.map((l, a) => (exp(l) === 0 ? 0 : exp(l) * f(a))));

/** Discounting happens inside, but the entropy of the next action is added outside of it. */
const entropyOutsideDiscount = (problem: Problem, policy: Policy): Solution => {
  const { mdp, temperature } = problem;
  const bonus = entropies(policy).map(H => temperature * H);
  const transitionRewards = Float64Array.from(
    mdp.successors,
    (next, t) => (mdp.transitionRewards?.[t] ?? 0) + (bonus[next] ?? 0),
  );
  const hard = correct.policyValues(atTemperature(withMdp(problem, { transitionRewards }), 0), policy);
  return { values: hard.values.map((v, s) => v + bonus[s]), error: hard.error };
};

/** Stops as soon as all states change alike, and publishes the last iterate instead of where it is heading. */
const spanStop = (problem: Problem): Solution => {
  let V: readonly number[] = new Array<number>(problem.mdp.stateCount).fill(0);
  for (let sweep = 0; sweep < 300; sweep++) {
    const next = correct.optimalBackup(problem, V);
    const change = next.map((v, s) => v - V[s]).filter((_, s) => actionCounts(problem)[s] > 0);
    const span = Math.max(...change) - Math.min(...change);
    V = next;
    if (span <= 1e-9) return { values: V, error: (problem.discount * span) / (1 - problem.discount) };
  }
  return correct.optimalValues(problem);
};

/** Value iteration stopped when a sweep changes little: what is left is $\gamma/(1 - \gamma)$ times the last change, which it claims. */
const differenceStop = (problem: Problem): Solution => {
  const change = 1e-9;
  const { values } = correct.optimalValues(problem);
  const left = (problem.discount * change) / (1 - problem.discount);
  return { values: values.map((v, s) => (actionCounts(problem)[s] > 0 ? v - left : v)), error: change };
};

/** Log-probabilities of the next action: those it is drawn with, and those it is charged for. */
interface NextAction {
  readonly drawn: readonly number[];
  readonly charged: readonly number[];
}

/** Values whose bootstrap $\mathbb{E}_{a'}[Q(s', a') - \alpha \log p(a')]$ takes the next action from elsewhere. */
const bootstrapped = (nextAction: (policy: Policy, s: number, a: number, next: number) => NextAction): Subject =>
  operation({
    policyValues: (problem, policy) => {
      const { actionValues } = tabular(float64, problem.mdp, problem.discount, problem.temperature);
      const pairs = policy.flatMap((row, s) => row.map((_, a) => [s, a] as const));
      const values = (Q: readonly number[], action: (next: number) => NextAction): readonly number[] =>
        policy.map((row, next) => {
          if (row.length === 0) return 0;
          const { drawn, charged } = action(next);
          return mean(drawn, a => Q[problem.mdp.pairOffsets[next] + a] - problem.temperature * charged[a]);
        });
      const T: Operator = Q =>
        pairs.map(
          ([s, a]) =>
            actionValues(
              values(Q, next => nextAction(policy, s, a, next)),
              s,
            )[a],
        );
      const Q = solve(systemMatrix(T, pairs.length), T(new Array<number>(pairs.length).fill(0)));
      const own = (next: number): NextAction => ({ drawn: policy[next], charged: policy[next] });
      const V = values(Q, own);
      /** Generous, so that the formula alone is wrong. */
      return { values: V, error: 2 ** -30 * Math.max(1, ...V.map(Math.abs)) };
    },
  });

/** The action of another state, if there are as many. */
const actionOf = (policy: Policy, state: number, next: number): NextAction => {
  const row = policy[policy[state].length === policy[next].length ? state : next];
  return { drawn: row, charged: row };
};

/** Half the policy, half what it was when all actions were alike. */
const lagging = (logPolicy: readonly number[]): NextAction => {
  const row = logPolicy.map(l => log((exp(l) + 1 / logPolicy.length) / 2));
  return { drawn: row, charged: row };
};

/** As many actions everywhere as where there are most; those that do not exist have value 0. */
const paddedBackup = (problem: Problem, V: readonly number[]): readonly number[] => {
  const T = tabular(float64, problem.mdp, problem.discount, problem.temperature);
  const most = Math.max(...actionCounts(problem));
  return actionCounts(problem).map((count, s) => {
    if (count === 0) return 0;
    const padded = [...T.actionValues(V, s), ...new Array<number>(most - count).fill(0)];
    return logSumExp(padded, 0, most, problem.temperature);
  });
};

/** At temperature 0 uniform over all actions that are nearly maximisers. */
const tolerantTies = (problem: Problem, V: readonly number[]): Policy => {
  if (problem.temperature > 0) return correct.softmaxPolicy(problem, V);
  const T = tabular(float64, problem.mdp, problem.discount, 0);
  return actionCounts(problem).map((count, s) => {
    const Q = count === 0 ? [] : T.actionValues(V, s);
    const near = Q.map(q => q >= Math.max(...Q) - 1 / 2);
    return near.map(isNear => log((isNear ? 1 : 0) / near.filter(Boolean).length));
  });
};

/** Two actions lead from every terminal state back to it. */
const absorbingTerminals = (problem: Problem): Problem =>
  actionCounts(problem).reduce((p, count, s) => (count === 0 ? absorbing(p, s, 2) : p), problem);

/** Of several transitions of a pair to one successor all but the last are lost. */
const lastWeights = (problem: Problem): Problem => {
  const { mdp } = problem;
  const weights = Float64Array.from(mdp.weights);
  for (let pair = 0; pair < mdp.actions.length; pair++) {
    const row = mdp.successors.subarray(mdp.transitionOffsets[pair], mdp.transitionOffsets[pair + 1]);
    row.forEach((next, i) => {
      if (row.lastIndexOf(next) > i) weights[mdp.transitionOffsets[pair] + i] = 0;
    });
  }
  return withMdp(problem, { weights });
};

export const mutants: readonly Mutant[] = [
  {
    name: 'entropy with the wrong sign',
    formula: 'V = E[Q + alpha log pi]',
    killedBy: softPolicyEvaluation,
    subject: formula({
      softStateValue: (R, policy, Q, alpha) => policy.expectation(a => R.add(Q(a), R.mul(alpha, policy.logProb(a)))),
    }),
  },
  {
    name: 'entropy missing',
    formula: 'V = E[Q]',
    like: ['rail-berkeley/rlkit#43', 'coax-dev/coax#11'],
    killedBy: monotonePolicyIteration,
    subject: formula({ softStateValue: (_R, policy, Q) => policy.expectation(Q) }),
  },
  {
    name: 'entropy outside the discount',
    formula: "y = r + gamma Q' - alpha log pi'",
    like: ['DLR-RM/stable-baselines3#76'],
    killedBy: softPolicyIteration,
    subject: operation({ policyValues: entropyOutsideDiscount }),
  },
  {
    name: 'entropy of the batch',
    formula: 'V(s) = E[Q] + alpha mean of H over all states',
    like: ['hill-a/stable-baselines:stable_baselines/sac/sac.py'],
    killedBy: bellmanGapIdentity,
    subject: operation({
      policyBackup: (problem, policy, V) => {
        const acting = actionCounts(problem).filter(count => count > 0).length;
        const bonus = (problem.temperature * sum(entropies(policy))) / acting;
        const hard = correct.policyBackup(atTemperature(problem, 0), policy, V);
        return hard.map((v, s) => (policy[s].length === 0 ? 0 : v + bonus));
      },
    }),
  },
  {
    name: 'temperature squared',
    formula: 'V = E[Q - alpha^2 log pi]',
    killedBy: subSuperSolution,
    subject: formula({
      softStateValue: (R, policy, Q, alpha) =>
        policy.expectation(a => R.sub(Q(a), R.mul(R.mul(alpha, alpha), policy.logProb(a)))),
    }),
  },
  {
    name: 'temperature forgotten in the value',
    formula: 'V* = log sum exp Q',
    like: ['haarnoja/softqlearning#5'],
    killedBy: homogeneity,
    subject: valueAtTemperature(1),
  },
  {
    name: 'temperature forgotten in the softmax',
    formula: 'pi = softmax(Q)',
    like: ['BY571/Munchausen-RL#2'],
    killedBy: rewardScale,
    subject: formula({
      softmaxPolicy: (R, actions, Q) => {
        const V = actions.logSumExp(Q, R.constant(1));
        return actions.distribution(a => R.sub(Q(a), V));
      },
    }),
  },
  {
    name: 'temperature multiplied',
    formula: 'pi = softmax(alpha Q)',
    killedBy: temperatureBias,
    subject: formula({
      softmaxPolicy: (R, actions, Q, alpha) => actions.distribution(a => R.mul(alpha, Q(a))),
    }),
  },
  {
    name: 'maximum for log-sum-exp',
    formula: 'V* = max Q',
    like: ['MatthewJA/Inverse-Reinforcement-Learning#4'],
    killedBy: residualBounds,
    subject: valueAtTemperature(0),
  },
  {
    name: 'logarithm to base 2',
    formula: 'V* = alpha log2 sum exp(Q / alpha)',
    killedBy: logSumExpBounds,
    subject: operation({
      logSumExp: (q, temperature) => {
        const top = Math.max(...q);
        return top + (correct.logSumExp(q, temperature) - top) / log(2);
      },
    }),
  },
  {
    name: 'mellowmax for log-sum-exp',
    formula: 'V* = alpha log mean exp(Q / alpha)',
    killedBy: logSumExpBounds,
    subject: operation({
      logSumExp: (q, temperature) => correct.logSumExp(q, temperature) - temperature * log(q.length),
    }),
  },
  {
    name: 'entropy in bits',
    formula: 'H = -E[log2 pi]',
    killedBy: temperatureMonotonicity,
    subject: operation({ entropy: logPolicy => correct.entropy(logPolicy) / log(2) }),
  },
  {
    name: 'no shift by the maximum',
    formula: 'V* = alpha log(sum exp(Q / alpha)), as it stands',
    like: ['keras-rl/keras-rl#25', 'kengz/openai_lab#131', 'endgameinc/gym-malware#7'],
    killedBy: shiftEquivariance,
    subject: operation({ logSumExp: (q, temperature) => temperature * log(sum(q.map(x => exp(x / temperature)))) }),
  },
  {
    name: 'temperature 0 divided by',
    formula: 'V* = 0 log sum exp(Q / 0)',
    killedBy: logSumExpBounds,
    subject: operation({
      logSumExp: (q, temperature) => (temperature > 0 ? correct.logSumExp(q, temperature) : Number.NaN),
    }),
  },
  {
    name: 'zero times the logarithm of zero',
    formula: 'V = sum of pi (Q - alpha log pi), with 0 log 0 = NaN',
    like: ['pytorch/rl#1750'],
    killedBy: softmaxOptimality,
    subject: operation({
      stateValue: (logPolicy, q, temperature) => sum(logPolicy.map((l, a) => exp(l) * (q[a] - temperature * l))),
    }),
  },
  {
    name: 'Boltzmann average for log-sum-exp',
    formula: 'V* = sum softmax(Q / alpha) Q',
    killedBy: boltzmannAverageExpands,
    subject: operation({
      logSumExp: (q, temperature) => mean(correct.softmax(q, temperature), a => q[a]),
    }),
  },
  {
    name: 'Boltzmann average for the optimal backup',
    formula: 'T*V = sum softmax(Q / alpha) Q',
    killedBy: monotonicity,
    subject: operation({
      optimalBackup: (problem, V) =>
        correct.policyBackup(atTemperature(problem, 0), correct.softmaxPolicy(problem, V), V),
    }),
  },
  {
    name: 'softmax without normalisation',
    formula: 'log pi = Q / alpha',
    killedBy: softmaxOptimality,
    subject: operation({ softmax: (q, temperature) => q.map(x => x / temperature) }),
  },
  {
    name: 'exploration mixed into the softmax',
    formula: 'pi = 0.9 softmax(Q / alpha) + 0.1 / n',
    killedBy: gradientSandwich,
    subject: operation({
      softmax: (q, temperature) => correct.softmax(q, temperature).map(l => log(0.9 * exp(l) + 0.1 / q.length)),
    }),
  },
  {
    name: 'softmax at the square of the temperature',
    formula: 'pi = softmax(Q / alpha^2)',
    killedBy: softmaxDivergence,
    subject: operation({ softmax: (q, temperature) => correct.softmax(q, temperature * temperature) }),
  },
  {
    name: 'temperature 0 taken for none given',
    formula: 'pi = softmax(Q / (alpha || 1))',
    killedBy: greedyPolicies,
    subject: operation({
      softmaxPolicy: (problem, V) => correct.softmaxPolicy(atTemperature(problem, problem.temperature || 1), V),
    }),
  },
  {
    name: 'ties within a tolerance',
    formula: 'pi = uniform over Q >= max Q - 1/2 at alpha = 0',
    killedBy: greedyPolicies,
    subject: operation({ softmaxPolicy: tolerantTies }),
  },
  {
    name: 'exploration mixed into the improved policy',
    formula: 'pi_V = 0.9 softmax(Q / alpha) + 0.1 / n',
    killedBy: quadraticRate,
    subject: operation({
      softmaxPolicy: (problem, V) =>
        correct.softmaxPolicy(problem, V).map(row => row.map(l => log(0.9 * exp(l) + 0.1 / row.length))),
    }),
  },
  {
    name: 'values with entropy in bits',
    formula: 'V = E[Q - alpha log2 pi]',
    killedBy: optimalValueIsMaximum,
    subject: operation({
      policyValues: (problem, policy) =>
        correct.policyValues(atTemperature(problem, problem.temperature / log(2)), policy),
    }),
  },
  {
    name: 'softmax over actions that do not exist',
    formula: 'V* = alpha log sum exp(Q / alpha) with Q = 0 for padding',
    like: ['google-deepmind/open_spiel#1610'],
    killedBy: bellmanGapIdentity,
    subject: operation({ optimalBackup: paddedBackup }),
  },
  {
    name: 'mean over actions for their sum',
    formula: 'V = mean of pi (Q - alpha log pi)',
    like: ['p-christ/Deep-Reinforcement-Learning-Algorithms-with-PyTorch#54', 'toshikwa/rltorch#1'],
    killedBy: gibbsIdentity,
    subject: operation({
      stateValue: (logPolicy, q, temperature) => correct.stateValue(logPolicy, q, temperature) / q.length,
    }),
  },
  {
    name: 'reversed relative entropy',
    formula: 'J = alpha KL(softmax(Q / alpha) || pi)',
    like: [
      'Kaixhin/ACER#6',
      'pytorch/pytorch#57459',
      'huggingface/trl#4935',
      'tensorforce/tensorforce#107',
      'openai/spinningup#192',
    ],
    killedBy: softPolicyImprovement,
    subject: operation({
      klObjective: (logPolicy, q, temperature) => {
        const target = correct.softmax(q, temperature);
        /** Finite, so that only its order is wrong. */
        return Math.min(temperature * mean(target, a => target[a] - logPolicy[a]), Number.MAX_VALUE);
      },
    }),
  },
  {
    name: 'objective with the wrong sign',
    formula: 'J = E[Q - alpha log pi], to be minimised',
    killedBy: softPolicyImprovement,
    subject: operation({ klObjective: correct.stateValue }),
  },
  {
    name: 'discount missing',
    formula: "Q = r + E[V']",
    killedBy: contraction,
    subject: formula({
      softBackup: (R, reward, _gamma, next, terminated, V) =>
        R.add(
          reward,
          next.expectation(x => R.mul(R.sub(R.constant(1), terminated(x)), V(x))),
        ),
    }),
  },
  {
    name: 'discount outside',
    formula: "Q = gamma (r + E[V'])",
    killedBy: rewardShift,
    subject: formula({
      softBackup: (R, reward, gamma, next, terminated, V) =>
        R.mul(
          gamma,
          R.add(
            reward,
            next.expectation(x => R.mul(R.sub(R.constant(1), terminated(x)), V(x))),
          ),
        ),
    }),
  },
  {
    name: 'mask on the reward too',
    formula: "Q = E[(1 - d)(r + gamma V')]",
    killedBy: potentialShaping,
    subject: formula({
      softBackup: (R, reward, gamma, next, terminated, V) =>
        next.expectation(x => R.mul(R.sub(R.constant(1), terminated(x)), R.add(reward, R.mul(gamma, V(x))))),
    }),
  },
  {
    name: 'mask inverted',
    formula: "Q = r + gamma E[d V']",
    killedBy: constantShift,
    subject: formula({
      softBackup: (R, reward, gamma, next, terminated, V) =>
        R.add(
          reward,
          R.mul(
            gamma,
            next.expectation(x => R.mul(terminated(x), V(x))),
          ),
        ),
    }),
  },
  {
    name: 'mask forgotten',
    formula: "Q = r + gamma E[V']",
    killedBy: terminalIsNotAbsorbing,
    subject: formula({
      softBackup: (R, reward, gamma, next, _terminated, V) => R.add(reward, R.mul(gamma, next.expectation(V))),
    }),
  },
  {
    name: 'terminal states as absorbing ones',
    formula: 'V* at terminal states = alpha log 2 / (1 - gamma)',
    killedBy: terminalIsNotAbsorbing,
    subject: operation({
      optimalBackup: (problem, V) => correct.optimalBackup(absorbingTerminals(problem), V),
      optimalValues: problem => correct.optimalValues(absorbingTerminals(problem)),
    }),
  },
  {
    name: 'successors off by one',
    formula: "Q = r + gamma E[V(s' + 1)]",
    killedBy: suboptimalityIdentity,
    subject: misread(problem =>
      withMdp(problem, { successors: problem.mdp.successors.map(next => (next + 1) % (problem.mdp.stateCount + 1)) }),
    ),
  },
  {
    name: 'actions in reverse order',
    formula: 'V = sum of pi(n - 1 - a) (Q(a) - alpha log pi(n - 1 - a))',
    killedBy: bellmanGapIdentity,
    subject: operation({
      policyBackup: (problem, policy, V) =>
        correct.policyBackup(
          problem,
          policy.map(row => row.toReversed()),
          V,
        ),
    }),
  },
  {
    name: 'probabilities ignored',
    formula: "Q = r + gamma mean of V' over the successors",
    killedBy: simulationLemma,
    subject: misread(problem => withMdp(problem, { weights: problem.mdp.weights.map(() => 1) })),
  },
  {
    name: 'a successor named twice counted once',
    formula: "P(s' | s, a) = the last of its weights, not their sum",
    killedBy: suboptimalityIdentity,
    subject: misread(lastWeights),
  },
  {
    name: 'rewards on transitions ignored',
    formula: "r(s, a) without E[r(s, a, s')]",
    killedBy: potentialShaping,
    subject: misread(problem => withMdp(problem, { transitionRewards: new Float64Array(problem.mdp.weights.length) })),
  },
  {
    name: 'last change claimed as the error',
    formula: '|V - V*| <= |T*V - V|',
    killedBy: valueIterationRate,
    subject: operation({ optimalValues: differenceStop }),
  },
  {
    name: 'span stop without correction',
    formula: 'V* = T*V as soon as T*V - V is nearly constant',
    killedBy: valueIterationRate,
    subject: operation({ optimalValues: spanStop }),
  },
  {
    name: 'rate of the moving average exchanged',
    formula: 'target = (1 - tau) online + tau target',
    like: ['reinshift/MADDPG#10', 'kengz/SLM-Lab#398'],
    killedBy: movingAverageRate,
    subject: formula({
      movingAverage: (R, tau, online, target) => R.add(R.mul(R.sub(R.constant(1), tau), online), R.mul(tau, target)),
    }),
  },
  {
    name: 'entropy of the state before',
    formula: "y = r + gamma (Q' - alpha log pi(a | s))",
    like: ['ray-project/ray#6295'],
    killedBy: softPolicyEvaluation,
    subject: bootstrapped((policy, s, a, next) => ({
      drawn: policy[next],
      charged: policy[next].map(() => (exp(policy[s][a]) > 0 ? policy[s][a] : 0)),
    })),
  },
  {
    name: 'next action drawn at the state before',
    formula: "y = r + gamma (Q(s', a') - alpha log pi(a' | s)), a' from pi(s)",
    like: ['siddhanthaldar/ROT#2', 'cawfree/ai-creature.github.io:src/utils/index.ts'],
    killedBy: softPolicyEvaluation,
    subject: bootstrapped((policy, s, _, next) => actionOf(policy, s, next)),
  },
  {
    name: 'next action by a policy that lags behind',
    formula: "y = r + gamma (Q(s', a') - alpha log p(a')), a' from p = (pi + 1 / n) / 2",
    like: ['AI4Finance-Foundation/ElegantRL#115'],
    killedBy: softPolicyEvaluation,
    subject: bootstrapped((policy, _s, _a, next) => lagging(policy[next])),
  },
  {
    name: 'entropy of one action',
    formula: 'V = E[Q] - alpha log pi(a) for one action a',
    like: [
      'p-christ/Deep-Reinforcement-Learning-Algorithms-with-PyTorch#61',
      'p-christ/Deep-Reinforcement-Learning-Algorithms-with-PyTorch#75',
      'p-christ/Deep-Reinforcement-Learning-Algorithms-with-PyTorch#58',
    ],
    killedBy: softmaxOptimality,
    subject: operation({
      stateValue: (logPolicy, q, temperature) => mean(logPolicy, a => q[a]) - temperature * Math.max(...logPolicy),
    }),
  },
  {
    name: 'probability for its logarithm',
    formula: 'V = E[Q - alpha pi]',
    like: ['pytorch/rl#1750'],
    killedBy: gibbsIdentity,
    subject: operation({
      stateValue: (logPolicy, q, temperature) => mean(logPolicy, a => q[a] - temperature * exp(logPolicy[a])),
    }),
  },
  {
    name: 'action values cut off in the softmax',
    formula: 'pi = softmax(min(max(Q / alpha, -100), 100))',
    like: ['keras-rl/keras-rl#25'],
    killedBy: shiftEquivariance,
    subject: operation({
      softmax: (q, temperature) =>
        correct.softmax(
          temperature === 0 ? q : q.map(x => temperature * Math.min(Math.max(x / temperature, -100), 100)),
          temperature,
        ),
    }),
  },
  {
    name: 'rate of the moving average ignored',
    formula: 'target = 0.005 online + 0.995 target, whatever tau',
    like: ['mimoralea/gdrl#14'],
    killedBy: movingAverageRate,
    subject: formula({
      movingAverage: (R, _tau, online, target) =>
        R.add(R.mul(R.constant(0.005), online), R.mul(R.constant(0.995), target)),
    }),
  },
  ...agentMutants,
];
