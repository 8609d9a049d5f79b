/** Problems made from problems, whose solutions the laws relate. */
import type { Successor } from '../src/mdp/assembler.ts';
import { buildMdp, type MdpInput } from '../src/mdp/build.ts';
import type { FiniteMdp } from '../src/mdp/finite-mdp.ts';
import { UNIT_ROUNDOFF } from '../src/numerics/index.ts';
import { isTerminal, largestReward, pairsOf, statesOf } from './model.ts';
import type { Problem } from './subject.ts';

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

/** Rewards $r + \gamma \Phi(s') - \Phi(s)$, where the potential of terminal states and of the end is 0. */
export const shaped = (problem: Problem, potential: readonly number[]): Transformed => {
  const { mdp, discount } = problem;
  const rewards = Float64Array.from(mdp.rewards);
  for (const s of statesOf(mdp)) for (const pair of pairsOf(mdp, s)) rewards[pair] -= potential[s];
  const transitionRewards = Float64Array.from(
    mdp.successors,
    (next, t) => (mdp.transitionRewards?.[t] ?? 0) + discount * (potential[next] ?? 0),
  );
  const magnitude = largestReward(mdp) + 2 * potential.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
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

/** Transitions and rewards of some states, as lists. */
const listed = (mdp: FiniteMdp, states: readonly number[]): Required<Pick<MdpInput, 'transitions' | 'rewards'>> => {
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

/** One more transition of every pair leads to `target`, with this weight. */
export const diverted = (problem: Problem, target: number, weight: number): Problem => {
  const { mdp } = problem;
  const states = statesOf(mdp);
  const { transitions, rewards } = listed(mdp, states);
  const detours = states.flatMap(s => pairsOf(mdp, s).map(pair => [s, mdp.actions[pair], target, weight] as const));
  const terminal = states.filter(s => isTerminal(mdp, s));
  const input = { stateCount: mdp.stateCount, transitions: [...transitions, ...detours], rewards, terminal };
  return { ...problem, mdp: buildMdp(input, { normalize: true }) };
};

/** In `state` nothing happens any more: `actions` actions pay 0 and lead back to it; with none it is terminal. */
export const absorbing = (problem: Problem, state: number, actions: number): Problem => {
  const { mdp } = problem;
  const others = statesOf(mdp).filter(s => s !== state);
  const loops = Array.from({ length: actions }, (_, a) => [state, a, state, 1] as const);
  const { transitions, rewards } = listed(mdp, others);
  const terminal = [...others.filter(s => isTerminal(mdp, s)), ...(actions === 0 ? [state] : [])];
  const input = { stateCount: mdp.stateCount, transitions: [...transitions, ...loops], rewards, terminal };
  return { ...problem, mdp: buildMdp(input, { normalize: true }) };
};
