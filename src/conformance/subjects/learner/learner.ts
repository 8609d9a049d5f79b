/** Soft actor-critic as pure functions of its state: the definitions, differentiated. */
import type {
  LearnerConfiguration,
  LearnerParameters,
  ReplayBatch,
  UpdateNoise,
} from '../../../../properties/subject.ts';
import * as definitions from '../../../definitions/index.ts';
import { gradient } from '../../../interpretations/dual.ts';
import type { FiniteArithmetic } from '../../../interpretations/finite.ts';
import { drawn, replay, seen } from '../../../interpretations/sampled.ts';
import { random } from '../../../numerics/index.ts';
import { actorSize, criticSize, criticValue, drawAction } from './networks.ts';
import { adam, type Learned, type Optimiser, untrained } from './optimiser.ts';

/** The definitions that a learner is made of. */
export type LearnerFormulas = Pick<
  typeof definitions,
  'softBackup' | 'softStateValue' | 'criticLoss' | 'policyLoss' | 'temperatureLoss' | 'movingAverage' | 'twinMinimum'
>;

/** Two critics, whatever stands for a critic. */
export type Pair<T> = readonly [T, T];

/** All that a learner is, as plain data. */
export interface Learner {
  readonly configuration: LearnerConfiguration;
  readonly actor: Learned;
  readonly critics: Pair<Learned>;
  readonly targets: Pair<readonly number[]>;
  /** Of the one number that stands for the temperature. */
  readonly temperature: Learned;
}

/** What authors choose differently. */
export interface Design {
  readonly formulas: LearnerFormulas;
  readonly optimiser: Optimiser;
  /** What each update does, in order. */
  readonly order: readonly Stage[];
  /** The value of an action in the loss of the policy. */
  readonly criticOfPolicy: <N>(R: FiniteArithmetic<N>, first: N, second: N) => N;
  /** How the number that is learned stands for $\alpha$. */
  readonly temperature: TemperatureForm;
}

export type Stage = 'critics' | 'actor' | 'temperature' | 'targets';

export interface TemperatureForm {
  parameterOf(alpha: number): number;
  alphaOf<N>(R: FiniteArithmetic<N>, parameter: N): N;
}

/** The usual choices: Adam, the critics first, the smaller critic everywhere, and $\log \alpha$. */
export const usual = (R: FiniteArithmetic<number>): Design => ({
  formulas: definitions,
  optimiser: adam,
  order: ['critics', 'actor', 'temperature', 'targets'],
  criticOfPolicy: definitions.twinMinimum,
  temperature: { parameterOf: R.log, alphaOf: (arithmetic, parameter) => arithmetic.exp(parameter) },
});

export const parametersOf = (R: FiniteArithmetic<number>, design: Design, learner: Learner): LearnerParameters => ({
  actor: learner.actor.values,
  critics: learner.critics.map(({ values }) => values),
  targets: learner.targets,
  temperature: alphaOf(R, design, learner),
});

const alphaOf = (R: FiniteArithmetic<number>, { temperature }: Design, learner: Learner): number =>
  temperature.alphaOf(R, learner.temperature.values[0]);

/** A learner that has seen nothing. */
export const untrainedLearner = (
  R: FiniteArithmetic<number>,
  design: Design,
  configuration: LearnerConfiguration,
): Learner => {
  const { observationSize, actionSize, seed, temperature } = configuration;
  const draw = random(seed).centred;
  const parameters = (size: number): readonly number[] => Array.from({ length: size }, () => R.constant(draw()));
  const actor = parameters(actorSize(observationSize, actionSize));
  const critic = (): readonly number[] => parameters(criticSize(observationSize + actionSize));
  const critics: Pair<readonly number[]> = [critic(), critic()];
  return {
    configuration,
    actor: untrained(actor),
    critics: mapPair(critics, untrained),
    targets: critics,
    temperature: untrained([design.temperature.parameterOf(R.constant(temperature))]),
  };
};

/** One update of everything. */
export const updated = (
  R: FiniteArithmetic<number>,
  design: Design,
  learner: Learner,
  batch: ReplayBatch,
  noise: UpdateNoise,
): Learner => {
  let state = learner;
  for (const stage of design.order) state = { ...state, ...stages[stage](R, design, state, batch, noise) };
  return state;
};

type StageOf = (
  R: FiniteArithmetic<number>,
  design: Design,
  learner: Learner,
  batch: ReplayBatch,
  noise: UpdateNoise,
) => Partial<Learner>;

const critics: StageOf = (R, design, learner, batch, noise) => {
  const { criticRate } = learner.configuration;
  const { criticLoss } = design.formulas;
  const backups = criticBackups(R, design, learner, batch, noise);
  return {
    critics: mapPair(learner.critics, critic => {
      const slope = gradient(
        R,
        (D, parameters) =>
          criticLoss(
            D,
            replay(D, batch.rewards.length),
            i => criticValue(D, parameters, [...batch.observations[i], ...batch.actions[i]].map(D.constant)),
            i => D.constant(backups[i]),
          ),
        critic.values,
      );
      return stepped(R, design, critic, slope, criticRate);
    }),
  };
};

/** The soft backup of every transition with one action drawn at its successor, by the target critics. */
const criticBackups = (
  R: FiniteArithmetic<number>,
  design: Design,
  learner: Learner,
  batch: ReplayBatch,
  noise: UpdateNoise,
): readonly number[] => {
  const { softBackup, softStateValue, twinMinimum } = design.formulas;
  const gamma = R.constant(learner.configuration.discount);
  const alpha = alphaOf(R, design, learner);
  const softValue = (next: readonly number[], epsilon: readonly number[]): number => {
    const { action, logProb } = drawAction(R, learner.actor.values, next, epsilon);
    const [first, second] = mapPair(learner.targets, target => criticValue(R, target, [...next, ...action]));
    return softStateValue(R, drawn(action, logProb), () => twinMinimum(R, first, second), alpha);
  };
  return batch.rewards.map((reward, i) =>
    softBackup(
      R,
      R.constant(reward),
      gamma,
      seen(i),
      () => R.constant(batch.terminated[i] ? 1 : 0),
      () => softValue(batch.nextObservations[i].map(R.constant), noise.next[i]),
    ),
  );
};

const actor: StageOf = (R, design, learner, batch, noise) => {
  const alpha = alphaOf(R, design, learner);
  const slope = gradient(
    R,
    (D, parameters) => {
      const observation = (i: number) => batch.observations[i].map(D.constant);
      return design.formulas.policyLoss(
        D,
        replay(D, batch.rewards.length),
        i => {
          const { action, logProb } = drawAction(D, parameters, observation(i), noise.action[i]);
          return drawn(action, logProb);
        },
        (i, action) => {
          const [first, second] = mapPair(learner.critics, ({ values }) =>
            criticValue(D, values.map(D.constant), [...observation(i), ...action]),
          );
          return design.criticOfPolicy(D, first, second);
        },
        D.constant(alpha),
      );
    },
    learner.actor.values,
  );
  return { actor: stepped(R, design, learner.actor, slope, learner.configuration.actorRate) };
};

const temperature: StageOf = (R, design, learner, batch, noise) => {
  const { targetEntropy, temperatureRate } = learner.configuration;
  const logProbs = batch.observations.map(
    (observation, i) => drawAction(R, learner.actor.values, observation.map(R.constant), noise.action[i]).logProb,
  );
  const slope = gradient(
    R,
    (D, [parameter]) =>
      design.formulas.temperatureLoss(
        D,
        replay(D, batch.rewards.length),
        i => drawn(undefined, D.constant(logProbs[i])),
        design.temperature.alphaOf(D, parameter),
        D.constant(targetEntropy),
      ),
    learner.temperature.values,
  );
  return { temperature: stepped(R, design, learner.temperature, slope, temperatureRate) };
};

const targets: StageOf = (R, design, learner) => {
  const tau = R.constant(learner.configuration.tau);
  const followed = (target: readonly number[], { values }: Learned): readonly number[] =>
    target.map((x, i) => design.formulas.movingAverage(R, tau, values[i], x));
  const [first, second] = learner.targets;
  return { targets: [followed(first, learner.critics[0]), followed(second, learner.critics[1])] };
};

const stages: Readonly<Record<Stage, StageOf>> = { critics, actor, temperature, targets };

/** What is learned, after a step, in the precision of the arithmetic. */
const stepped = (
  R: FiniteArithmetic<number>,
  { optimiser }: Design,
  learned: Learned,
  slope: readonly number[],
  rate: number,
): Learned => {
  const next = optimiser(learned, slope, rate);
  return { ...next, values: next.values.map(R.constant) };
};

const mapPair = <A, B>([first, second]: Pair<A>, f: (x: A) => B): Pair<B> => [f(first), f(second)];
