/** Defects put into the learner itself, by other functions in place of its own: each is refuted by its law, whatever runs the learner. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import {
  criticsLookAhead,
  criticTarget,
  entropyCounts,
  expectedCriticTarget,
  frozenGroupsStay,
  isApplicable,
  type Law,
  nothingAfterTheEnd,
  pathwiseGradient,
  policyFollowsCritics,
  policyLearnsFromStates,
  policyLoss,
  resumption,
  rolloutTarget,
  type Subject,
  seedAndNoiseAreAll,
  squashedDensity,
  targetsFollowCritics,
  targetsStartAsCritics,
  temperatureDual,
  temperatureFeedback,
  terminatedIsMasked,
  twinMinimum,
} from '../../properties/index.ts';
import { neuralSubject } from '../../src/conformance/subjects/neural.ts';
import { tensorSubject } from '../../src/conformance/subjects/tensors.ts';
import type * as Definitions from '../../src/definitions/index.ts';
import { batch, tensors as R } from '../../src/engines/arithmetic.ts';
import { constant, list, part, spread, type Tensor } from '../../src/engines/tensor.ts';
import { UNIT_ROUNDOFF } from '../../src/numerics/index.ts';
import type * as AdamModule from '../../src/sac/adam.ts';
import type { Given } from '../../src/sac/algorithm.ts';
import type * as Checkpoint from '../../src/sac/checkpoint.ts';
import type * as LearnerModule from '../../src/sac/learner.ts';
import { type Evaluate, plainly } from '../../src/sac/learner.ts';
import type * as TwinCritics from '../../src/sac/twin-critics.ts';
import { blocking, engines } from '../engines/blocking.ts';
import { seed } from '../laws/seed.ts';
import { single } from '../laws/single.ts';
import { judge } from '../mutants/verdict.ts';
import { singles } from './singles.ts';

type Functions = typeof Definitions & typeof AdamModule & typeof TwinCritics & typeof Checkpoint & typeof LearnerModule;

/** What is called in place of the learner's own functions, by their names. */
type Wrong = Partial<Functions>;

const replaced = vi.hoisted(() => {
  let wrong: Readonly<Record<string, unknown>> = {};
  type Callable = (...args: unknown[]) => unknown;
  return {
    by: (functions: object): void => {
      wrong = functions as typeof wrong;
    },
    /** The functions of a module, of which each can be replaced until it is called. */
    in: async (original: () => Promise<object>): Promise<object> =>
      Object.fromEntries(
        Object.entries(await original()).map(([name, f]) => [
          name,
          (...args: unknown[]) => ((wrong[name] ?? f) as Callable)(...args),
        ]),
      ),
  };
});

vi.mock('../../src/definitions/index.ts', replaced.in);
vi.mock('../../src/sac/adam.ts', replaced.in);
vi.mock('../../src/sac/twin-critics.ts', replaced.in);
vi.mock('../../src/sac/checkpoint.ts', replaced.in);
vi.mock('../../src/sac/learner.ts', replaced.in);

const right: Functions = {
  ...(await vi.importActual<typeof Definitions>('../../src/definitions/index.ts')),
  ...(await vi.importActual<typeof AdamModule>('../../src/sac/adam.ts')),
  ...(await vi.importActual<typeof TwinCritics>('../../src/sac/twin-critics.ts')),
  ...(await vi.importActual<typeof Checkpoint>('../../src/sac/checkpoint.ts')),
  ...(await vi.importActual<typeof LearnerModule>('../../src/sac/learner.ts')),
};

interface Defect {
  /** As in the catalogue, where it has such a defect. */
  readonly name: string;
  readonly killedBy: Law;
  readonly wrong: Wrong;
  /** Nothing is lost by rounding to the precision in which engines compute anyway. */
  readonly inDoublesAlone?: true;
}

type Algorithm = ReturnType<typeof TwinCritics.twinCritics>;
type State = Parameters<Algorithm['update']>[0];
type First = ReturnType<Algorithm['untrained']>;

const changed = (change: (algorithm: Algorithm) => Partial<Algorithm>): Wrong => ({
  twinCritics: (actions, hyperparameters) => {
    const algorithm = right.twinCritics(actions, hyperparameters);
    return { ...algorithm, ...change(algorithm) };
  },
});

/** The state after a correct update, changed; `before` is the one before it. */
const afterwards = (change: (after: State, before: State) => Partial<State>): Wrong =>
  changed(({ update }) => ({
    update: (before, given, phase) => {
      const { state, losses } = update(before, given, phase);
      return { losses, state: { ...state, ...change(state, before) } };
    },
  }));

/** What is given read wrongly, by all or by one part of the learner. */
const misread = (reading: (given: Given<Tensor>) => Given<Tensor>, field?: 'actor' | 'temperature'): Wrong =>
  changed(({ update }) => ({
    update: (state, given, phase) => {
      const all = update(state, reading(given), phase);
      return field === undefined
        ? all
        : { ...all, state: { ...update(state, given, phase).state, [field]: all.state[field] } };
    },
  }));

const withNoise = ({ noise, ...given }: Given<Tensor>, change: Given<Tensor>['noise']): Given<Tensor> => ({
  ...given,
  noise: { ...noise, ...change },
});

const atSuccessors = ({ transitions, noise, ...given }: Given<Tensor>): Given<Tensor> => ({
  ...given,
  transitions: { ...transitions, observations: transitions.nextObservations },
  noise: { ...noise, action: noise.next },
});

/** Another state that has seen nothing. */
const begun = (change: (first: First, tau: number) => Partial<First>): Wrong => ({
  twinCritics: (actions, hyperparameters) => {
    const algorithm = right.twinCritics(actions, hyperparameters);
    const untrained: Algorithm['untrained'] = draw => {
      const first = algorithm.untrained(draw);
      return { ...first, ...change(first, hyperparameters.tau) };
    };
    return { ...algorithm, untrained };
  },
});

const half = <T>(numbers: readonly T[], k: 0 | 1): readonly T[] =>
  k === 0 ? numbers.slice(0, numbers.length / 2) : numbers.slice(numbers.length / 2);

/** The first half of one list, and the second of another. */
const halves = (first: Tensor, second: Tensor): Tensor => {
  const size = first.shape[0] / 2;
  return list([part(first, 0, [size]), part(second, size, [size])]);
};

/** Other arrays after loading. */
const loaded = (
  change: (saved: Readonly<Record<string, Float64Array>>) => Readonly<Record<string, Float64Array>>,
): Wrong => ({
  readCheckpoint: (bytes, identity) => {
    const saved = right.readCheckpoint(bytes, identity) as Readonly<Record<string, Float64Array>>;
    return { ...saved, ...change(saved) };
  },
});

const nothing = (numbers: Float64Array): Float64Array => numbers.map(() => 0);

const ofLearner: readonly Defect[] = [
  {
    name: 'targets that start elsewhere',
    killedBy: targetsStartAsCritics,
    wrong: begun(({ targets }) => ({ targets: [...half(targets, 1), ...half(targets, 0)] })),
  },
  {
    name: 'targets that start with a step of the average',
    killedBy: targetsStartAsCritics,
    wrong: begun(({ targets }, tau) => ({ targets: targets.map(x => tau * x) })),
  },
  {
    name: 'weights of the average exchanged in the learner',
    killedBy: targetsFollowCritics,
    wrong: { movingAverage: (R, tau, online, target) => right.movingAverage(R, tau, target, online) },
  },
  {
    name: 'rate of the average ignored',
    killedBy: targetsFollowCritics,
    wrong: { movingAverage: (R, _, online, target) => right.movingAverage(R, R.constant(0.005), online, target) },
  },
  {
    name: 'targets that never move',
    killedBy: targetsFollowCritics,
    wrong: afterwards((_, { targets }) => ({ targets })),
  },
  {
    name: 'targets that share their storage with the critics',
    killedBy: targetsFollowCritics,
    wrong: afterwards(({ critics }) => ({ targets: critics.values })),
  },
  {
    name: 'the second target forgotten',
    killedBy: targetsFollowCritics,
    wrong: afterwards((after, before) => ({ targets: halves(after.targets, before.targets) })),
  },
  {
    name: 'the average loaded into the critics',
    killedBy: targetsFollowCritics,
    wrong: afterwards(({ critics, targets }, before) => ({
      critics: { ...critics, values: targets },
      targets: before.targets,
    })),
  },
  {
    name: 'the second critic never learns',
    killedBy: frozenGroupsStay,
    wrong: afterwards(({ critics }, before) => ({
      critics: { ...critics, values: halves(critics.values, before.critics.values) },
    })),
  },
  {
    name: 'a temperature that is loaded and not learned',
    killedBy: frozenGroupsStay,
    wrong: afterwards((_, { temperature }) => ({ temperature })),
  },
  {
    name: 'one learning rate for all',
    killedBy: frozenGroupsStay,
    wrong: {
      twinCritics: (actions, hyperparameters) =>
        right.twinCritics(actions, { ...hyperparameters, temperatureRate: hyperparameters.criticRate }),
    },
  },
  {
    name: 'the next action drawn at the state itself',
    killedBy: criticsLookAhead,
    wrong: misread(({ transitions, noise, ...given }) => ({
      ...given,
      transitions: { ...transitions, nextObservations: transitions.observations },
      noise: { ...noise, next: noise.action },
    })),
  },
  {
    name: 'the mean action at the successor',
    killedBy: criticsLookAhead,
    wrong: misread(given => withNoise(given, { next: R.mul(constant(0), given.noise.next) })),
  },
  {
    name: 'the same noise for both actions',
    killedBy: criticsLookAhead,
    wrong: misread(given => withNoise(given, { next: given.noise.action })),
  },
  {
    name: 'mask forgotten by the learner',
    killedBy: nothingAfterTheEnd,
    wrong: {
      softBackup: (R, reward, gamma, next, _, V) => right.softBackup(R, reward, gamma, next, () => R.constant(0), V),
    },
  },
  {
    name: 'mask inverted in the learner',
    killedBy: nothingAfterTheEnd,
    wrong: {
      softBackup: (R, reward, gamma, next, terminated, V) =>
        right.softBackup(R, reward, gamma, next, x => R.sub(R.constant(1), terminated(x)), V),
    },
  },
  {
    name: 'entropies of a batch mixed in the learner',
    killedBy: nothingAfterTheEnd,
    wrong: {
      softBackup: (S, reward, gamma, next, terminated, V) => {
        const [r, value] = [reward, next.expectation(V)] as unknown as readonly [Tensor, Tensor];
        const mean = spread(
          batch(r.shape[0], value).expectation(x => x),
          r.shape,
        );
        return right.softBackup(S, reward, gamma, next, terminated, () => mean as typeof reward);
      },
    },
  },
  {
    name: 'entropy missing from what the critics learn',
    killedBy: entropyCounts,
    wrong: { softStateValue: (_R, policy, Q) => policy.expectation(Q) },
  },
  {
    name: 'entropy missing from what the policy learns',
    killedBy: entropyCounts,
    wrong: { policyLoss: (R, replay, policy, Q) => right.policyLoss(R, replay, policy, Q, R.constant(0)) },
  },
  {
    name: 'temperature of the learner forgotten',
    killedBy: entropyCounts,
    wrong: { policyLoss: (R, replay, policy, Q) => right.policyLoss(R, replay, policy, Q, R.constant(1)) },
  },
  {
    name: 'no gradient through the critic',
    killedBy: policyFollowsCritics,
    wrong: {
      policyLoss: (R, replay, policy, Q, alpha) =>
        right.policyLoss(R, replay, policy, (s, a) => R.detach(Q(s, a)), alpha),
    },
  },
  {
    name: 'a policy that learns at the successors',
    killedBy: policyLearnsFromStates,
    wrong: misread(atSuccessors, 'actor'),
  },
  {
    name: 'a temperature that learns at the successors',
    killedBy: policyLearnsFromStates,
    wrong: misread(atSuccessors, 'temperature'),
  },
  {
    name: 'the same noise in every update',
    killedBy: policyLearnsFromStates,
    wrong: misread(given => {
      const fixed = R.add(R.mul(constant(0), given.noise.action), constant(0.5));
      return withNoise(given, { action: fixed, next: fixed });
    }),
  },
  {
    name: 'seed ignored',
    killedBy: seedAndNoiseAreAll,
    wrong: { untrained: (algorithm, _, R) => right.untrained(algorithm, 0, R) },
  },
  {
    name: 'critics alike from the start',
    killedBy: seedAndNoiseAreAll,
    wrong: begun(({ critics }) => {
      const alike = [...half(critics.values, 0), ...half(critics.values, 0)];
      return { critics: { ...critics, values: alike }, targets: alike };
    }),
  },
  {
    name: 'temperature up when entropy is high',
    killedBy: temperatureFeedback,
    wrong: {
      temperatureLoss: (R, replay, policy, alpha, target) =>
        R.neg(right.temperatureLoss(R, replay, policy, alpha, target)),
    },
  },
  {
    name: 'target entropy of the other sign in the learner',
    killedBy: temperatureFeedback,
    wrong: {
      temperatureLoss: (R, replay, policy, alpha, target) =>
        right.temperatureLoss(R, replay, policy, alpha, R.neg(target)),
    },
  },
  {
    name: 'target entropy of its own',
    killedBy: temperatureFeedback,
    wrong: {
      temperatureLoss: (R, replay, policy, alpha) => right.temperatureLoss(R, replay, policy, alpha, R.constant(-1)),
    },
  },
  {
    name: 'steps up the slope',
    killedBy: temperatureFeedback,
    wrong: { adam: (learned, gradient, rate, debiasing) => right.adam(learned, R.neg(gradient), rate, debiasing) },
  },
  {
    name: 'moments of the optimiser not saved',
    killedBy: resumption,
    wrong: loaded(saved => ({
      'actor.firstMoments': nothing(saved['actor.firstMoments']),
      'actor.secondMoments': nothing(saved['actor.secondMoments']),
    })),
  },
  {
    name: 'steps of the optimiser not saved',
    killedBy: resumption,
    wrong: loaded(({ updates }) => ({ updates: nothing(updates) })),
  },
  {
    name: 'optimiser of the temperature not saved',
    killedBy: resumption,
    wrong: loaded(saved => ({ 'temperature.firstMoments': nothing(saved['temperature.firstMoments']) })),
  },
  {
    name: 'targets not saved',
    killedBy: resumption,
    wrong: loaded(saved => ({ targets: saved['critics.values'] })),
  },
  {
    name: 'checkpoint in single precision',
    killedBy: resumption,
    inDoublesAlone: true,
    wrong: loaded(saved => ({ 'actor.values': saved['actor.values'].map(Math.fround) })),
  },
];

/** Formulas whose numbers, not what they depend on, are wrong: laws of agents see those. */
const ofFormulas: readonly Defect[] = [
  {
    name: 'entropy with the wrong sign in the target',
    killedBy: criticTarget,
    wrong: { softStateValue: (R, policy, Q, alpha) => right.softStateValue(R, policy, Q, R.neg(alpha)) },
  },
  {
    name: 'entropy with the wrong sign in the expected target',
    killedBy: expectedCriticTarget,
    wrong: { softStateValue: (R, policy, Q, alpha) => right.softStateValue(R, policy, Q, R.neg(alpha)) },
  },
  {
    name: 'discount forgotten',
    killedBy: rolloutTarget,
    wrong: {
      softBackup: (R, reward, _, next, terminated, V) =>
        right.softBackup(R, reward, R.constant(1), next, terminated, V),
    },
  },
  {
    name: 'mask inverted in the batch',
    killedBy: terminatedIsMasked,
    wrong: {
      softBackup: (R, reward, gamma, next, terminated, V) =>
        right.softBackup(R, reward, gamma, next, x => R.sub(R.constant(1), terminated(x)), V),
    },
  },
  {
    name: 'first twin twice',
    killedBy: twinMinimum,
    wrong: { twinMinimum: (_R, first) => first },
  },
  {
    name: 'maximum of the twins',
    killedBy: criticTarget,
    wrong: { twinMinimum: (R, first, second) => R.neg(R.min(R.neg(first), R.neg(second))) },
  },
  {
    name: 'policy loss with the wrong sign',
    killedBy: policyLoss,
    wrong: {
      policyLoss: (R, replay, policy, Q, alpha) => R.neg(right.policyLoss(R, replay, policy, Q, alpha)),
    },
  },
  {
    name: 'gradient of the policy upwards',
    killedBy: pathwiseGradient,
    wrong: {
      policyLoss: (R, replay, policy, Q, alpha) => R.neg(right.policyLoss(R, replay, policy, Q, alpha)),
    },
  },
  {
    name: 'temperature loss with the wrong sign',
    killedBy: temperatureDual,
    wrong: {
      temperatureLoss: (R, replay, policy, alpha, target) =>
        R.neg(right.temperatureLoss(R, replay, policy, alpha, target)),
    },
  },
  {
    name: 'correction for squashing missing',
    killedBy: squashedDensity,
    wrong: {
      squashedGaussianLogDensity: (R, coordinates, u, mean, logDeviation, logScale) =>
        right.squashedGaussianLogDensity(
          { ...R, logCosh: () => R.constant(0) },
          coordinates,
          u,
          mean,
          logDeviation,
          logScale,
        ),
    },
  },
  {
    name: 'variance for the deviation',
    killedBy: squashedDensity,
    wrong: {
      squashedGaussianLogDensity: (R, coordinates, u, mean, logDeviation, logScale) =>
        right.squashedGaussianLogDensity(R, coordinates, u, mean, i => R.mul(R.constant(2), logDeviation(i)), logScale),
    },
  },
];

const RUNS = 25;

/** So few cases may all be set aside. */
const FEWEST = 2;

/** Refuted by the law itself, not by whatever else fails, on cases that the learner as it is passes. */
const isRefuted = ({ killedBy, wrong }: Defect, subject: () => Subject): void => {
  const offering = (): Parameters<Law['property']>[0] => {
    const offered = subject();
    if (!isApplicable(killedBy, offered)) throw new RangeError(`${offered.name} lacks what ${killedBy.id} needs`);
    return offered;
  };
  replaced.by(wrong);
  const options = { seed, numRuns: RUNS, endOnFailure: true, maxSkipsPerRun: 1 };
  const { errorInstance, counterexample, numRuns } = fc.check(killedBy.property(offering()), options);
  replaced.by({});
  expect(counterexample).not.toBeNull();
  expect((errorInstance as Error).name).toBe('Error');
  expect(judge(killedBy, offering(), seed, Math.max(numRuns, FEWEST)).kind).toBe('holds');
};

describe('the plain evaluator', () => {
  test.each(ofLearner.map(defect => [defect.name, defect] as const))('%s', (_, defect) =>
    isRefuted(defect, neuralSubject),
  );

  test.each(ofFormulas.map(defect => [defect.name, defect] as const))('%s', (_, defect) =>
    isRefuted(defect, () => tensorSubject(plainly(), UNIT_ROUNDOFF)),
  );
});

describe.each(engines)('$name', async ({ name, isThere }) => {
  const evaluate: Evaluate = isThere ? await blocking(name) : undefined!;
  const onEngine = test.skipIf(!isThere);

  onEngine.each(ofLearner.filter(defect => !defect.inDoublesAlone).map(defect => [defect.name, defect] as const))(
    '%s',
    (_, defect) => isRefuted(defect, () => neuralSubject(singles, single.unitRoundoff, evaluate)),
  );

  onEngine.each(ofFormulas.map(defect => [defect.name, defect] as const))('%s', (_, defect) =>
    isRefuted(defect, () => tensorSubject(evaluate, single.unitRoundoff)),
  );
});
