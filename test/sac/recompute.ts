/** What an update must have recorded, by the definitions: every number enclosed, from the weights that were recorded before. */
import {
  criticLoss,
  type Distribution,
  movingAverage,
  policyLoss,
  softBackup,
  softStateValue,
  squashedGaussianLogDensity,
  temperatureLoss,
  twinMinimum,
  valueLoss,
} from '../../src/definitions/index.ts';
import { indices, weighted } from '../../src/interpretations/finite.ts';
import type { Interval } from '../../src/interpretations/interval.ts';
import { point } from '../../src/interpretations/interval.ts';
import { tanh } from '../../src/interpretations/tanh.ts';
import type { Batch, Learner, Matrix, Network, Networks, Settings, Step, Vector } from './fixture.ts';
import type { Rounded } from './rounded.ts';
import { type Tape, tape, type Variable } from './tape.ts';

export type Enclosures = Interval | readonly Enclosures[] | { readonly [name: string]: Enclosures };

/** The same tree of other numbers. */
type Mapped<T, N, M> = T extends N ? M : { readonly [K in keyof T]: Mapped<T[K], N, M> };

const isVariable = (x: object): x is Variable => 'inputs' in x;

const map = <T, N, M>(tree: T, is: (x: unknown) => x is N, f: (x: N) => M): Mapped<T, N, M> => {
  if (is(tree)) return f(tree) as Mapped<T, N, M>;
  if (Array.isArray(tree)) return tree.map(x => map(x, is, f)) as Mapped<T, N, M>;
  const entries = Object.entries(tree as object).map(([name, x]) => [name, map(x, is, f)]);
  return Object.fromEntries(entries) as Mapped<T, N, M>;
};

const number = (x: unknown): x is number => typeof x === 'number';
const variable = (x: unknown): x is Variable => typeof x === 'object' && x !== null && isVariable(x);

/** The enclosures of a tree of variables. */
const valuesOf = (tree: unknown): Enclosures => map(tree, variable, x => x.value) as Enclosures;

interface Sample {
  readonly actions: Vector<Variable>;
  readonly logProb: Variable;
}

/** Claims an enclosure of what is recorded under this name, and goes on from the number that the library had. */
type Claim = <X extends Variable | readonly unknown[]>(name: string, computed: X) => X;

/** What a library computes, as variables of a tape. */
const computing = (T: Tape, settings: Settings, claim: Claim) => {
  const c = T.constant;
  const max = (a: Variable, b: Variable): Variable => T.neg(T.min(T.neg(a), T.neg(b)));

  const linear = ({ weight, bias }: Network<Variable>[number], x: Vector<Variable>): Vector<Variable> =>
    weight.map((row, i) => row.reduce((sum, w, j) => T.add(sum, T.mul(w, x[j])), bias[i]));

  const outputs = ([first, second, ...last]: Network<Variable>, x: Vector<Variable>): Matrix<Variable> => {
    const relu = (y: Variable): Variable => max(y, c(0));
    const hidden = linear(second, linear(first, x).map(relu)).map(relu);
    return last.map(layer => linear(layer, hidden));
  };

  const value = (network: Network<Variable>, ...x: readonly Vector<Variable>[]): Variable =>
    outputs(network, x.flat())[0][0];

  const { lower, upper, map: kind } = settings.logDeviation;
  const bounded = (x: Variable): Variable =>
    kind === 'clamp'
      ? max(c(lower), T.min(c(upper), x))
      : T.add(c(lower), T.mul(c((upper - lower) / 2), T.add(tanh(T, x), c(1))));

  /** By how much $\log(1 - \tanh^2 u)$ is larger with an epsilon within the logarithm. */
  const excess = (u: Variable, scale: number): Variable => {
    const squashed = tanh(T, u);
    const slope = T.mul(c(scale), T.sub(c(1), T.mul(squashed, squashed)));
    const logSlope = T.log(T.add(slope, c(settings.logDeterminantEpsilon)));
    return T.add(T.sub(logSlope, T.log(c(scale))), T.mul(c(2), T.logCosh(u)));
  };

  const inDensity = settings.actionScale.map(scale => (settings.scaleInDensity ? scale : 1));
  const density = (u: Vector<Variable>, mean: Vector<Variable>, logDeviation: Vector<Variable>): Variable => {
    const gaussian = squashedGaussianLogDensity(
      T,
      indices(T, u.length),
      i => u[i],
      i => mean[i],
      i => T.log(T.exp(logDeviation[i])),
      i => T.log(c(inDensity[i])),
    );
    const corrections = settings.logDeterminantEpsilon === 0 ? [] : u.map((x, i) => excess(x, inDensity[i]));
    return corrections.reduce(T.sub, gaussian);
  };

  const sample = (actor: Network<Variable>, observations: Matrix, noise: Matrix): readonly Sample[] => {
    const heads = observations.map(observation => outputs(actor, observation.map(c)));
    const mean = claim(
      'sample.mean',
      heads.map(([x]) => x),
    );
    const logDeviation = claim(
      'sample.logDeviation',
      heads.map(([, x]) => x.map(bounded)),
    );
    const u = mean.map((row, s) => row.map((m, i) => T.add(m, T.mul(T.exp(logDeviation[s][i]), c(noise[s][i])))));
    const scaled = (x: Variable, i: number): Variable => T.mul(c(settings.actionScale[i]), tanh(T, x));
    const actions = claim(
      'sample.actions',
      u.map(row => row.map(scaled)),
    );
    const logProb = claim(
      'sample.logProb',
      u.map((row, s) => density(row, mean[s], logDeviation[s])),
    );
    return actions.map((a, s) => ({ actions: a, logProb: logProb[s] }));
  };
  return { value, sample };
};

const dirac = ({ logProb, actions }: Sample): Distribution<Variable, Vector<Variable>> => ({
  logProb: () => logProb,
  expectation: f => f(actions),
});

export interface Given {
  readonly settings: Settings;
  readonly networks: Networks;
  readonly batch: Batch;
  readonly noise: readonly Matrix[];
  readonly step: Step;
}

/** What is recorded of a step under its names, `sample.mean` for a part of a part. */
export const recordedIn = (step: Step): Readonly<Record<string, unknown>> => {
  const { network, sample, ...rest } = step;
  const { noise, ...parts } = sample ?? { noise: 0 };
  return { ...rest, ...Object.fromEntries(Object.entries(parts).map(([name, x]) => [`sample.${name}`, x])) };
};

/** What an optimiser's step records before it steps: what went into its loss, its loss, and its gradients. */
export const beforeStep = (R: Rounded, learner: Learner, given: Given): Readonly<Record<string, Enclosures>> => {
  const { settings, batch, step } = given;
  const T = tape(R);
  const claims: Record<string, Enclosures> = {};
  const recorded = recordedIn(step);
  const known = (x: unknown, as: unknown): unknown =>
    variable(x) ? T.known(x, as as number) : (x as readonly unknown[]).map((y, i) => known(y, (as as Vector)[i]));
  const claim: Claim = (name, computed) => {
    claims[name] = valuesOf(computed);
    return known(computed, recorded[name]) as typeof computed;
  };
  const { value, sample } = computing(T, settings, claim);
  const networks = map({ ...given.networks, logTemperature: given.networks.logTemperature ?? 0 }, number, T.constant);
  const { actor, critics, targets } = networks;
  const noise = given.noise[step.sample?.noise ?? 0];
  const rows = batch.rewards.map((_, i) => i);
  const replay = weighted(
    T,
    rows.map(() => 1),
  );
  const alpha = T.constant((step.temperature as number | undefined) ?? 0);
  const states = map(batch.observations, number, T.constant) as Matrix<Variable>;
  const least = ([first, second]: Vector<Variable>): Variable => twinMinimum(T, first, second);

  const answer = (loss: Variable, parameters: unknown): Readonly<Record<string, Enclosures>> => {
    const name = learner === 'temperature' ? 'gradient' : 'gradients';
    return { ...claims, loss: loss.value, [name]: map(parameters, variable, T.gradient(loss)) as Enclosures };
  };

  if (learner === 'critics') {
    const next = map(batch.nextObservations, number, T.constant) as Matrix<Variable>;
    const actions = map(batch.actions, number, T.constant) as Matrix<Variable>;
    const samples = networks.value ? [] : sample(actor, batch.nextObservations, noise);
    const inputs = (i: number): Matrix<Variable> => (networks.value ? [next[i]] : [next[i], samples[i].actions]);
    const nextValues = claim(
      'nextValues',
      targets.map(target => rows.map(i => value(target, ...inputs(i)))),
    );
    const V = (i: number): Variable =>
      networks.value
        ? nextValues[0][i]
        : softStateValue(T, dirac(samples[i]), () => least(nextValues.map(q => q[i])), alpha);
    const backup = (i: number): Variable =>
      softBackup(
        T,
        T.mul(T.constant(settings.rewardScale), T.constant(batch.rewards[i])),
        T.constant(settings.discount),
        { expectation: f => f(i) },
        () => T.constant(Number(batch.terminated[i])),
        V,
      );
    const y = claim('targets', rows.map(backup));
    const values = claim(
      'values',
      critics.map(critic => rows.map(i => value(critic, states[i], actions[i]))),
    );
    const losses = values.map(q =>
      criticLoss(
        T,
        replay,
        i => q[i],
        i => y[i],
      ),
    );
    return answer(T.mul(T.constant(2 * settings.criticLossFactor), losses.reduce(T.add)), critics);
  }

  const samples = sample(actor, batch.observations, noise);
  const policy = (i: number): Distribution<Variable, Vector<Variable>> => dirac(samples[i]);
  if (learner === 'temperature') {
    const { logTemperature } = networks;
    const targetEntropy = T.constant(settings.targetEntropy!);
    return answer(temperatureLoss(T, replay, policy, logTemperature, targetEntropy), logTemperature);
  }

  const q = claim(
    learner === 'value' ? 'actionValues' : 'values',
    critics.map(critic => rows.map(i => value(critic, states[i], samples[i].actions))),
  );
  const twins = (i: number): Variable => least(q.map(values => values[i]));
  if (learner === 'value') {
    claim(
      'targets',
      rows.map(i => softStateValue(T, policy(i), () => twins(i), alpha)),
    );
    const [V] = claim('values', [states.map(s => value(networks.value!, s))]);
    return answer(
      valueLoss(T, replay, i => V[i], policy, twins, alpha),
      networks.value,
    );
  }
  const Q = settings.policyValue === 'first' ? (i: number): Variable => q[0][i] : twins;
  return answer(policyLoss(T, replay, policy, Q, alpha), actor);
};

/** The moments of Adam for one number. */
export interface Moments {
  readonly first: Interval;
  readonly second: Interval;
}

export const NO_MOMENTS: Moments = { first: point(0), second: point(0) };

/** The moments after the gradient. */
export const momentsAfter = (R: Rounded, { adam }: Settings, { first, second }: Moments, gradient: number): Moments => {
  const decayed = (beta: number, moment: Interval, x: Interval): Interval =>
    R.add(R.mul(point(beta), moment), R.mul(R.sub(point(1), point(beta)), x));
  const g = point(gradient);
  return { first: decayed(adam.beta1, first, g), second: decayed(adam.beta2, second, R.mul(g, g)) };
};

/** Adam's step number `t` of a weight, with epsilon after the correction of the moments, or (TensorFlow 1) before it. */
export const stepped = (
  R: Rounded,
  { adam }: Settings,
  rate: number,
  t: number,
  { first, second }: Moments,
  weight: number,
): Interval => {
  const power = (x: number): number => Array.from({ length: t }, () => x).reduce((a, b) => a * b, 1);
  const m = R.div(first, point(1 - power(adam.beta1)));
  const correction = point(Math.sqrt(1 - power(adam.beta2)));
  const epsilon = point(adam.epsilon);
  const root = R.sqrt(second);
  const deviation = adam.epsilonFirst
    ? R.div(R.add(root, epsilon), correction)
    : R.add(R.div(root, correction), epsilon);
  return R.sub(point(weight), R.mul(point(rate), R.div(m, deviation)));
};

/** The moving averages of these weights. */
export const averaged = (
  R: Rounded,
  tau: number,
  online: readonly Network[],
  targets: readonly Network[],
): Enclosures => {
  const average = (x: unknown, y: unknown): Enclosures => {
    if (number(x)) return movingAverage(R, point(tau), point(x), point(y as number));
    const entries = Object.entries(x as object).map(([name, z]) => [name, average(z, (y as never)[name])] as const);
    return Array.isArray(x) ? entries.map(([, z]) => z) : Object.fromEntries(entries);
  };
  return average(online, targets);
};
