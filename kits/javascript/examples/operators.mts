/** A correct implementation of the operators on finite problems, in TypeScript. */
import { type Operations, type Problem, serve } from '../soft-bellman-harness.mjs';

const sum = (terms: readonly number[]): number => terms.reduce((a, b) => a + b, 0);

/** Q(s, a) = r + discount * E[V(s')] for every action; V is 0 where nothing is chosen and where the episode ends. */
const actionValues = ({ actions, discount }: Problem, values: readonly number[], state: number): number[] => {
  const value = (next: number | null): number => (next === null || actions[next].length === 0 ? 0 : values[next]);
  return actions[state].map(({ reward, transitions }) => {
    const mass = sum(transitions.map(([, probability]) => probability));
    const mean = sum(transitions.map(([next, probability, paid = 0]) => probability * (paid + discount * value(next))));
    return reward + mean / mass;
  });
};

/** Log-probabilities and the value of them; at temperature 0 uniform over the maximisers. */
const softmax = (q: readonly number[], temperature: number): { logPolicy: number[]; value: number } => {
  const top = Math.max(...q);
  const distance = (x: number): number => (x === top ? 0 : temperature > 0 ? (x - top) / temperature : -Infinity);
  const normaliser = Math.log(sum(q.map(x => Math.exp(distance(x)))));
  return { logPolicy: q.map(x => distance(x) - normaliser), value: top + temperature * normaliser };
};

const operators: Partial<Operations> = {
  optimalBackup: (problem, values) =>
    problem.actions.map((actions, s) =>
      actions.length === 0 ? 0 : softmax(actionValues(problem, values, s), problem.temperature).value,
    ),
  policyBackup: (problem, policy, values) =>
    policy.map((logPolicy, s) => {
      const q = logPolicy.length === 0 ? [] : actionValues(problem, values, s);
      return sum(logPolicy.map((l, a) => (l === -Infinity ? 0 : Math.exp(l) * (q[a] - problem.temperature * l))));
    }),
  softmaxPolicy: (problem, values) =>
    problem.actions.map((actions, s) =>
      actions.length === 0 ? [] : softmax(actionValues(problem, values, s), problem.temperature).logPolicy,
    ),
};

await serve('operators in TypeScript', operators);
