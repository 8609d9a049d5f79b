/** What careful authors do differently: none of it is refuted, at any seed, in either precision. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as observed from '../../properties/agent-observation.ts';
import {
  type AgentOperations,
  type GaussianBatch,
  isApplicable,
  type Law,
  laws,
  type Subject,
  squashedDensityTails,
} from '../../properties/index.ts';
import { checkDensity } from '../../properties/laws/squashed-density.ts';
import { agentSubject } from '../../src/conformance/subjects/agent.ts';
import type { Precision } from '../../src/conformance/subjects/definitions.ts';
import { float64 } from '../../src/interpretations/float64.ts';
import { judge } from '../mutants/verdict.ts';
import { seed } from './seed.ts';
import { single } from './single.ts';

const SEEDS = 20;
const RUNS = 25;

interface Convention {
  readonly name: string;
  /** What is done differently, over the numbers of a precision. */
  readonly operations: (precision: Precision) => Partial<AgentOperations>;
  /** The laws that do refute it, and rightly. */
  readonly except?: readonly Law[];
}

const double: Precision = { arithmetic: float64, unitRoundoff: 2 ** -53 };

/** Log-densities formed from the action that was drawn, $\log(c (1 - \tanh^2 u) + \varepsilon)$. */
const fromAction = (precision: Precision, epsilon: number): Partial<AgentOperations> => {
  const { arithmetic: R } = precision;
  return {
    squashedGaussian: batch => {
      const { actions } = agentSubject({}, precision).squashedGaussian(batch);
      const coordinate = ({ logDeviation, noise, scale }: GaussianBatch, i: number, k: number): number => {
        const y = R.div(R.constant(actions[i][k]), R.constant(scale[k]));
        const rest = R.sub(R.constant(1), R.mul(y, y));
        const stretch = R.log(R.add(R.mul(R.constant(scale[k]), rest), R.constant(epsilon)));
        const z = R.constant(noise[i][k]);
        const normal = R.sub(R.mul(R.constant(-0.5), R.mul(z, z)), R.constant(logDeviation[i][k]));
        return R.sub(R.sub(normal, R.mul(R.constant(0.5), R.log(R.constant(2 * Math.PI)))), stretch);
      };
      const logProb = actions.map((action, i) =>
        action.reduce((sum, _, k) => R.add(sum, coordinate(batch, i, k)), R.constant(0)),
      );
      return { actions, logProb };
    },
  };
};

const conventions: readonly Convention[] = [
  { name: 'the definitions', operations: () => ({}) },
  {
    name: 'the logarithm of the temperature as parameter',
    operations: precision => ({
      temperatureLoss: batch => {
        const { arithmetic: R } = precision;
        const alpha = R.exp(R.constant(batch.parameter));
        const { loss } = agentSubject({}, precision).temperatureLoss({ ...batch, parameter: alpha });
        return { loss, gradient: loss };
      },
    }),
  },
  {
    name: 'no factor 1/2 in the loss of the critic',
    operations: precision => ({ criticLoss: batch => 2 * agentSubject({}, precision).criticLoss(batch) }),
  },
  {
    name: 'the first critic in the policy loss',
    operations: precision => ({ policyLoss: agentSubject({ twinMinimum: (_, first) => first }, precision).policyLoss }),
  },
  {
    name: 'the mean of the critics in the policy loss',
    operations: precision => ({
      policyLoss: agentSubject({ twinMinimum: (R, a, b) => R.mul(R.constant(0.5), R.add(a, b)) }, precision).policyLoss,
    }),
  },
  {
    name: 'actions scaled outside of the policy',
    operations: precision => ({
      squashedGaussian: batch =>
        agentSubject({}, precision).squashedGaussian({ ...batch, scale: batch.scale.map(() => 1) }),
    }),
  },
  {
    name: 'the density from the tangent, not from what it is taken of',
    operations: precision => fromAction(precision, 0),
    except: [squashedDensityTails],
  },
  {
    name: 'a constant inside the logarithm, as large as what is lost there: 1e-6 in single precision',
    operations: precision => fromAction(precision, precision === single ? 1e-6 : 2 * precision.unitRoundoff),
    except: [squashedDensityTails],
  },
  {
    name: 'the gradient of the density by the quotient rule, from the tangent',
    operations: ({ arithmetic: R, ...precision }) => ({
      policyGradient: batch => {
        const agent = agentSubject({}, { arithmetic: R, ...precision });
        const { actions } = agent.squashedGaussian({ ...batch, scale: batch.scale.map(() => 1) });
        const n = R.constant(actions.length);
        const slopes = actions.map(action =>
          action.map((y, k) => {
            const rest = R.sub(R.constant(1), R.mul(y, y));
            const density = R.div(R.mul(R.mul(R.constant(2 * batch.temperature), y), rest), rest);
            const c = R.constant(batch.scale[k]);
            const critic = R.sub(R.constant(batch.slope[k]), R.mul(R.constant(batch.curvature[k]), R.mul(c, y)));
            return R.sub(density, R.mul(R.mul(critic, c), rest));
          }),
        );
        const spread = (g: number, i: number, k: number): number => {
          const step = R.mul(R.exp(R.constant(batch.logDeviation[i][k])), R.constant(batch.noise[i][k]));
          return R.sub(R.mul(step, g), R.constant(batch.temperature));
        };
        return {
          mean: slopes.map(row => row.map(g => R.div(g, n))),
          logDeviation: slopes.map((row, i) => row.map((g, k) => R.div(spread(g, i, k), n))),
        };
      },
    }),
  },
  {
    name: 'the gradient of the density through the action and the parameters, as automatic differentiation has it',
    operations: ({ arithmetic: R, ...precision }) => ({
      policyGradient: batch => {
        const agent = agentSubject({}, { arithmetic: R, ...precision });
        const { actions } = agent.squashedGaussian({ ...batch, scale: batch.scale.map(() => 1) });
        const [alpha, n] = [R.constant(batch.temperature), R.constant(actions.length)];
        const slopes = actions.map((action, i) =>
          action.map((y, k) => {
            const [mu, c] = [R.constant(batch.mean[i][k]), R.constant(batch.scale[k])];
            const sigma = R.exp(R.constant(batch.logDeviation[i][k]));
            const epsilon = R.constant(batch.noise[i][k]);
            const step = R.sub(R.add(mu, R.mul(sigma, epsilon)), mu);
            const score = R.div(step, R.mul(sigma, sigma));
            const rest = R.sub(R.constant(1), R.mul(y, y));
            const climb = R.sub(R.constant(batch.slope[k]), R.mul(R.constant(batch.curvature[k]), R.mul(c, y)));
            const squashed = R.sub(R.mul(alpha, R.mul(R.constant(2), y)), R.mul(climb, R.mul(c, rest)));
            const throughAction = R.sub(squashed, R.mul(alpha, score));
            const narrowing = R.sub(R.div(R.mul(step, score), sigma), R.div(R.constant(1), sigma));
            const throughDeviation = R.add(R.mul(throughAction, epsilon), R.mul(alpha, narrowing));
            return {
              mean: R.div(R.add(throughAction, R.mul(alpha, score)), n),
              logDeviation: R.div(R.mul(throughDeviation, sigma), n),
            };
          }),
        );
        return {
          mean: slopes.map(row => row.map(({ mean }) => mean)),
          logDeviation: slopes.map(row => row.map(({ logDeviation }) => logDeviation)),
        };
      },
    }),
  },
  {
    name: 'the mask as a choice',
    operations: precision => ({
      criticTarget: batch => {
        const all = agentSubject({}, precision).criticTarget({
          ...batch,
          terminated: batch.terminated.map(() => false),
        });
        return all.map((y, i) => (batch.terminated[i] ? precision.arithmetic.constant(batch.rewards[i]) : y));
      },
    }),
  },
  {
    name: 'the discount multiplied out',
    operations: ({ arithmetic: R }) => ({
      criticTarget: ({ rewards, terminated, nextValues, nextLogProb, discount, temperature }) =>
        rewards.map((r, i) => {
          const gamma = R.constant(terminated[i] ? 0 : discount);
          const [q1, q2] = nextValues[i].map(q => R.mul(gamma, R.constant(q)));
          const entropy = R.mul(R.mul(gamma, R.constant(temperature)), R.constant(-nextLogProb[i]));
          return R.add(R.add(R.constant(r), entropy), R.min(q1, q2));
        }),
    }),
  },
  {
    name: 'a rollout summed from the front with powers of the discount',
    operations: ({ arithmetic: R }) => ({
      rolloutTarget: ({ rewards, terminated, truncated, nextValues, nextLogProb, discount, temperature }) =>
        rewards.map((row, i) => {
          let [total, power] = [R.constant(0), R.constant(1)];
          for (const [j, r] of row.entries()) {
            total = R.add(total, R.mul(power, R.constant(r)));
            power = R.mul(power, R.constant(discount));
            if (terminated[i][j]) break;
            const bonus = R.mul(R.constant(temperature), R.constant(-nextLogProb[i][j]));
            total = R.add(total, R.mul(power, bonus));
            const [q1, q2] = nextValues[i][j];
            if (truncated[i][j] || j + 1 === row.length) {
              total = R.add(total, R.mul(power, R.min(R.constant(q1), R.constant(q2))));
              break;
            }
          }
          return total;
        }),
    }),
  },
];

test('actions that are all 0 do not tell their scale, and refute nothing', () => {
  const batch: GaussianBatch = { mean: [[0], [0]], logDeviation: [[0], [-1]], noise: [[0], [0]], scale: [2] };
  const drawn = observed.squashedGaussian(agentSubject({}, double), batch, 'anyhow');
  expect(() => checkDensity(batch, drawn)).toThrow(fc.PreconditionFailure);
});

const precisions: readonly (readonly [string, Precision])[] = [
  ['double', double],
  ['single', single],
];

describe.each(precisions)('in %s precision', (_, precision) => {
  test.each(conventions)('$name', ({ operations, except = [] }) => {
    const different = operations(precision);
    const { name, unitRoundoff, ...agent } = agentSubject({}, precision);
    const offered = Object.keys(different).length > 0 ? different : agent;
    const subject: Subject = { name, unitRoundoff, ...offered };
    const seeds = Array.from({ length: SEEDS }, (_, k) => seed + k);
    for (const law of laws.filter(law => isApplicable(law, subject))) {
      const kinds = seeds.map(s => judge(law, subject, s, RUNS).kind);
      if (except.includes(law)) expect(kinds, law.id).toContain('refuted');
      else expect(new Set(kinds), law.id).toEqual(new Set(['holds']));
    }
  });
});
