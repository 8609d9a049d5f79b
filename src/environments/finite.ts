import type { FiniteMdp } from '../mdp/finite-mdp.ts';
import { type Random, random } from '../numerics/index.ts';
import { checkAction, checkSaved, type Environment, EnvironmentError } from './environment.ts';

/**
 * A finite MDP to act in. Observations are one-hot, and all 0 once the episode has ended without a state. Actions are numbered as in the model;
 * one that a state does not have is refused. A terminal state ends the episode, and so does a transition to the end.
 *
 * @throws {@link EnvironmentError} unless `start` is a state with actions.
 */
export const finiteEnvironment = (id: string, mdp: FiniteMdp, start: number): Environment => {
  const { stateCount, pairOffsets, actions, rewards, transitionOffsets, successors, weights, transitionRewards } = mdp;
  const isTerminal = (state: number): boolean => state === stateCount || pairOffsets[state] === pairOffsets[state + 1];
  if (!(Number.isInteger(start) && start >= 0 && start < stateCount) || isTerminal(start))
    throw new EnvironmentError(
      `${id} starts in state ${start}, expected one with actions among 0 to ${stateCount - 1}`,
    );

  let source: Random = random(0);
  let state = start;
  const observation = (): Float32Array => {
    const oneHot = new Float32Array(stateCount);
    if (state < stateCount) oneHot[state] = 1;
    return oneHot;
  };
  const pairOf = (action: number): number => {
    if (!isTerminal(state))
      for (let pair = pairOffsets[state]; pair < pairOffsets[state + 1]; pair++)
        if (actions[pair] === action) return pair;
    throw new EnvironmentError(
      isTerminal(state)
        ? `the episode of ${id} is over, expected a reset before the next action`
        : `state ${state} of ${id} has no action ${action}`,
    );
  };
  /** The transition of a pair at which the sum of weights exceeds its share. */
  const drawn = (pair: number): number => {
    const last = transitionOffsets[pair + 1] - 1;
    let total = 0;
    for (let t = transitionOffsets[pair]; t <= last; t++) total += weights[t];
    let left = source.uniform() * total;
    let t = transitionOffsets[pair];
    while (t < last && left >= weights[t]) left -= weights[t++];
    return t;
  };

  return {
    id,
    observationSpace: {
      kind: 'box',
      low: Array.from({ length: stateCount }, () => 0),
      high: Array.from({ length: stateCount }, () => 1),
    },
    actionSpace: { kind: 'discrete', count: 1 + actions.reduce((most, action) => Math.max(most, action), 0) },
    reset: seed => {
      if (seed !== undefined) source = random(seed);
      state = start;
      return observation();
    },
    step: action => {
      checkAction(id, action, 1);
      const pair = pairOf(action[0]);
      const transition = drawn(pair);
      state = successors[transition];
      const reward = rewards[pair] + (transitionRewards?.[transition] ?? 0);
      return { observation: observation(), reward, terminated: isTerminal(state), truncated: false };
    },
    save: () => Float64Array.of(state, ...source.words),
    restore: saved => {
      checkSaved(id, saved, 5);
      if (!(Number.isInteger(saved[0]) && saved[0] >= 0 && saved[0] <= stateCount))
        throw new EnvironmentError(`the saved state of ${id} is ${saved[0]}, expected one of 0 to ${stateCount}`);
      state = saved[0];
      source.words.set(saved.subarray(1));
    },
  };
};
