/** Wrong formulas, most of them published in some implementation, each with the law that must refute it. */
import {
  actionCopies,
  actionSequences,
  anotherAction,
  backupConvexity,
  backupTangent,
  bellmanGapIdentity,
  boltzmannAverageExpands,
  choiceInStages,
  constantShift,
  contraction,
  discountIsLeaving,
  entropyChainRule,
  entropyValue,
  evaluationEquation,
  type FiniteOperations,
  gibbsIdentity,
  gradientDomination,
  gradientSandwich,
  greedyPolicies,
  homogeneity,
  inexactPolicyIteration,
  jointConvexity,
  type Law,
  logPartition,
  logSumExpBounds,
  mirrorDescentStep,
  monotonePolicyIteration,
  monotonicity,
  movingAverageRate,
  naturalPolicyGradient,
  type Operations,
  objectiveMixtures,
  occupancyDuality,
  occupancyFlow,
  optimalityEquation,
  optimalValueIsMaximum,
  type Policy,
  type Problem,
  performanceDifference,
  policyMixtures,
  policyOdds,
  potentialShaping,
  priorPolicy,
  quadraticRate,
  relabelling,
  residualBounds,
  rewardGradient,
  rewardRecovery,
  rewardScale,
  rewardShift,
  type Solution,
  type Subject,
  shiftEquivariance,
  simulationLemma,
  softmaxDivergence,
  softmaxLipschitz,
  softmaxOdds,
  softmaxOptimality,
  softPolicyEvaluation,
  softPolicyGradient,
  softPolicyImprovement,
  softPolicyIteration,
  spanContraction,
  suboptimalityIdentity,
  subSuperSolution,
  temperatureBias,
  temperatureGradient,
  temperatureMonotonicity,
  terminalIsNotAbsorbing,
  tiedActions,
  twinStates,
  valueIterationRate,
  valueMixtures,
} from '../../properties/index.ts';
import { absorbing } from '../../properties/transformations.ts';
import { type Operator, solve, systemMatrix } from '../../src/conformance/subjects/affine.ts';
import { definitionsSubject, type LawfulFormulas } from '../../src/conformance/subjects/definitions.ts';
import { float64 } from '../../src/interpretations/float64.ts';
import { tabular } from '../../src/interpretations/tabular.ts';
import type { FiniteMdp } from '../../src/mdp/index.ts';
import { exp, log, logSumExp, magnitudeOf } from '../../src/numerics/index.ts';
import { agentMutants, correctAgent } from './agents.ts';
import { discreteMutants } from './discrete.ts';
import { correctLearner, learnerMutants } from './learners.ts';
import { correctMemory, memoryMutants } from './memories.ts';

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
export const correct: Subject & Operations = {
  ...correctLearner,
  ...correctMemory,
  ...correctAgent,
  ...definitionsSubject(),
};

const formula = (formulas: Partial<LawfulFormulas>): Subject => definitionsSubject(formulas);

const operation = (operations: Partial<FiniteOperations>): Subject => ({ ...correct, ...operations });

/** Some operations and nothing else, for laws about what is offered alone. */
const alone = <K extends keyof FiniteOperations>(subject: Subject, ...offered: readonly K[]): Subject => ({
  name: subject.name,
  unitRoundoff: subject.unitRoundoff,
  ...Object.fromEntries(offered.map(operation => [operation, subject[operation]])),
});

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

/** The largest action value, with the entropy of the softmax policy on top of it instead of on top of the mean. */
const entropyOnMaximum = (q: readonly number[], temperature: number): number =>
  Math.max(...q) + (temperature === 0 ? 0 : temperature * correct.entropy(correct.softmax(q, temperature)));

/** A function of the action values at every state, 0 at terminal ones. */
const backedUpBy = (
  value: (q: readonly number[], temperature: number) => number,
  problem: Problem,
  V: readonly number[],
): readonly number[] => {
  const T = tabular(float64, problem.mdp, problem.discount, problem.temperature);
  return actionCounts(problem).map((count, s) => (count === 0 ? 0 : value(T.actionValues(V, s), problem.temperature)));
};

/** One array of values, overwritten state by state: later states see the new values of earlier ones. */
const inPlace = (problem: Problem, V: readonly number[]): readonly number[] => {
  const current = [...V];
  for (const s of V.keys()) current[s] = correct.optimalBackup(problem, current)[s];
  return current;
};

/** The reward of a pair looked up by the number of its action, 0 where the state has no so many actions. */
const rewardsByNumber = (problem: Problem): Problem => {
  const { pairOffsets, actions, rewards } = problem.mdp;
  const places = actionCounts(problem).flatMap((count, s) =>
    Array.from(actions.subarray(pairOffsets[s], pairOffsets[s + 1]), a => (a < count ? pairOffsets[s] + a : -1)),
  );
  return withMdp(problem, { rewards: Float64Array.from(places, pair => rewards[pair] ?? 0) });
};

/** Of several actions of a state that pay the same and lead to the same successors only one counts. */
const distinctActions = (problem: Problem): Problem => {
  const { mdp } = problem;
  const rowOf = (pair: number): string => {
    const [begin, end] = [mdp.transitionOffsets[pair], mdp.transitionOffsets[pair + 1]];
    const parts = [mdp.successors, mdp.weights, mdp.transitionRewards ?? new Float64Array()];
    return [mdp.rewards[pair], ...parts.map(part => part.subarray(begin, end).join())].join(' ');
  };
  /** What stands there again is never worth taking. */
  const again = actionCounts(problem).flatMap((count, s) => {
    const rows = Array.from({ length: count }, (_, a) => rowOf(mdp.pairOffsets[s] + a));
    return rows.map((row, a) => rows.indexOf(row) < a);
  });
  return withMdp(problem, { rewards: mdp.rewards.map((r, pair) => (again[pair] ? -1e9 : r)) });
};

/** Every pair of a state with $n$ actions pays `bonus(n)` more. */
const paying = (problem: Problem, bonus: (actions: number) => number): Problem => {
  const extra = actionCounts(problem).flatMap(count => new Array<number>(count).fill(bonus(count)));
  return withMdp(problem, { rewards: problem.mdp.rewards.map((r, pair) => r + extra[pair]) });
};

/** What ends the episode is left out, unless nothing else can happen. */
const withoutEnds = (problem: Problem): Problem => {
  const { mdp } = problem;
  const weights = Float64Array.from(mdp.weights);
  mdp.rewards.forEach((_, pair) => {
    const [begin, end] = [mdp.transitionOffsets[pair], mdp.transitionOffsets[pair + 1]];
    const row = weights.subarray(begin, end);
    const going = row.map((weight, i) => (mdp.successors[begin + i] === mdp.stateCount ? 0 : weight));
    if (sum([...going]) > 0) row.set(going);
  });
  return withMdp(problem, { weights });
};

/** Whoever leads to the last state ends the episode, as in a table that is one row too short. */
const lastStateEnds = (problem: Problem): Problem =>
  withMdp(problem, {
    successors: problem.mdp.successors.map(next => (next === problem.mdp.stateCount - 1 ? next + 1 : next)),
  });

/** The fixed point of an operator by iteration, with what is left as its claim. */
const iterated = (problem: Problem, T: (V: readonly number[]) => readonly number[]): Solution => {
  let V: readonly number[] = actionCounts(problem).map(() => 0);
  for (let sweep = 0; sweep < 2500; sweep++) V = T(V);
  const left = Math.max(...T(V).map((v, s) => Math.abs(v - V[s])));
  return { values: V, error: left / (1 - problem.discount) + 1e-9 };
};

/** The successor is chosen like an action: $r + \gamma \alpha \log \mathbb{E}[e^{V/\alpha}]$. */
const optimistic = (problem: Problem, V: readonly number[]): readonly number[] => {
  const { mdp, discount, temperature } = problem;
  const counts = actionCounts(problem);
  if (temperature === 0) return correct.optimalBackup(problem, V);
  const hoped = mdp.rewards.map((_, pair) => {
    const [begin, end] = [mdp.transitionOffsets[pair], mdp.transitionOffsets[pair + 1]];
    const weights = [...mdp.weights.subarray(begin, end)];
    const next = Array.from(mdp.successors.subarray(begin, end), x => ((counts[x] ?? 0) > 0 ? V[x] : 0));
    const tilted = next.map((v, i) => v + temperature * log(weights[i] / sum(weights)));
    const plain = next.map((v, i) => (weights[i] / sum(weights)) * v);
    return discount * (correct.logSumExp(tilted, temperature) - sum(plain));
  });
  const rewards = mdp.rewards.map((r, pair) => r + hoped[pair]);
  return correct.optimalBackup(withMdp(problem, { rewards }), V);
};

/** What transitions pay is averaged as if they were equally likely. */
const unweightedRewards = (problem: Problem): Problem => {
  const { rewards, transitionOffsets, transitionRewards, weights } = problem.mdp;
  if (transitionRewards === undefined) return problem;
  const mean = rewards.map((r, pair) => {
    const paid = transitionRewards.subarray(transitionOffsets[pair], transitionOffsets[pair + 1]);
    return r + sum([...paid]) / paid.length;
  });
  return withMdp(problem, { rewards: mean, transitionRewards: new Float64Array(weights.length) });
};

/** What the first action of a successor pays stands for the reward of the pair that leads there. */
const arrivalRewards = (problem: Problem): Problem => {
  const { pairOffsets, rewards, successors, transitionOffsets } = problem.mdp;
  const counts = actionCounts(problem);
  const arrival = (next: number): number => ((counts[next] ?? 0) > 0 ? rewards[pairOffsets[next]] : 0);
  return withMdp(problem, { rewards: rewards.map((_, pair) => arrival(successors[transitionOffsets[pair]])) });
};

/** Every reward cut to what lies between -1 and 1. */
const clipped = (problem: Problem): Problem => {
  const clip = (r: number): number => Math.max(-1, Math.min(1, r));
  const { rewards, transitionRewards } = problem.mdp;
  return withMdp(problem, {
    rewards: rewards.map(clip),
    ...(transitionRewards && { transitionRewards: transitionRewards.map(clip) }),
  });
};
/** The hard optimum, with the entropy of the tied actions of the state alone. */
const entropyOfTies = (problem: Problem): Solution => {
  const { mdp, discount, temperature } = problem;
  const hard = correct.optimalValues(atTemperature(problem, 0));
  const T = tabular(float64, mdp, discount, 0);
  const tied = actionCounts(problem).map((count, s) => {
    const Q = count === 0 ? [0] : T.actionValues(hard.values, s);
    return Q.filter(q => q >= Math.max(...Q) - 1e-9).length;
  });
  return { ...hard, values: hard.values.map((v, s) => v + temperature * log(tied[s])) };
};

/** All probability on the first of the likeliest actions. */
const likeliest = (policy: Policy): Policy =>
  policy.map(row => row.map((_, a) => (a === row.indexOf(Math.max(...row)) ? 0 : Number.NEGATIVE_INFINITY)));

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
    name: 'entropy on top of the maximum',
    formula: 'V* = max Q + alpha H(softmax(Q / alpha)), offered alone',
    killedBy: jointConvexity,
    subject: alone(operation({ logSumExp: entropyOnMaximum }), 'logSumExp'),
  },
  {
    name: 'unlikely actions left out',
    formula: 'V* = alpha log of the sum of exp(Q / alpha) over Q > max Q - 3 alpha, offered alone',
    killedBy: choiceInStages,
    subject: alone(
      operation({
        logSumExp: (q, temperature) =>
          correct.logSumExp(
            q.filter(x => x >= Math.max(...q) - 3 * temperature),
            temperature,
          ),
      }),
      'logSumExp',
    ),
  },
  {
    name: 'entropy of an impossible action',
    formula: 'H = -sum of p log p, with 0 log 0 = NaN',
    killedBy: entropyChainRule,
    subject: operation({ entropy: logPolicy => -sum(logPolicy.map(l => exp(l) * l)) }),
  },
  {
    name: 'log-probabilities clipped',
    formula: 'log pi = max(log softmax(Q / alpha), -20), offered alone',
    killedBy: softmaxOdds,
    subject: alone(
      operation({ softmax: (q, temperature) => correct.softmax(q, temperature).map(l => Math.max(l, -20)) }),
      'softmax',
    ),
  },
  {
    name: 'softmax sharpened',
    formula: 'pi proportional to softmax(Q / alpha)^1.1, offered alone',
    killedBy: softmaxLipschitz,
    subject: alone(operation({ softmax: (q, temperature) => correct.softmax(q, temperature / 1.1) }), 'softmax'),
  },
  {
    name: 'policy backup with entropy in bits',
    formula: 'T^pi V = E[Q - alpha log2 pi], offered alone',
    killedBy: policyMixtures,
    subject: alone(
      operation({
        policyBackup: (problem, policy, V) =>
          correct.policyBackup(atTemperature(problem, problem.temperature / log(2)), policy, V),
      }),
      'policyBackup',
    ),
  },
  {
    name: 'value of the state itself in the average',
    formula: "Q = r + gamma E[3/4 V(s') + 1/4 V(s)], offered alone",
    killedBy: spanContraction,
    subject: alone(
      operation({
        optimalBackup: (problem, V) => {
          const { discount } = problem;
          const backup = correct.optimalBackup({ ...problem, discount: 0.75 * discount }, V);
          return backup.map((v, s) => (actionCounts(problem)[s] > 0 ? v + 0.25 * discount * V[s] : v));
        },
      }),
      'optimalBackup',
    ),
  },
  {
    name: 'optimal backup with entropy on top of the maximum',
    formula: 'T*V = max Q + alpha H(softmax(Q / alpha)), offered alone',
    killedBy: backupConvexity,
    subject: alone(
      operation({ optimalBackup: (problem, V) => backedUpBy(entropyOnMaximum, problem, V) }),
      'optimalBackup',
    ),
  },
  {
    name: 'probabilities ignored in the operators',
    formula: "Q = r + gamma mean of V' over the successors, in optimal backup and softmax alone",
    killedBy: backupTangent,
    subject: alone(
      misread(problem => withMdp(problem, { weights: problem.mdp.weights.map(() => 1) })),
      'optimalBackup',
      'softmaxPolicy',
    ),
  },
  {
    name: 'rewards by the number of the action',
    formula: 'r(s, a) at position a of the actions of s, whatever their numbers are',
    killedBy: relabelling,
    subject: misread(rewardsByNumber),
  },
  {
    name: 'values overwritten during the sweep',
    formula: 'T*V with the new values of the states before s (Gauss-Seidel, called the optimal backup)',
    killedBy: relabelling,
    subject: operation({ optimalBackup: inPlace }),
  },
  {
    name: 'equal actions counted once',
    formula: 'V* = alpha log of the sum of exp(Q / alpha) over the set of actions that differ',
    killedBy: actionCopies,
    subject: operation({ optimalValues: problem => correct.optimalValues(distinctActions(problem)) }),
  },
  {
    name: 'last state never a successor',
    formula: "Q = r + gamma E[V'] with V(n - 1) = 0, offered alone",
    killedBy: twinStates,
    subject: alone(misread(lastStateEnds), 'optimalValues'),
  },
  {
    name: 'mellowmax in the solver',
    formula: 'V* = alpha log mean exp(Q* / alpha), offered alone',
    killedBy: anotherAction,
    subject: alone(
      misread(problem => paying(problem, n => -problem.temperature * log(n))),
      'optimalValues',
    ),
  },
  {
    name: 'the largest entropy for every policy',
    formula: 'V^pi = E[Q] + alpha log n, solvers alone',
    killedBy: priorPolicy,
    subject: alone(
      operation({
        policyValues: (problem, policy) =>
          correct.policyValues(
            atTemperature(
              paying(problem, n => problem.temperature * log(n)),
              0,
            ),
            policy,
          ),
      }),
      'optimalValues',
      'policyValues',
    ),
  },
  {
    name: 'endings left out of the average',
    formula: "Q = r + gamma E[V' given that the episode goes on], solvers alone",
    killedBy: discountIsLeaving,
    subject: alone(misread(withoutEnds), 'optimalValues', 'policyValues'),
  },
  {
    name: 'rewards clipped',
    formula: 'r cut to [-1, 1], offered alone',
    killedBy: actionSequences,
    subject: alone(misread(clipped), 'optimalBackup'),
  },
  {
    name: 'rewards of transitions averaged without weights',
    formula: "r(s, a) + mean of r(s, a, s') over the successors, in solver and softmax alone",
    killedBy: rewardRecovery,
    subject: alone(misread(unweightedRewards), 'optimalValues', 'softmaxPolicy'),
  },
  {
    name: 'successors chosen like actions',
    formula: "Q = r + gamma alpha log E[exp(V' / alpha)], offered alone",
    killedBy: optimalityEquation,
    subject: alone(
      operation({ optimalValues: problem => iterated(problem, V => optimistic(problem, V)) }),
      'optimalValues',
    ),
  },
  {
    name: 'entropy from the second step on',
    formula: 'V^pi = E[Q^pi], offered alone',
    killedBy: evaluationEquation,
    subject: alone(
      operation({
        policyValues: (problem, policy) => {
          const { values, error } = correct.policyValues(problem, policy);
          const bonus = entropies(policy);
          return { values: values.map((v, s) => v - problem.temperature * bonus[s]), error };
        },
      }),
      'policyValues',
    ),
  },
  {
    name: 'discount in single precision',
    formula: 'T*V with gamma rounded to 24 bits, offered alone',
    killedBy: logPartition,
    subject: alone(
      misread(problem => ({ ...problem, discount: Math.fround(problem.discount) })),
      'optimalBackup',
    ),
  },
  {
    name: 'rewards of the successors',
    formula: "pi_V of Q = E[r(s', first action)] + gamma P V, offered alone",
    killedBy: policyOdds,
    subject: alone(misread(arrivalRewards), 'softmaxPolicy'),
  },
  {
    name: 'logarithm cut off',
    formula: 'V = E[Q - alpha max(log pi, log 1e-8)], offered alone',
    killedBy: valueMixtures,
    subject: alone(
      operation({
        stateValue: (logPolicy, q, temperature) =>
          mean(logPolicy, a => q[a] - temperature * Math.max(logPolicy[a], log(1e-8))),
      }),
      'stateValue',
    ),
  },
  {
    name: 'objective with entropy per action',
    formula: 'J = E[alpha log pi / log n - Q], offered alone',
    killedBy: objectiveMixtures,
    subject: alone(
      operation({
        klObjective: (logPolicy, q, temperature) => correct.klObjective(logPolicy, q, temperature / log(q.length)),
      }),
      'klObjective',
    ),
  },
  {
    name: 'temperature in units of the largest reward',
    formula: 'V = E[Q - alpha max |r| log pi]',
    killedBy: entropyValue,
    subject: operation({
      policyValues: (problem, policy) =>
        correct.policyValues(atTemperature(problem, problem.temperature * magnitudeOf(problem.mdp.rewards)), policy),
    }),
  },
  {
    name: 'temperature clipped',
    formula: 'V* at the temperature min(alpha, 1)',
    killedBy: temperatureGradient,
    subject: operation({
      optimalValues: problem => correct.optimalValues(atTemperature(problem, Math.min(problem.temperature, 1))),
    }),
  },
  {
    name: 'entropy of ties, but none that is to come',
    formula: 'V* = V_0* + alpha log |argmax Q_0*|',
    killedBy: tiedActions,
    subject: operation({ optimalValues: entropyOfTies }),
  },
  {
    name: 'rewards clipped everywhere',
    formula: 'r cut to [-1, 1]',
    killedBy: rewardGradient,
    subject: misread(clipped),
  },
  {
    name: 'action values clipped',
    formula: 'pi = softmax(max(-10, min(10, Q)) / alpha)',
    killedBy: mirrorDescentStep,
    subject: operation({
      softmax: (q, temperature) =>
        correct.softmax(
          q.map(x => Math.max(-10, Math.min(10, x))),
          temperature,
        ),
    }),
  },
  {
    name: 'entropy of the first state alone',
    formula: 'V = V_0 + alpha H(pi(. | s))',
    killedBy: performanceDifference,
    subject: operation({
      policyValues: (problem, policy) => {
        const hard = correct.policyValues(atTemperature(problem, 0), policy);
        const bonus = entropies(policy).map(H => problem.temperature * H);
        return { ...hard, values: hard.values.map((v, s) => v + bonus[s]) };
      },
    }),
  },
  {
    name: 'the first visit not counted',
    formula: 'mu = (1 - gamma) sum of gamma^(t - 1) Pr(s_t = s, a_t = a) over t >= 1',
    killedBy: occupancyFlow,
    subject: operation({
      occupancy: (problem, policy, start) => {
        const { weights, error } = correct.occupancy(problem, policy, start);
        const { discount } = problem;
        const later = (w: number, s: number, a: number): number =>
          (w - (1 - discount) * start[s] * exp(policy[s][a])) / discount;
        return { weights: weights.map((row, s) => row.map((w, a) => later(w, s, a))), error };
      },
    }),
  },
  {
    name: 'visits of episodes begun again',
    formula: 'mu / sum of mu',
    killedBy: occupancyDuality,
    subject: operation({
      occupancy: (problem, policy, start) => {
        const { weights, error } = correct.occupancy(problem, policy, start);
        const total = sum(weights.flat());
        return { weights: weights.map(row => row.map(w => w / total)), error };
      },
    }),
  },
  {
    name: 'gradient of the entropy forgotten',
    formula: 'dV/dtheta = mu (Q - V) / (1 - gamma), without entropy in Q and V',
    killedBy: softPolicyGradient,
    subject: operation({
      valueGradient: (problem, policy, start) => correct.valueGradient(atTemperature(problem, 0), policy, start),
    }),
  },
  {
    name: 'gradient of each visit for itself',
    formula: 'dV/dtheta = mu (Q - alpha log pi - V)',
    killedBy: softPolicyGradient,
    subject: operation({
      valueGradient: (problem, policy, start) => {
        const { gradient, error } = correct.valueGradient(problem, policy, start);
        return { gradient: gradient.map(row => row.map(g => (1 - problem.discount) * g)), error };
      },
    }),
  },
  {
    name: 'advantage averaged before it meets its action',
    formula: 'dV/dtheta = mu E_pi[Q - alpha log pi - V] / (1 - gamma), which is 0',
    killedBy: gradientDomination,
    subject: operation({
      valueGradient: (_, policy) => ({ gradient: policy.map(row => row.map(() => 0)), error: 0 }),
    }),
  },
  {
    name: 'the likeliest action evaluated',
    formula: 'V of argmax pi',
    killedBy: naturalPolicyGradient,
    subject: operation({ policyValues: (problem, policy) => correct.policyValues(problem, likeliest(policy)) }),
  },
  {
    name: 'costs for rewards in the softmax',
    formula: 'pi_V = softmax(-Q / alpha)',
    killedBy: inexactPolicyIteration,
    subject: operation({
      softmaxPolicy: (problem, V) =>
        correct.softmaxPolicy(
          withMdp(problem, {
            rewards: problem.mdp.rewards.map(r => -r),
            ...(problem.mdp.transitionRewards && { transitionRewards: problem.mdp.transitionRewards.map(r => -r) }),
          }),
          V.map(v => -v),
        ),
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
  ...discreteMutants,
  ...memoryMutants,
  ...learnerMutants,
];
