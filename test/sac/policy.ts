import { type Distribution, squashedGaussianLogDensity } from '../../src/definitions/index.ts';
import { indices } from '../../src/interpretations/finite.ts';
import { tanh } from '../../src/interpretations/tanh.ts';
import type { Matrix, Network, Settings, Vector } from './fixture.ts';
import type { Tape, Variable } from './tape.ts';

export interface Sample {
  readonly actions: Vector<Variable>;
  readonly logProb: Variable;
}

/** Claims an enclosure of what is recorded under this name, and goes on from the number that the library had. */
export type Claim = <X extends Variable | readonly unknown[]>(name: string, computed: X) => X;

export interface Computing {
  value(network: Network<Variable>, ...inputs: readonly Vector<Variable>[]): Variable;
  /** Actions of the policy, and their log-densities. */
  sample(actor: Network<Variable>, observations: Matrix, noise: Matrix): readonly Sample[];
}

/** What the networks of a library compute, as variables of a tape. */
export const computing = (T: Tape, settings: Settings, claim: Claim): Computing => {
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

export const dirac = ({ logProb, actions }: Sample): Distribution<Variable, Vector<Variable>> => ({
  logProb: () => logProb,
  expectation: f => f(actions),
});
