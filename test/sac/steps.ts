/** What an optimiser's step must have recorded, by the definitions, from the weights that were recorded before it. */
import {
  criticLoss,
  type Distribution,
  policyLoss,
  softBackup,
  softStateValue,
  temperatureLoss,
  twinMinimum,
  valueLoss,
} from '../../src/definitions/index.ts';
import { weighted } from '../../src/interpretations/finite.ts';
import type { Batch, Learner, Matrix, Networks, Settings, Step, Vector } from './fixture.ts';
import { type Claim, computing, dirac } from './policy.ts';
import type { Rounded } from './rounded.ts';
import { tape, type Variable } from './tape.ts';
import { type Enclosures, isNumber, isVariable, map } from './trees.ts';

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

/** A loss, and what it is minimised over. */
type Problem = readonly [loss: Variable, parameters: unknown];

/** Enclosures of all that is recorded of a step except its temperature and the weights after it. */
export const beforeStep = (
  R: Rounded,
  learner: Learner,
  { settings, batch, step, ...given }: Given,
): Readonly<Record<string, Enclosures>> => {
  const T = tape(R);
  const recorded = recordedIn(step);
  const claims: Record<string, Enclosures> = {};
  const known = (x: unknown, as: unknown): unknown =>
    isVariable(x) ? T.known(x, as as number) : (x as readonly unknown[]).map((y, i) => known(y, (as as Vector)[i]));
  const claim: Claim = (name, computed) => {
    claims[name] = map<unknown, Variable, unknown>(computed, isVariable, x => x.value) as Enclosures;
    return known(computed, recorded[name]) as typeof computed;
  };

  const { value, sample } = computing(T, settings, claim);
  const constants = (x: Matrix): Matrix<Variable> => x.map(row => row.map(T.constant));
  const networks = map({ ...given.networks, logTemperature: given.networks.logTemperature ?? 0 }, isNumber, T.constant);
  const { actor, critics, targets, logTemperature } = networks;
  const alpha = T.constant((step.temperature as number | undefined) ?? 0);
  const noise = given.noise[step.sample?.noise ?? 0];
  const states = constants(batch.observations);
  const rows = states.map((_, i) => i);
  const replay = weighted(
    T,
    rows.map(() => 1),
  );
  type Policy = (i: number) => Distribution<Variable, Vector<Variable>>;
  const least = (twins: Matrix<Variable>, i: number): Variable => twinMinimum(T, twins[0][i], twins[1][i]);

  /** The values of the next states: of the target network for them, or of the policy by the target critics. */
  const nextValue = (): ((i: number) => Variable) => {
    const next = constants(batch.nextObservations);
    if (networks.value) {
      const [V] = claim('nextValues', [next.map(s => value(targets[0], s))]);
      return i => V[i];
    }
    const samples = sample(actor, batch.nextObservations, noise);
    const q = claim(
      'nextValues',
      targets.map(target => rows.map(i => value(target, next[i], samples[i].actions))),
    );
    return i => softStateValue(T, dirac(samples[i]), () => least(q, i), alpha);
  };

  const criticProblem = (): Problem => {
    const V = nextValue();
    const actions = constants(batch.actions);
    const y = claim(
      'targets',
      batch.rewards.map((reward, i) =>
        softBackup(
          T,
          T.mul(T.constant(settings.rewardScale), T.constant(reward)),
          T.constant(settings.discount),
          { expectation: f => f(i) },
          () => T.constant(Number(batch.terminated[i])),
          V,
        ),
      ),
    );
    const q = claim(
      'values',
      critics.map(critic => rows.map(i => value(critic, states[i], actions[i]))),
    );
    const losses = q.map(values =>
      criticLoss(
        T,
        replay,
        i => values[i],
        i => y[i],
      ),
    );
    return [T.mul(T.constant(2 * settings.criticLossFactor), losses.reduce(T.add)), critics];
  };

  const policyProblem = (): Problem => {
    const samples = sample(actor, batch.observations, noise);
    const policy: Policy = i => dirac(samples[i]);
    if (learner === 'temperature') {
      const targetEntropy = T.constant(settings.targetEntropy!);
      return [temperatureLoss(T, replay, policy, logTemperature, targetEntropy), logTemperature];
    }
    const q = claim(
      learner === 'value' ? 'actionValues' : 'values',
      critics.map(critic => rows.map(i => value(critic, states[i], samples[i].actions))),
    );
    if (learner === 'actor') {
      const Q = (i: number): Variable => (settings.policyValue === 'first' ? q[0][i] : least(q, i));
      return [policyLoss(T, replay, policy, Q, alpha), actor];
    }
    const Q = (i: number): Variable => least(q, i);
    claim(
      'targets',
      rows.map(i => softStateValue(T, policy(i), () => Q(i), alpha)),
    );
    const [V] = claim('values', [states.map(s => value(networks.value!, s))]);
    return [valueLoss(T, replay, i => V[i], policy, Q, alpha), networks.value];
  };

  const [loss, parameters] = learner === 'critics' ? criticProblem() : policyProblem();
  const gradients = map(parameters, isVariable, T.gradient(loss)) as Enclosures;
  return { ...claims, loss: loss.value, [learner === 'temperature' ? 'gradient' : 'gradients']: gradients };
};
