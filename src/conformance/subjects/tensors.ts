/** The definitions on batches of traced tensors, as the learner uses them; derivatives are reverse ones. */
import type { AgentOperations, DiscreteOperations, GaussianBatch, Subject, Twin } from '../../../properties/subject.ts';
import {
  criticLoss,
  klObjective,
  policyLoss,
  softBackup,
  softStateValue,
  temperatureLoss,
  twinMinimum,
} from '../../definitions/index.ts';
import { batch, columns, tensors as R } from '../../engines/arithmetic.ts';
import { mapRecord, trace } from '../../engines/graph.ts';
import { constant, derivative, part, type Shape, spread, type Tensor } from '../../engines/tensor.ts';
import { drawn, seen } from '../../interpretations/sampled.ts';
import { squashedGaussian } from '../../sac/actions.ts';
import type { Evaluate, Numbers } from '../../sac/learner.ts';

type Rows = number | readonly number[] | readonly (readonly number[])[];

/** A number stays one, a list becomes a column. */
const shapeOf = (rows: Rows): Shape => {
  if (typeof rows === 'number') return [];
  const [first] = rows;
  return typeof first === 'object' ? [rows.length, first.length] : [rows.length, 1];
};

const numbersOf = (rows: Rows): readonly number[] => [rows].flat(2);

const tableOf = (numbers: Numbers, width: number): readonly (readonly number[])[] =>
  Array.from({ length: numbers.length / width }, (_, i) =>
    Array.from({ length: width }, (_, j) => numbers[i * width + j]),
  );

const transposed = <T>(rows: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  rows[0].map((_, j) => rows.map(row => row[j]));

/** The logarithm of a probability that rounds to 0, in either precision. */
const NEVER = -1000;

/** Tensors know no infinity that is multiplied by 0. */
const finite = (logPolicy: readonly (readonly number[])[]): readonly (readonly number[])[] =>
  logPolicy.map(row => row.map(l => Math.max(l, NEVER)));

const first = (twins: readonly Twin[]): readonly number[] => twins.map(([q]) => q);
const second = (twins: readonly Twin[]): readonly number[] => twins.map(([, q]) => q);

type Drawing = Readonly<Record<keyof GaussianBatch, Tensor>>;

const gaussians = ({ mean, logDeviation, noise, scale }: GaussianBatch) => ({
  mean,
  logDeviation,
  noise,
  scale: [scale],
});

const drawnFrom = ({ mean, logDeviation, noise, scale }: Drawing) => {
  const policy = squashedGaussian(mean, logDeviation, noise, spread(R.log(scale), mean.shape));
  const squashed = policy.expectation(a => a);
  return drawn(R.mul(spread(scale, mean.shape), squashed), policy.logProb(squashed));
};

const samples = ([size]: Shape) => batch(size, undefined);

/** The operations of agents, by whatever runs a graph with this unit roundoff. */
export const tensorSubject = (
  evaluate: Evaluate,
  unitRoundoff: number,
): Subject & AgentOperations & DiscreteOperations => {
  const runs = new Map<string, ReturnType<Evaluate>>();

  /** One graph for each formula and shape of what it is given. */
  const run = <K extends string, O extends string>(
    formula: keyof (AgentOperations & DiscreteOperations),
    given: Readonly<Record<K, Rows>>,
    f: (x: Readonly<Record<K, Tensor>>) => Readonly<Record<O, Tensor>>,
  ): Readonly<Record<O, Numbers>> => {
    const shapes = mapRecord(given, shapeOf);
    const key = JSON.stringify([formula, shapes]);
    const prepared = runs.get(key) ?? evaluate(trace(shapes, f));
    runs.set(key, prepared);
    return prepared(mapRecord(given, numbersOf)) as Readonly<Record<O, Numbers>>;
  };

  return {
    name: 'tensors',
    unitRoundoff,
    criticTarget: ({ rewards, terminated, nextValues, nextLogProb, discount, temperature }) => {
      const given = {
        rewards,
        terminated: terminated.map(Number),
        logProb: nextLogProb,
        first: first(nextValues),
        second: second(nextValues),
        discount,
        temperature,
      };
      const { y } = run('criticTarget', given, x => {
        const value = () =>
          softStateValue(R, drawn(undefined, x.logProb), () => twinMinimum(R, x.first, x.second), x.temperature);
        return { y: softBackup(R, x.rewards, x.discount, seen(undefined), () => x.terminated, value) };
      });
      return Array.from(y);
    },
    rolloutTarget: ({ rewards, terminated, truncated, nextValues, nextLogProb, discount, temperature }) => {
      const steps = rewards[0].length;
      const isLast = terminated.map((row, i) => row.map((d, j) => Number(d || truncated[i][j] || j + 1 === steps)));
      const given = {
        rewards: transposed(rewards),
        terminated: transposed(terminated.map(row => row.map(Number))),
        isLast: transposed(isLast),
        logProb: transposed(nextLogProb),
        first: transposed(nextValues.map(first)),
        second: transposed(nextValues.map(second)),
        discount,
        temperature,
      };
      const { y } = run('rolloutTarget', given, x => {
        const [, size] = x.rewards.shape;
        const from = (j: number): Tensor => {
          const at = (table: Tensor): Tensor => part(table, j * size, [size, 1]);
          const last = twinMinimum(R, at(x.first), at(x.second));
          const ends = at(x.isLast);
          const next = j + 1 === steps ? last : R.add(R.mul(ends, last), R.mul(R.sub(constant(1), ends), from(j + 1)));
          const value = () => softStateValue(R, drawn(undefined, at(x.logProb)), () => next, x.temperature);
          return softBackup(R, at(x.rewards), x.discount, seen(undefined), () => at(x.terminated), value);
        };
        return { y: from(0) };
      });
      return Array.from(y);
    },
    valueTarget: ({ values, logProb, temperature }) => {
      const given = { first: first(values), second: second(values), logProb, temperature };
      const { y } = run('valueTarget', given, x => ({
        y: softStateValue(R, drawn(undefined, x.logProb), () => twinMinimum(R, x.first, x.second), x.temperature),
      }));
      return Array.from(y);
    },
    criticLoss: ({ predictions, targets }) =>
      run('criticLoss', { predictions, targets }, x => ({
        loss: criticLoss(
          R,
          samples(x.targets.shape),
          () => x.predictions,
          () => x.targets,
        ),
      })).loss[0],
    policyLoss: ({ values, logProb, temperature }) => {
      const given = { first: first(values), second: second(values), logProb, temperature };
      return run('policyLoss', given, x => ({
        loss: policyLoss(
          R,
          samples(x.logProb.shape),
          () => drawn(undefined, x.logProb),
          () => twinMinimum(R, x.first, x.second),
          x.temperature,
        ),
      })).loss[0];
    },
    policyGradient: batch => {
      const { slope, curvature, temperature, scale } = batch;
      const given = { ...gaussians(batch), slope: [slope], curvature: [curvature], temperature };
      const { mean, logDeviation } = run('policyGradient', given, x => {
        const [b, w] = [x.slope, x.curvature].map(row => spread(row, x.mean.shape));
        const Q = (a: Tensor): Tensor =>
          columns(undefined).sum(() => R.sub(R.mul(b, a), R.mul(R.mul(constant(0.5), w), R.mul(a, a))));
        const loss = policyLoss(
          R,
          samples(x.mean.shape),
          () => drawnFrom(x),
          (_, a) => Q(a),
          x.temperature,
        );
        return { mean: derivative(loss, x.mean), logDeviation: derivative(loss, x.logDeviation) };
      });
      return { mean: tableOf(mean, scale.length), logDeviation: tableOf(logDeviation, scale.length) };
    },
    temperatureLoss: batch => {
      const { loss, gradient } = run('temperatureLoss', { ...batch }, ({ parameter, logProb, targetEntropy }) => {
        const policy = () => drawn(undefined, logProb);
        const loss = temperatureLoss(R, samples(logProb.shape), policy, parameter, targetEntropy);
        return { loss, gradient: derivative(loss, parameter) };
      });
      return { loss: loss[0], gradient: gradient[0] };
    },
    squashedGaussian: batch => {
      const { actions, logProb } = run('squashedGaussian', gaussians(batch), x => {
        const policy = drawnFrom(x);
        const actions = policy.expectation(a => a);
        return { actions, logProb: policy.logProb(actions) };
      });
      return { actions: tableOf(actions, batch.scale.length), logProb: Array.from(logProb) };
    },
    expectedCriticTarget: ({ rewards, terminated, nextLogPolicy, nextValues, discount, temperature }) => {
      const given = {
        rewards,
        terminated: terminated.map(Number),
        logPolicy: finite(nextLogPolicy),
        first: nextValues.map(first),
        second: nextValues.map(second),
        discount,
        temperature,
      };
      const { y } = run('expectedCriticTarget', given, x => {
        const policy = columns(undefined).distribution(() => x.logPolicy);
        const value = () => softStateValue(R, policy, () => twinMinimum(R, x.first, x.second), x.temperature);
        return { y: softBackup(R, x.rewards, x.discount, seen(undefined), () => x.terminated, value) };
      });
      return Array.from(y);
    },
    expectedPolicyLoss: ({ logPolicy, values, temperature }) => {
      const given = {
        logPolicy: finite(logPolicy),
        first: values.map(first),
        second: values.map(second),
        temperature,
      };
      return run('expectedPolicyLoss', given, x => ({
        loss: policyLoss(
          R,
          samples(x.logPolicy.shape),
          () => columns(undefined).distribution(() => x.logPolicy),
          () => twinMinimum(R, x.first, x.second),
          x.temperature,
        ),
      })).loss[0];
    },
    projection: ({ candidates, q, temperature }) => {
      const given = { candidates: finite(candidates), q: [q], temperature };
      const { objectives } = run('projection', given, x => ({
        objectives: klObjective(
          R,
          columns(undefined).distribution(() => x.candidates),
          () => spread(x.q, x.candidates.shape),
          x.temperature,
        ),
      }));
      const all = Array.from(objectives);
      return all.indexOf(Math.min(...all));
    },
  };
};
