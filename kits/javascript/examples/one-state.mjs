/** A correct implementation of the functions of one state. */
import { serve } from '../soft-bellman-harness.mjs';

const sum = terms => terms.reduce((a, b) => a + b, 0);

const logSumExp = (q, temperature) => {
  const top = Math.max(...q);
  if (temperature === 0) return top;
  return top + temperature * Math.log(sum(q.map(x => Math.exp((x - top) / temperature))));
};

const softmax = (q, temperature) => {
  const top = Math.max(...q);
  const normaliser = Math.log(sum(q.map(x => Math.exp((x - top) / temperature))));
  return q.map(x => (x - top) / temperature - normaliser);
};

const stateValue = (logPolicy, q, temperature) =>
  sum(logPolicy.map((l, a) => (l === -Infinity ? 0 : Math.exp(l) * (q[a] - temperature * l))));

const klObjective = (logPolicy, q, temperature) => -stateValue(logPolicy, q, temperature);

await serve('one state in JavaScript', { logSumExp, softmax, stateValue, klObjective });
