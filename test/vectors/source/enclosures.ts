/** What every operation returns, enclosed: the definitions over intervals, one enclosure for each convention that careful authors follow. */
import type { Operations, Policy, Problem, Solution, Twin } from '../../../properties/subject.ts';
import { definitionsSubject } from '../../../src/conformance/subjects/definitions.ts';
import type { Arithmetic, Distribution, Expectation } from '../../../src/definitions/index.ts';
import * as definitions from '../../../src/definitions/index.ts';
import { categorical, indices, weighted } from '../../../src/interpretations/finite.ts';
import { intervals as I, type Interval, interval, point } from '../../../src/interpretations/interval.ts';
import { type TabularOperators, tabular } from '../../../src/interpretations/tabular.ts';
import { addTowards, log, magnitudeOf, subTowards } from '../../../src/numerics/index.ts';
import type { EnclosedOperation } from './cases.ts';
import { type Dual, duals, tanh, tanhOf, variable } from './dual.ts';

/** The same shape with an interval for every number. */
export type Enclosed<T> = T extends number
  ? Interval
  : T extends readonly (infer E)[]
    ? readonly Enclosed<E>[]
    : { readonly [K in keyof T]: Enclosed<T[K]> };

/** An enclosure for every convention, by its name. */
export type Conventions<T> = Readonly<Record<string, Enclosed<T>>>;

/** What the conventions of an operation are. */
export const CONVENTIONS: Readonly<Partial<Record<EnclosedOperation, Readonly<Record<string, string>>>>> = {
  criticLoss: {
    half: 'half the mean squared error',
    whole: 'the mean squared error',
  },
  policyLoss: {
    minimum: 'Q is the minimum of the pair',
    mean: 'Q is the mean of the pair',
    first: 'Q is the first of the pair',
    second: 'Q is the second of the pair',
  },
  temperatureLoss: {
    linear:
      'the loss is the parameter times the mean of -log pi - target, whether the parameter is called alpha or log alpha',
    exponential: 'the parameter is log alpha, and the loss is alpha times that mean',
  },
  squashedGaussian: {
    scaled: 'the policy scales its action, and its density says so',
    unscaled: 'actions are scaled outside of the policy: scale is ignored, in the action and in the density',
  },
};

/** The only one where nobody disagrees. */
export const DEFINITION: Readonly<Record<string, string>> = { definition: 'the formula as stated' };

const only = <T>(enclosure: T): { readonly definition: T } => ({ definition: enclosure });

const points = (x: readonly number[]): readonly Interval[] => x.map(point);

const over = ({ mdp, discount, temperature }: Problem): TabularOperators<Interval> =>
  tabular(I, mdp, point(discount), point(temperature));

const policyOf = (logPolicy: readonly number[]): Distribution<Interval, number> => categorical(I, points(logPolicy));

/** The one outcome that was seen, of this log-probability. */
const drawn = <N>(logProb: N): Distribution<N, undefined> => ({
  expectation: f => f(undefined),
  logProb: () => logProb,
});

const replay = (size: number): Expectation<Interval, number> => weighted(I, new Array<number>(size).fill(1));

const minimum = ([q1, q2]: Twin): Interval => definitions.twinMinimum(I, point(q1), point(q2));

const sampledValue = (value: Interval, logProb: number, temperature: number): Interval =>
  definitions.softStateValue(I, drawn(point(logProb)), () => value, point(temperature));

const backup = (reward: number, discount: number, terminated: boolean, next: Interval): Interval =>
  definitions.softBackup(
    I,
    point(reward),
    point(discount),
    drawn(point(0)),
    () => point(terminated ? 1 : 0),
    () => next,
  );

/** $u = \mu + \sigma \varepsilon$. */
const draw = <N>(R: Arithmetic<N>, mean: N, logDeviation: N, noise: number): N =>
  R.add(mean, R.mul(R.exp(logDeviation), R.constant(noise)));

/** A claimed error of more digits than single precision has half of says nothing. */
const COARSEST_CLAIM = 2 ** -12;

/** Law `residual-bounds`, with the residual enclosed: no value is further than `error` from the truth. */
const solved = ({ mdp, discount, temperature }: Problem, { values, error }: Solution): Enclosed<Solution> => {
  const isTerminal = (s: number): boolean => mdp.pairOffsets[s] === mdp.pairOffsets[s + 1];
  const reward = magnitudeOf(mdp.rewards) + magnitudeOf(mdp.transitionRewards ?? []);
  const largest = (reward + temperature * log(mdp.rewards.length)) / (1 - discount);
  return {
    values: values.map((v, s) =>
      isTerminal(s) ? point(0) : interval(subTowards(-1, v, error), addTowards(1, v, error)),
    ),
    error: interval(0, COARSEST_CLAIM * largest),
  };
};

/** The mean of $\alpha \log \pi - Q$ with one parameter of one sample as the variable. */
const improvement = (
  batch: Parameters<Operations['policyGradient']>[0],
  parameter: 'mean' | 'logDeviation',
  row: number,
  column: number,
): Dual => {
  const R = duals;
  const at = (name: 'mean' | 'logDeviation', i: number, k: number): Dual =>
    name === parameter && i === row && k === column ? variable(batch[name][i][k]) : R.constant(batch[name][i][k]);
  const u = (i: number, k: number): Dual => draw(R, at('mean', i, k), at('logDeviation', i, k), batch.noise[i][k]);
  const coordinates = indices(R, batch.scale.length);
  const logProb = (i: number): Dual =>
    definitions.squashedGaussianLogDensity(
      R,
      coordinates,
      k => u(i, k),
      k => at('mean', i, k),
      k => at('logDeviation', i, k),
      k => R.log(R.constant(batch.scale[k])),
    );
  const action = (i: number, k: number): Dual => R.mul(R.constant(batch.scale[k]), tanhOf(u(i, k)));
  const critic = (i: number): Dual =>
    coordinates.sum(k => {
      const a = action(i, k);
      const bend = R.mul(R.constant(batch.curvature[k] / 2), R.mul(a, a));
      return R.sub(R.mul(R.constant(batch.slope[k]), a), bend);
    });
  return definitions.policyLoss(
    R,
    weighted(
      R,
      batch.mean.map(() => 1),
    ),
    i => drawn(logProb(i)),
    critic,
    R.constant(batch.temperature),
  );
};

export const enclosures: {
  readonly [K in EnclosedOperation]: (...args: Parameters<Operations[K]>) => Conventions<ReturnType<Operations[K]>>;
} = {
  logSumExp: (q, temperature) =>
    only(definitions.softOptimalValue(indices(I, q.length), a => point(q[a]), point(temperature))),
  softmax: (q, temperature) => {
    const policy = definitions.softmaxPolicy(I, indices(I, q.length), a => point(q[a]), point(temperature));
    return only(q.map((_, a) => policy.logProb(a)));
  },
  entropy: logPolicy => only(definitions.entropy(I, policyOf(logPolicy))),
  stateValue: (logPolicy, q, temperature) =>
    only(definitions.softStateValue(I, policyOf(logPolicy), a => point(q[a]), point(temperature))),
  klObjective: (logPolicy, q, temperature) =>
    only(definitions.klObjective(I, policyOf(logPolicy), a => point(q[a]), point(temperature))),

  optimalBackup: (problem, values) => only(over(problem).optimalBackup(points(values))),
  policyBackup: (problem, policy: Policy, values) =>
    only(over(problem).policyBackup(policy.map(points), points(values))),
  softmaxPolicy: (problem, values) => only(over(problem).softmaxPolicy(points(values))),
  optimalValues: problem => only(solved(problem, definitionsSubject().optimalValues(problem))),
  policyValues: (problem, policy) => only(solved(problem, definitionsSubject().policyValues(problem, policy))),

  movingAverage: (tau, online, target) => only(definitions.movingAverage(I, point(tau), point(online), point(target))),
  criticTarget: ({ rewards, terminated, nextValues, nextLogProb, discount, temperature }) =>
    only(
      rewards.map((r, i) =>
        backup(r, discount, terminated[i], sampledValue(minimum(nextValues[i]), nextLogProb[i], temperature)),
      ),
    ),
  rolloutTarget: ({ rewards, terminated, truncated, nextValues, nextLogProb, discount, temperature }) => {
    const from = (i: number, j: number): Interval => {
      const isLast = terminated[i][j] || truncated[i][j] || j + 1 === rewards[i].length;
      const next = isLast ? minimum(nextValues[i][j]) : from(i, j + 1);
      return backup(rewards[i][j], discount, terminated[i][j], sampledValue(next, nextLogProb[i][j], temperature));
    };
    return only(rewards.map((_, i) => from(i, 0)));
  },
  valueTarget: ({ values, logProb, temperature }) =>
    only(values.map((twin, i) => sampledValue(minimum(twin), logProb[i], temperature))),
  criticLoss: ({ predictions, targets }) => {
    const half = definitions.criticLoss(
      I,
      replay(targets.length),
      i => point(predictions[i]),
      i => point(targets[i]),
    );
    return { half, whole: I.mul(point(2), half) };
  },
  policyLoss: ({ values, logProb, temperature }) => {
    const loss = (Q: (i: number) => Interval): Interval =>
      definitions.policyLoss(I, replay(values.length), i => drawn(point(logProb[i])), Q, point(temperature));
    return {
      minimum: loss(i => minimum(values[i])),
      mean: loss(i => I.mul(point(0.5), I.add(point(values[i][0]), point(values[i][1])))),
      first: loss(i => point(values[i][0])),
      second: loss(i => point(values[i][1])),
    };
  },
  policyGradient: batch => {
    const table = (parameter: 'mean' | 'logDeviation'): readonly (readonly Interval[])[] =>
      batch[parameter].map((row, i) => row.map((_, k) => improvement(batch, parameter, i, k).slope));
    return only({ mean: table('mean'), logDeviation: table('logDeviation') });
  },
  temperatureLoss: ({ parameter, logProb, targetEntropy }) => {
    const loss = (alpha: Dual): Enclosed<ReturnType<Operations['temperatureLoss']>> => {
      const { value, slope } = definitions.temperatureLoss(
        duals,
        weighted(
          duals,
          logProb.map(() => 1),
        ),
        i => drawn(duals.constant(logProb[i])),
        alpha,
        duals.constant(targetEntropy),
      );
      return { loss: value, gradient: slope };
    };
    return { linear: loss(variable(parameter)), exponential: loss(duals.exp(variable(parameter))) };
  },
  squashedGaussian: ({ mean, logDeviation, noise, scale }) => {
    const scaledBy = (c: (k: number) => number): Enclosed<ReturnType<Operations['squashedGaussian']>> => {
      const u = (i: number, k: number): Interval => draw(I, point(mean[i][k]), point(logDeviation[i][k]), noise[i][k]);
      return {
        actions: mean.map((row, i) => row.map((_, k) => I.mul(point(c(k)), tanh(u(i, k))))),
        logProb: mean.map((row, i) =>
          definitions.squashedGaussianLogDensity(
            I,
            indices(I, row.length),
            k => u(i, k),
            k => point(row[k]),
            k => point(logDeviation[i][k]),
            k => I.log(point(c(k))),
          ),
        ),
      };
    };
    return { scaled: scaledBy(k => scale[k]), unscaled: scaledBy(() => 1) };
  },
};
