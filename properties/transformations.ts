/** Problems made from problems, whose solutions the laws relate. */
import type { Successor } from '../src/mdp/assembler.ts';
import { buildMdp, type MdpInput } from '../src/mdp/build.ts';
import type { FiniteMdp } from '../src/mdp/finite-mdp.ts';
import { magnitudeOf, UNIT_ROUNDOFF } from '../src/numerics/index.ts';
import { actingStates, isTerminal, largestReward, pairsOf, statesOf } from './model.ts';
import type { Policy, Problem } from './subject.ts';

/** A problem, and how far rounding in its rewards can move any of its values. */
export interface Transformed {
  readonly problem: Problem;
  readonly error: number;
}

/** Rewards good to `roundoffs` units move values by the $1/(1 - \gamma)$-fold. */
const transformed = (problem: Problem, roundoffs: number, magnitude: number): Transformed => ({
  problem,
  error: (roundoffs * UNIT_ROUNDOFF * magnitude) / (1 - problem.discount),
});

/** Every pair pays `extra(s, a)` more. */
export const withExtraReward = (problem: Problem, extra: (state: number, action: number) => number): Transformed => {
  const { mdp } = problem;
  const rewards = Float64Array.from(mdp.rewards);
  for (const s of statesOf(mdp))
    pairsOf(mdp, s).forEach((pair, a) => {
      rewards[pair] += extra(s, a);
    });
  const raised = { ...mdp, rewards };
  return transformed({ ...problem, mdp: raised }, 1, largestReward(raised));
};

/** Every pair pays `reward(s, a)`, and no transition pays. */
export const withRewards = (problem: Problem, reward: (state: number, action: number) => number): Problem => {
  const { transitionRewards, ...mdp } = problem.mdp;
  const rewards = statesOf(mdp).flatMap(s => pairsOf(mdp, s).map((_, a) => reward(s, a)));
  return { ...problem, mdp: { ...mdp, rewards: Float64Array.from(rewards) } };
};

/** Nothing is paid but entropy, at temperature 1: there a policy's value is its discounted entropy. */
export const entropyAlone = (problem: Problem): Problem => ({ ...withRewards(problem, () => 0), temperature: 1 });

/** Rewards and temperature in other units: exact if `factor` is a power of two. */
export const rescaled = ({ mdp, discount, temperature }: Problem, factor: number): Problem => {
  const rewards = mdp.rewards.map(r => factor * r);
  const onTransition = mdp.transitionRewards?.map(r => factor * r);
  const scaled: FiniteMdp = { ...mdp, rewards, ...(onTransition && { transitionRewards: onTransition }) };
  return { mdp: scaled, discount, temperature: factor * temperature };
};

/** Rewards and temperature times 1.1, and a tenth of all weights, which changes no probability: numbers that no binary format holds. */
export const inexact = (problem: Problem): Problem => {
  const { mdp, ...rest } = rescaled(problem, 1.1);
  return { ...rest, mdp: { ...mdp, weights: mdp.weights.map(w => w / 10) } };
};

/** Rewards $r + \gamma \Phi(s') - \Phi(s)$, where the potential of terminal states and of the end is 0. */
export const shaped = (problem: Problem, potential: readonly number[]): Transformed => {
  const { mdp, discount } = problem;
  const rewards = Float64Array.from(mdp.rewards);
  for (const s of statesOf(mdp)) for (const pair of pairsOf(mdp, s)) rewards[pair] -= potential[s];
  const transitionRewards = Float64Array.from(
    mdp.successors,
    (next, t) => (mdp.transitionRewards?.[t] ?? 0) + discount * (potential[next] ?? 0),
  );
  const magnitude = largestReward(mdp) + 2 * magnitudeOf(potential);
  return transformed({ ...problem, mdp: { ...mdp, rewards, transitionRewards } }, 3, magnitude);
};

/** Transitions to terminal states end the episode instead. */
export const ended = (problem: Problem): Problem => {
  const { mdp } = problem;
  const successors = mdp.successors.map(next =>
    next < mdp.stateCount && isTerminal(mdp, next) ? mdp.stateCount : next,
  );
  return { ...problem, mdp: { ...mdp, successors } };
};

/** Transitions and rewards of some states. */
interface Lists {
  readonly transitions: readonly (readonly [
    state: number,
    action: number,
    next: Successor,
    weight: number,
    reward: number,
  ])[];
  readonly rewards: readonly (readonly [state: number, action: number, reward: number])[];
}

const listed = (mdp: FiniteMdp, states: readonly number[]): Lists => {
  const successor = (next: number): Successor => (next === mdp.stateCount ? 'end' : next);
  const pairs = states.flatMap(s => pairsOf(mdp, s).map(pair => [s, pair] as const));
  return {
    transitions: pairs.flatMap(([s, pair]) =>
      Array.from(mdp.successors.subarray(mdp.transitionOffsets[pair], mdp.transitionOffsets[pair + 1]), (next, i) => {
        const t = mdp.transitionOffsets[pair] + i;
        return [s, mdp.actions[pair], successor(next), mdp.weights[t], mdp.transitionRewards?.[t] ?? 0] as const;
      }),
    ),
    rewards: pairs.map(([s, pair]) => [s, mdp.actions[pair], mdp.rewards[pair]] as const),
  };
};

const terminalStates = (mdp: FiniteMdp): readonly number[] => statesOf(mdp).filter(s => isTerminal(mdp, s));

/** The same discount and temperature with a model given by lists. */
const listedProblem = (problem: Problem, input: MdpInput): Problem => ({
  ...problem,
  mdp: buildMdp(input, { normalize: true }),
});

/** One more transition of every pair leads to `target`, with this weight. */
export const diverted = (problem: Problem, target: number, weight: number): Problem => {
  const { mdp } = problem;
  const states = statesOf(mdp);
  const { transitions, rewards } = listed(mdp, states);
  const detours = states.flatMap(s => pairsOf(mdp, s).map(pair => [s, mdp.actions[pair], target, weight] as const));
  return listedProblem(problem, {
    stateCount: mdp.stateCount,
    transitions: [...transitions, ...detours],
    rewards,
    terminal: terminalStates(mdp),
  });
};

/** In `state` nothing happens any more: `actions` actions pay 0 and lead back to it; with none it is terminal. */
export const absorbing = (problem: Problem, state: number, actions: number): Problem => {
  const { mdp } = problem;
  const others = statesOf(mdp).filter(s => s !== state);
  const loops = Array.from({ length: actions }, (_, a) => [state, a, state, 1] as const);
  const { transitions, rewards } = listed(mdp, others);
  const terminal = [...others.filter(s => isTerminal(mdp, s)), ...(actions === 0 ? [state] : [])];
  return listedProblem(problem, {
    stateCount: mdp.stateCount,
    transitions: [...transitions, ...loops],
    rewards,
    terminal,
  });
};

/** The action numbers of a state end before this. */
const actionsEnd = (mdp: FiniteMdp): number => mdp.actions.reduce((end, a) => Math.max(end, a + 1), 0);

/** State `i` is what was state `order[i]`; its actions stand in reverse order, under numbers with gaps. */
export const relabelled = (problem: Problem, order: readonly number[]): Problem => {
  const { mdp } = problem;
  const { transitions, rewards } = listed(mdp, statesOf(mdp));
  const state = (s: number): number => order.indexOf(s);
  const successor = (next: Successor): Successor => (next === 'end' ? next : state(next));
  const action = (a: number): number => 2 * (actionsEnd(mdp) - a) + 1;
  return listedProblem(problem, {
    stateCount: mdp.stateCount,
    transitions: transitions.map(([s, a, next, w, r]) => [state(s), action(a), successor(next), w, r]),
    rewards: rewards.map(([s, a, r]) => [state(s), action(a), r]),
    terminal: terminalStates(mdp).map(state),
  });
};

/** One more state does what `state` does, and every other transition that led there leads to it. */
export const split = (problem: Problem, state: number): Problem => {
  const { mdp } = problem;
  const twin = mdp.stateCount;
  const original = listed(mdp, statesOf(mdp));
  const again = listed(mdp, [state]);
  const transitions = [...original.transitions, ...again.transitions.map(([, ...rest]) => [twin, ...rest] as const)];
  let arrivals = 0;
  return listedProblem(problem, {
    stateCount: mdp.stateCount + 1,
    transitions: transitions.map(([s, a, next, w, r]) => {
      const turned = next === state && ++arrivals % 2 === 1;
      return [s, a, turned ? twin : next, w, r];
    }),
    rewards: [...original.rewards, ...again.rewards.map(([, a, r]) => [twin, a, r] as const)],
    terminal: terminalStates(mdp),
  });
};

/** One action of a state stands there `count` times, each copy for a reward lower by `price`. */
export const copied = (problem: Problem, state: number, pair: number, count: number, price: number): Transformed => {
  const { mdp } = problem;
  const { transitions, rewards } = listed(mdp, statesOf(mdp));
  const chosen = mdp.actions[pair];
  const isChosen = ([s, a]: readonly [number, number, ...unknown[]]): boolean => s === state && a === chosen;
  const numbered = (copy: number): number => (copy === 0 ? chosen : actionsEnd(mdp) + copy);
  const copies = Array.from({ length: count }, (_, copy) => numbered(copy));
  const result = listedProblem(problem, {
    stateCount: mdp.stateCount,
    transitions: transitions.flatMap(t => {
      const [s, a, ...rest] = t;
      return isChosen(t) ? copies.map(copy => [s, copy, ...rest] as const) : [[s, a, ...rest] as const];
    }),
    rewards: rewards.flatMap(entry => {
      const [s, , r] = entry;
      return isChosen(entry) ? copies.map(copy => [s, copy, r - price] as const) : [entry];
    }),
    terminal: terminalStates(mdp),
  });
  return transformed(result, 4, largestReward(mdp) + Math.abs(price));
};

/** At every state where something is chosen, one more action pays `reward` and ends the episode. */
export const withExit = (problem: Problem, reward: number): Problem => {
  const { mdp } = problem;
  const { transitions, rewards } = listed(mdp, statesOf(mdp));
  const exit = actionsEnd(mdp);
  const acting = actingStates(mdp);
  return listedProblem(problem, {
    stateCount: mdp.stateCount,
    transitions: [...transitions, ...acting.map(s => [s, exit, 'end', 1] as const)],
    rewards: [...rewards, ...acting.map(s => [s, exit, reward] as const)],
    terminal: terminalStates(mdp),
  });
};

/**
 * Rewards $r + \alpha \log \nu$ for a policy $\nu$ that gives every action a probability: three roundings of the bonus, and up to six where exponentials
 * of its log-probabilities do not sum to 1 exactly.
 */
export const withPrior = (problem: Problem, prior: Policy): Transformed => {
  const { mdp, temperature } = problem;
  const bonus = prior.flat().map(l => temperature * l);
  const rewards = mdp.rewards.map((r, pair) => r + bonus[pair]);
  const magnitude = largestReward(mdp) + Math.max(temperature, magnitudeOf(bonus));
  return transformed({ ...problem, mdp: { ...mdp, rewards } }, 9, magnitude);
};

/** Every step ends the episode with probability 1/2, after it has paid what it pays. */
export const halfLeaving = (problem: Problem): Problem => {
  const { mdp } = problem;
  const { transitions, rewards } = listed(mdp, statesOf(mdp));
  return listedProblem(problem, {
    stateCount: mdp.stateCount,
    transitions: transitions.flatMap(([s, a, next, w, r]) => [
      [s, a, next, w, r] as const,
      [s, a, 'end', w, r] as const,
    ]),
    rewards,
    terminal: terminalStates(mdp),
  });
};

/** Every pair takes the first of its transitions for certain. */
export const determined = (problem: Problem): Problem => {
  const { mdp } = problem;
  const first = mdp.transitionOffsets.slice(0, -1);
  const onTransition = mdp.transitionRewards;
  return {
    ...problem,
    mdp: {
      ...mdp,
      transitionOffsets: Int32Array.from(mdp.transitionOffsets, (_, pair) => pair),
      successors: Int32Array.from(first, t => mdp.successors[t]),
      weights: Float64Array.from(first, () => 1),
      ...(onTransition && { transitionRewards: Float64Array.from(first, t => onTransition[t]) }),
    },
  };
};
