/**
 * Batches that the laws of agents are tried on. Degenerate ones hide defects, so there are at least two samples, the twins
 * differ, densities exceed 1 now and then, scales are not 1, and episodes end in both ways.
 */
import fc from 'fast-check';
import { anyTemperature, discount, eighths, logPolicyOf, outlier, temperature } from './arbitraries.ts';
import type {
  ActionBatch,
  ExpectedActionBatch,
  ExpectedTransitionBatch,
  GaussianBatch,
  ImprovementBatch,
  RegressionBatch,
  RolloutBatch,
  TransitionBatch,
  Twin,
} from './subject.ts';

export const listOf = <T>(size: number, entry: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc.array(entry, { minLength: size, maxLength: size });

export const tableOf = <T>(
  rows: number,
  columns: number,
  entry: fc.Arbitrary<T>,
): fc.Arbitrary<readonly (readonly T[])[]> => listOf(rows, listOf(columns, entry));

export const record = <T extends object>(parts: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record(parts, { noNullPrototype: true }) as fc.Arbitrary<T>;

const size: fc.Arbitrary<number> = fc.integer({ min: 2, max: 5 });

const reward: fc.Arbitrary<number> = eighths(-4, 4);

export const actionValue: fc.Arbitrary<number> = fc.tuple(eighths(-8, 8), outlier).map(([q, far]) => q + far);

const twin: fc.Arbitrary<Twin> = fc.tuple(actionValue, actionValue);

/** Log-densities; positive where the density exceeds 1. */
export const logDensity: fc.Arbitrary<number> = eighths(-6, 3);

export const transitionBatch: fc.Arbitrary<TransitionBatch> = size.chain(n =>
  record<TransitionBatch>({
    rewards: listOf(n, reward),
    terminated: listOf(n, fc.boolean()),
    truncated: listOf(n, fc.boolean()),
    nextValues: listOf(n, twin),
    nextLogProb: listOf(n, logDensity),
    discount,
    temperature: anyTemperature,
  }),
);

/** One step in four terminates, one in four is truncated. */
const ending: fc.Arbitrary<boolean> = fc.nat(3).map(k => k === 1);

export const rolloutBatch: fc.Arbitrary<RolloutBatch> = fc.tuple(size, fc.integer({ min: 1, max: 4 })).chain(([n, k]) =>
  record<RolloutBatch>({
    rewards: tableOf(n, k, reward),
    terminated: tableOf(n, k, ending),
    truncated: tableOf(n, k, ending),
    nextValues: tableOf(n, k, twin),
    nextLogProb: tableOf(n, k, logDensity),
    discount,
    temperature: anyTemperature,
  }),
);

export const actionBatch: fc.Arbitrary<ActionBatch> = size.chain(n =>
  record<ActionBatch>({ values: listOf(n, twin), logProb: listOf(n, logDensity), temperature: anyTemperature }),
);

export const regressionBatch: fc.Arbitrary<RegressionBatch> = size.chain(n =>
  record<RegressionBatch>({ predictions: listOf(n, actionValue), targets: listOf(n, actionValue) }),
);

/** Two to five samples, two to four discrete actions; in some states some of them are not allowed. */
const discreteSizes: fc.Arbitrary<readonly [number, number]> = fc.tuple(size, fc.integer({ min: 2, max: 4 }));

export const expectedTransitionBatch: fc.Arbitrary<ExpectedTransitionBatch> = discreteSizes.chain(([n, actions]) =>
  record<ExpectedTransitionBatch>({
    rewards: listOf(n, reward),
    terminated: listOf(n, fc.boolean()),
    truncated: listOf(n, fc.boolean()),
    nextLogPolicy: listOf(n, logPolicyOf(actions)),
    nextValues: tableOf(n, actions, twin),
    discount,
    temperature: anyTemperature,
  }),
);

export const expectedActionBatch: fc.Arbitrary<ExpectedActionBatch> = discreteSizes.chain(([n, actions]) =>
  record<ExpectedActionBatch>({
    logPolicy: listOf(n, logPolicyOf(actions)),
    values: tableOf(n, actions, twin),
    temperature: anyTemperature,
  }),
);

export const logDensities: fc.Arbitrary<readonly number[]> = size.chain(n => listOf(n, logDensity));

/** In nats: those of densities may be negative. */
export const targetEntropy: fc.Arbitrary<number> = eighths(-6, 3);

/** $\log \alpha$ or $\alpha$, positive so that it can be either. */
export const temperatureParameter: fc.Arbitrary<number> = fc.integer({ min: 1, max: 24 }).map(k => k / 8);

/** Half-widths of action ranges. */
const scale: fc.Arbitrary<number> = fc.constantFrom(2, 1 / 2, 3, 1);

/** Gaussians with means up to `farthest`; their noise stays within 2 deviations. */
const gaussiansUpTo = (farthest: number): fc.Arbitrary<GaussianBatch> =>
  fc.tuple(size, fc.integer({ min: 1, max: 3 })).chain(([n, d]) =>
    record<GaussianBatch>({
      mean: tableOf(n, d, eighths(-farthest, farthest)),
      logDeviation: tableOf(n, d, eighths(-5, 0)),
      noise: tableOf(n, d, eighths(-2, 2)),
      scale: listOf(d, scale),
    }),
  );

/** Samples $|u| \le 3$, where $1 - \tanh^2 u$ can be formed without losing all digits. */
export const centralGaussians: fc.Arbitrary<GaussianBatch> = gaussiansUpTo(1);

/** Samples up to 100, where $\tanh u$ rounds to 1. */
export const distantGaussians: fc.Arbitrary<GaussianBatch> = gaussiansUpTo(98);

/** One Gaussian in one or two dimensions, to integrate over. */
export const narrowGaussian: fc.Arbitrary<Omit<GaussianBatch, 'noise'>> = fc.integer({ min: 1, max: 2 }).chain(d =>
  record<Omit<GaussianBatch, 'noise'>>({
    mean: tableOf(1, d, eighths(-1, 1)),
    logDeviation: tableOf(
      1,
      d,
      fc.integer({ min: -24, max: -8 }).map(k => k / 8),
    ),
    scale: listOf(d, scale),
  }),
);

/** {@link centralGaussians} with a critic. */
export const improvementBatch: fc.Arbitrary<ImprovementBatch> = centralGaussians.chain(batch => {
  const d = batch.scale.length;
  return fc
    .tuple(listOf(d, eighths(-4, 4)), listOf(d, eighths(-4, 4)), temperature)
    .map(([slope, curvature, alpha]) => ({ ...batch, slope, curvature, temperature: alpha }));
});
