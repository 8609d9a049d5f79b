/** The bridge for continuous actions: states are marked by a single 1, networks are tables and slopes, and the noise is given, so that every mean over the batch is exact. */
import { describe, test } from 'vitest';
import { entropy, softBackup, softStateValue, twinMinimum } from '../../src/definitions/index.ts';
import { mapRecord } from '../../src/engines/graph.ts';
import { drawn, seen, squashedDraw } from '../../src/interpretations/sampled.ts';
import { tanh } from '../../src/interpretations/tanh.ts';
import { random } from '../../src/numerics/index.ts';
import { continuousActions } from '../../src/sac/actions.ts';
import { untrained, updateGraph, updateInputs } from '../../src/sac/learner.ts';
import { type TwinCriticsParameters, twinCritics } from '../../src/sac/twin-critics.ts';
import { blocking, engines } from '../engines/blocking.ts';
import { Float, type Precise, precise as R } from '../interpretations/precise.ts';
import { seed } from '../laws/seed.ts';
import { areDerivatives, isReproduced, isTerminal, range, STATES, updated, type Values } from './bridge.ts';

const hyperparameters: TwinCriticsParameters = {
  discount: 0.75,
  tau: 0.25,
  temperature: 0.5,
  actorRate: 2 ** -10,
  criticRate: 2 ** -10,
  temperatureRate: 2 ** -10,
  targetEntropy: -0.75,
};

/** A graph knows $\pi$ as the nearest double. */
const rounded = { ...R, pi: Float(Math.PI) };

const NODES = 4;
const draw = random(seed).centred;

const rows = range(STATES).flatMap(s =>
  range(NODES).map(k => ({
    s,
    action: (k - 1) / 4,
    reward: Math.fround(4 * draw()),
    next: (s + k) % STATES,
    noise: (2 * k - 3) / 2,
    nextNoise: (3 - 2 * k) / 4,
  })),
);

const mark = (s: number): readonly number[] => range(STATES).map(j => Number(s === j));

const algorithm = twinCritics(continuousActions(STATES, 1, []), hyperparameters);
const graph = updateGraph(algorithm, rows.length);
const transitions = {
  observations: rows.flatMap(({ s }) => mark(s)),
  actions: rows.map(({ action }) => action),
  rewards: rows.map(({ reward }) => reward),
  nextObservations: rows.flatMap(({ next }) => mark(next)),
  terminated: rows.map(({ next }) => Number(isTerminal(next))),
};
const noise = { action: rows.map(row => row.noise), next: rows.map(row => row.nextNoise) };
const inputs = mapRecord(updateInputs(algorithm, untrained(algorithm, seed), transitions, noise), (numbers, name) =>
  Array.from(numbers, x => Math.fround(name === 'targets' ? draw() - 2 * x : x)),
);

/** $Q(s, a) = w_s + v a + b$. */
const criticOf =
  (parameters: readonly Precise[]) =>
  (s: number, a: Precise): Precise =>
    parameters[s].add(parameters[STATES].mul(a)).add(parameters[STATES + 1]);

const SIZE = STATES + 2;

const twins = (numbers: readonly Precise[]) => [0, 1].map(k => criticOf(numbers.slice(k * SIZE, (k + 1) * SIZE)));

/** First moments after a step from 0, by the definitions on one draw of each policy. */
const expectedOf = (given: Values): Values => {
  const head = (k: number, s: number): Precise => {
    const at = k * (STATES + 1);
    return given['actor.values'][at + s].add(given['actor.values'][at + STATES]);
  };
  const policy = (s: number, epsilon: number) => {
    const logDeviation = R.add(Float(-1.5), R.mul(Float(3.5), tanh(R, head(1, s))));
    const gaussian = { mean: [head(0, s)], logDeviation: [logDeviation], noise: [epsilon], scale: [1] };
    const { action, logProb } = squashedDraw(rounded, gaussian);
    return drawn(action[0], logProb);
  };
  const alpha = given['temperature.values'][0].exp();
  const [first, second] = twins(given.targets);
  const mean = (terms: readonly Precise[]): Precise => terms.reduce((a, b) => a.add(b)).div(Float(rows.length));
  const backups = rows.map(({ reward, next, nextNoise }) =>
    softBackup(
      R,
      Float(reward),
      Float(hyperparameters.discount),
      seen<Precise, number>(next),
      s => Float(Number(isTerminal(s))),
      s => softStateValue(R, policy(s, nextNoise), a => twinMinimum(R, first(s, a), second(s, a)), alpha),
    ),
  );
  const slopes = twins(given['critics.values']).flatMap(Q => {
    const residuals = rows.map(({ s, action }, i) => Q(s, Float(action)).sub(backups[i]));
    const weighed = (weight: (row: (typeof rows)[number]) => number): Precise =>
      mean(residuals.map((x, i) => x.mul(Float(weight(rows[i])))));
    return [
      ...range(STATES).map(j => weighed(({ s }) => Number(s === j))),
      weighed(({ action }) => action),
      weighed(() => 1),
    ];
  });
  const surplus = mean(rows.map(row => entropy(R, policy(row.s, row.noise)))).sub(Float(hyperparameters.targetEntropy));
  const moments = (derivatives: readonly Precise[]): readonly Precise[] => derivatives.map(g => g.mul(Float(1 - 0.9)));
  return { 'critics.firstMoments': moments(slopes), 'temperature.firstMoments': moments([alpha.mul(surplus)]) };
};

describe('twin critics of continuous actions', () => {
  const precise = mapRecord(inputs, numbers => numbers.map(Float));
  const exact = expectedOf(precise);

  test('derivatives are those of the operators', () => {
    areDerivatives(updated(graph, precise), exact);
  });

  test.for(engines)('likewise $name', async ({ name, isThere }, { skip }) => {
    skip(!isThere, 'not installed');
    isReproduced(await blocking(name), graph, inputs, exact);
  });
});
