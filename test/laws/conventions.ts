/** What careful authors do differently, none of which a law may refute. */
import {
  type AgentOperations,
  type GaussianBatch,
  type Law,
  type Subject,
  squashedDensityTails,
} from '../../properties/index.ts';
import { agentSubject } from '../../src/conformance/subjects/agent.ts';
import { double, type Precision } from '../../src/conformance/subjects/definitions.ts';
import { single } from './single.ts';

export interface Convention {
  readonly name: string;
  /** What is done differently, over the numbers of a precision. */
  readonly operations: (precision: Precision) => Partial<AgentOperations>;
  /** The laws that do refute it, and rightly. */
  readonly except?: readonly Law[];
}

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

export const conventions: readonly Convention[] = [
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
    name: 'every sample against every other in the policy loss, which is linear',
    operations: ({ arithmetic: R }) => ({
      policyLoss: ({ values, logProb, temperature }) => {
        const n = R.constant(values.length);
        const all = logProb.flatMap(l =>
          values.map(([q1, q2]) =>
            R.sub(R.mul(R.constant(temperature), R.constant(l)), R.min(R.constant(q1), R.constant(q2))),
          ),
        );
        return R.div(R.div(all.reduce(R.add, R.constant(0)), n), n);
      },
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

export const precisions: readonly (readonly [string, Precision])[] = [
  ['double', double],
  ['single', single],
];

/** The agent of a precision, as far as the convention is about it. */
export const conventional = ({ operations }: Convention, precision: Precision): Subject => {
  const different = operations(precision);
  const { name, unitRoundoff, ...agent } = agentSubject({}, precision);
  return { name, unitRoundoff, ...(Object.keys(different).length > 0 ? different : agent) };
};
