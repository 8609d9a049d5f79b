/** The definitions on batches of traced tensors, held to the laws of agents; derivatives are reverse ones. */
import { describe, expect, test } from 'vitest';
import {
  type AgentOperations,
  type DiscreteOperations,
  type GaussianBatch,
  isApplicable,
  laws,
  type Subject,
  type Twin,
} from '../../properties/index.ts';
import {
  criticLoss,
  klObjective,
  policyLoss,
  softBackup,
  softStateValue,
  temperatureLoss,
  twinMinimum,
} from '../../src/definitions/index.ts';
import { batch, columns, tensors as R } from '../../src/engines/arithmetic.ts';
import { doubles, type Elementary } from '../../src/engines/elementary.ts';
import { evaluator } from '../../src/engines/evaluate.ts';
import { mapRecord, trace } from '../../src/engines/graph.ts';
import { constant, derivative, part, type Shape, spread, type Tensor } from '../../src/engines/tensor.ts';
import { drawn, seen } from '../../src/interpretations/sampled.ts';
import { squashedGaussian } from '../../src/sac/actions.ts';
import { seed } from '../laws/seed.ts';
import { single } from '../laws/single.ts';
import { judge } from '../mutants/verdict.ts';
import { singles } from './singles.ts';

type Agent = Omit<AgentOperations, 'rolloutTarget'> & Omit<DiscreteOperations, 'projection' | 'expectedCriticTarget'>;

type Given<K extends string> = Readonly<Record<K, readonly number[] | readonly (readonly number[])[]>>;

const isTable = (rows: readonly number[] | readonly (readonly number[])[]): rows is readonly (readonly number[])[] =>
  Array.isArray(rows[0]);

/** A list becomes a column. */
const shapeOf = (rows: readonly number[] | readonly (readonly number[])[]): Shape =>
  isTable(rows) ? [rows.length, rows[0].length] : [rows.length, 1];

const agent = (E: Elementary<number>, unitRoundoff: number): Subject & Agent => {
  const run = <K extends string, O extends string>(
    given: Given<K>,
    f: (x: Readonly<Record<K, Tensor>>) => Readonly<Record<O, Tensor>>,
  ): Readonly<Record<O, readonly number[]>> =>
    evaluator(E, trace(mapRecord(given, shapeOf), f))(mapRecord(given, rows => rows.flat().map(E.constant)));

  const twins = (values: readonly Twin[]) => ({ first: values.map(([q]) => q), second: values.map(([, q]) => q) });
  const rowsOf = (numbers: readonly number[], width: number): readonly (readonly number[])[] =>
    Array.from({ length: numbers.length / width }, (_, i) => numbers.slice(i * width, (i + 1) * width));

  const gaussians = ({ mean, logDeviation, noise, scale }: GaussianBatch) => ({
    mean,
    logDeviation,
    noise,
    scale: [scale],
  });
  const drawnFrom = ({ mean, logDeviation, noise, scale }: Readonly<Record<keyof GaussianBatch, Tensor>>) => {
    const policy = squashedGaussian(mean, logDeviation, noise, spread(R.log(scale), mean.shape));
    const squashed = policy.expectation(a => a);
    return drawn(R.mul(spread(scale, mean.shape), squashed), policy.logProb(squashed));
  };

  return {
    name: 'tensors',
    unitRoundoff,
    criticTarget: ({ rewards, terminated, nextValues, nextLogProb, discount, temperature }) =>
      run(
        { rewards, terminated: terminated.map(Number), nextLogProb, ...twins(nextValues) },
        ({ rewards, terminated, nextLogProb, first, second }) => ({
          y: softBackup(
            R,
            rewards,
            constant(discount),
            seen(undefined),
            () => terminated,
            () =>
              softStateValue(
                R,
                drawn(undefined, nextLogProb),
                () => twinMinimum(R, first, second),
                constant(temperature),
              ),
          ),
        }),
      ).y,
    valueTarget: ({ values, logProb, temperature }) =>
      run({ logProb, ...twins(values) }, ({ logProb, first, second }) => ({
        y: softStateValue(R, drawn(undefined, logProb), () => twinMinimum(R, first, second), constant(temperature)),
      })).y,
    criticLoss: ({ predictions, targets }) =>
      run({ predictions, targets }, ({ predictions, targets }) => ({
        loss: criticLoss(
          R,
          batch(targets.shape[0], undefined),
          () => predictions,
          () => targets,
        ),
      })).loss[0],
    policyLoss: ({ values, logProb, temperature }) =>
      run({ logProb, ...twins(values) }, ({ logProb, first, second }) => ({
        loss: policyLoss(
          R,
          batch(values.length, undefined),
          () => drawn(undefined, logProb),
          () => twinMinimum(R, first, second),
          constant(temperature),
        ),
      })).loss[0],
    expectedPolicyLoss: ({ logPolicy, values, temperature }) =>
      run(
        {
          logPolicy: logPolicy.map(row => row.map(l => Math.max(l, NEVER))),
          first: values.map(row => row.map(([q]) => q)),
          second: values.map(row => row.map(([, q]) => q)),
        },
        ({ logPolicy, first, second }) => ({
          loss: batch(values.length, undefined).expectation(() =>
            klObjective(
              R,
              columns(undefined).distribution(() => logPolicy),
              () => twinMinimum(R, first, second),
              constant(temperature),
            ),
          ),
        }),
      ).loss[0],
    temperatureLoss: ({ parameter, logProb, targetEntropy }) => {
      const { loss, gradient } = run({ parameter: [parameter], logProb }, ({ parameter, logProb }) => {
        const alpha = part(parameter, 0, []);
        const loss = temperatureLoss(
          R,
          batch(logProb.shape[0], undefined),
          () => drawn(undefined, logProb),
          alpha,
          constant(targetEntropy),
        );
        return { loss, gradient: derivative(loss, alpha) };
      });
      return { loss: loss[0], gradient: gradient[0] };
    },
    squashedGaussian: given => {
      const { actions, logProb } = run(gaussians(given), x => {
        const policy = drawnFrom(x);
        const actions = policy.expectation(a => a);
        return { actions, logProb: policy.logProb(actions) };
      });
      return { actions: rowsOf(actions, given.scale.length), logProb };
    },
    policyGradient: given => {
      const { mean, logDeviation } = run(
        { ...gaussians(given), slope: [given.slope], curvature: [given.curvature] },
        x => {
          const [slope, curvature] = [x.slope, x.curvature].map(row => spread(row, x.mean.shape));
          const Q = (a: Tensor): Tensor =>
            columns(undefined).sum(() => R.sub(R.mul(slope, a), R.mul(R.mul(constant(0.5), curvature), R.mul(a, a))));
          const loss = policyLoss(
            R,
            batch(given.mean.length, undefined),
            () => drawnFrom(x),
            (_, a) => Q(a),
            constant(given.temperature),
          );
          return { mean: derivative(loss, x.mean), logDeviation: derivative(loss, x.logDeviation) };
        },
      );
      const d = given.scale.length;
      return { mean: rowsOf(mean, d), logDeviation: rowsOf(logDeviation, d) };
    },
  };
};

/** The logarithm of a probability that rounds to 0, in either precision. */
const NEVER = -1000;

const subjects = { double: agent(doubles, 2 ** -53), single: agent(singles, single.unitRoundoff) };

describe.each(Object.entries(subjects))('in %s precision', (_, subject) => {
  const applicable = laws.filter(law => isApplicable(law, subject));

  test('there are laws of agents', () => {
    expect(applicable.length).toBeGreaterThan(8);
  });

  test.each(applicable.map(law => [law.id, law] as const))('%s', (_, law) => {
    expect(judge(law, subject, seed, 25).kind).toBe('holds');
  });
});
