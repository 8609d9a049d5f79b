/** Wrong learners, most of them published in some implementation. */
import {
  criticsLookAhead,
  entropyCounts,
  frozenGroupsStay,
  type LearnerOperations,
  noFutureWithoutDiscount,
  nothingAfterTheEnd,
  policyFollowsCritics,
  policyLearnsFromStates,
  type ReplayBatch,
  resumption,
  type Subject,
  seedAndNoiseAreAll,
  targetsFollowCritics,
  targetsStartAsCritics,
  temperatureFeedback,
  temperatureStaysPositive,
  timeLimitsAreNoEnds,
  type UpdateNoise,
} from '../../properties/index.ts';
import {
  type Behaviour,
  criticValue,
  descent,
  drawAction,
  type Learner,
  type LearnerFormulas,
  learnerSubject,
  untrained,
} from '../../src/conformance/subjects/learner/index.ts';
import * as definitions from '../../src/definitions/index.ts';
import { gradient } from '../../src/interpretations/dual.ts';
import { float64 } from '../../src/interpretations/float64.ts';
import type { Mutant } from './catalogue.ts';

/** What the mutants are made from. */
export const correctLearner: Subject & LearnerOperations = learnerSubject();

const formula = (formulas: Partial<LearnerFormulas>): Subject =>
  learnerSubject({ formulas: { ...definitions, ...formulas } });

const initial = (change: (learner: Learner) => Partial<Learner>): Subject =>
  learnerSubject({}, sound => ({
    initial: configuration => {
      const learner = sound.initial(configuration);
      return { ...learner, ...change(learner) };
    },
  }));

/** The state after a correct update, changed; `before` is the one before it. */
const afterwards = (change: (after: Learner, before: Learner) => Partial<Learner>): Subject =>
  learnerSubject({}, sound => ({
    updated: (before, batch, noise) => {
      const after = sound.updated(before, batch, noise);
      return { ...after, ...change(after, before) };
    },
  }));

type Reading = (
  batch: ReplayBatch,
  noise: UpdateNoise,
  learner: Learner,
) => { readonly batch?: Partial<ReplayBatch>; readonly noise?: Partial<UpdateNoise> };

const read = (
  sound: Behaviour,
  learner: Learner,
  batch: ReplayBatch,
  noise: UpdateNoise,
  reading: Reading,
): Learner => {
  const other = reading(batch, noise, learner);
  return sound.updated(learner, { ...batch, ...other.batch }, { ...noise, ...other.noise });
};

/** Batch and noise read wrongly, by all or by one part of the learner. */
const misread = (reading: Reading, part?: 'actor' | 'temperature'): Subject =>
  learnerSubject({}, sound => ({
    updated: (learner, batch, noise) => {
      const wrong = read(sound, learner, batch, noise, reading);
      return part === undefined ? wrong : { ...sound.updated(learner, batch, noise), [part]: wrong[part] };
    },
  }));

const reloaded = (change: (saved: Learner) => Partial<Learner>): Subject =>
  learnerSubject({}, sound => ({ reloaded: learner => ({ ...sound.reloaded(learner), ...change(learner) }) }));

const valuesOf = ({ critics: [first, second] }: Learner): Learner['targets'] => [first.values, second.values];

/** $\log \pi(a' \mid s')$ for every sample. */
const nextLogProb = ({ actor }: Learner, { nextObservations }: ReplayBatch, { next }: UpdateNoise): readonly number[] =>
  nextObservations.map((observation, i) => drawAction(float64, actor.values, observation, next[i]).logProb);

/** $\alpha$ of a learner that learns its logarithm. */
const alphaOf = ({ temperature }: Learner): number => float64.exp(temperature.values[0]);

/** The reward with an entropy bonus of the next action, which depends on the sample. */
const withBonus = (weight: (terminated: boolean, discount: number) => number): Reading => {
  return (batch, noise, learner) => {
    const logProb = nextLogProb(learner, batch, noise);
    const { discount } = learner.configuration;
    return {
      batch: {
        rewards: batch.rewards.map((r, i) => r - weight(batch.terminated[i], discount) * alphaOf(learner) * logProb[i]),
      },
    };
  };
};

/** The critics, moved down the loss of the policy as well. */
const leaking = (rateOf: (learner: Learner) => number): Subject =>
  learnerSubject({}, sound => ({
    updated: (before, batch, noise) => {
      const after = sound.updated(before, batch, noise);
      const leaked = (critic: Learner['critics'][0]): Learner['critics'][0] => {
        const slope = gradient(
          float64,
          (D, parameters) =>
            batch.observations
              .map((observation, i) => {
                const { action } = drawAction(float64, before.actor.values, observation, noise.action[i]);
                return D.neg(criticValue(D, parameters, [...observation, ...action].map(D.constant)));
              })
              .reduce(D.add),
          critic.values,
        );
        return descent(critic, slope, rateOf(after));
      };
      const critics: Learner['critics'] = [leaked(after.critics[0]), leaked(after.critics[1])];
      const { tau } = before.configuration;
      const follow = (target: readonly number[], c: 0 | 1): readonly number[] =>
        target.map((x, i) => tau * critics[c].values[i] + (1 - tau) * x);
      return { ...after, critics, targets: [follow(before.targets[0], 0), follow(before.targets[1], 1)] };
    },
  }));

/** Noise of its own, drawn by how many updates there were of all learners together. */
const ownNoise = (): Subject => {
  let calls = 0;
  const own = (table: readonly (readonly number[])[]) =>
    table.map((row, i) => row.map((_, k) => ((calls * 7 + 3 * i + k) % 5) / 2 - 1));
  return misread((_, noise) => {
    calls++;
    return { noise: { action: own(noise.action), next: own(noise.next) } };
  });
};

/** One optimiser for all learners: what it remembers is from the last one that learned. */
const sharedOptimiser = (): Subject => {
  let last: Learner | undefined;
  return learnerSubject({}, sound => ({
    updated: (learner, batch, noise) => {
      const remembered =
        last?.actor.values.length === learner.actor.values.length
          ? { ...last.actor, values: learner.actor.values }
          : learner.actor;
      last = sound.updated({ ...learner, actor: remembered }, batch, noise);
      return last;
    },
  }));
};

export const learnerMutants: readonly Mutant[] = [
  {
    name: 'targets that start elsewhere',
    formula: 'targets are drawn, not copied',
    killedBy: targetsStartAsCritics,
    subject: initial(({ targets: [first, second] }) => ({ targets: [second, first] })),
  },
  {
    name: 'targets that start with a step of the average',
    formula: 'target = tau critic, from 0, in place of a copy',
    like: ['ray-project/ray#45614', 'rail-berkeley/softlearning#18'],
    killedBy: targetsStartAsCritics,
    subject: initial(({ targets: [first, second], configuration: { tau } }) => ({
      targets: [first.map(x => tau * x), second.map(x => tau * x)],
    })),
  },
  {
    name: 'weights of the average exchanged in the learner',
    formula: 'target = (1 - tau) critic + tau target',
    killedBy: targetsFollowCritics,
    subject: formula({ movingAverage: (R, tau, online, target) => definitions.movingAverage(R, tau, target, online) }),
  },
  {
    name: 'rate of the average ignored',
    formula: 'target = 0.005 critic + 0.995 target, whatever tau is',
    killedBy: targetsFollowCritics,
    subject: formula({
      movingAverage: (R, _, online, target) => definitions.movingAverage(R, R.constant(0.005), online, target),
    }),
  },
  {
    name: 'targets that never move',
    formula: 'target = target',
    killedBy: targetsFollowCritics,
    subject: formula({ movingAverage: (_R, _tau, _online, target) => target }),
  },
  {
    name: 'targets that share their storage with the critics',
    formula: 'target = critic',
    killedBy: targetsFollowCritics,
    subject: afterwards(after => ({ targets: valuesOf(after) })),
  },
  {
    name: 'a first layer shared between critics and targets',
    formula: 'target = critic for some of the parameters',
    like: ['DLR-RM/stable-baselines3'],
    killedBy: targetsFollowCritics,
    subject: afterwards(after => {
      const [first, second] = after.targets.map((target, c) => [valuesOf(after)[c as 0 | 1][0], ...target.slice(1)]);
      return { targets: [first, second] };
    }),
  },
  {
    name: 'a hard copy every hundred updates',
    formula: 'target = critic where 100 divides k, beside the average',
    like: ['anthonytorlucci/rlevo#182', 'anthonytorlucci/rlevo#338'],
    killedBy: targetsFollowCritics,
    subject: afterwards(after => (after.critics[0].steps % 100 === 0 ? { targets: valuesOf(after) } : {})),
  },
  {
    name: 'the average loaded into the critics',
    formula: 'critic = tau critic + (1 - tau) target',
    killedBy: targetsFollowCritics,
    subject: afterwards(({ critics: [first, second], targets }, before) => ({
      critics: [
        { ...first, values: targets[0] },
        { ...second, values: targets[1] },
      ],
      targets: before.targets,
    })),
  },
  {
    name: 'the second target forgotten',
    formula: 'only the first target follows',
    killedBy: targetsFollowCritics,
    subject: afterwards(({ targets: [first] }, before) => ({ targets: [first, before.targets[1]] })),
  },
  {
    name: 'the average taken twice',
    formula: 'two steps of the average in an update',
    killedBy: targetsFollowCritics,
    subject: learnerSubject({ order: ['critics', 'targets', 'actor', 'temperature', 'targets'] }),
  },
  {
    name: 'the loss of the policy moves the critics',
    formula: 'critic gradient plus the gradient of -Q(s, a) for the action of the policy',
    like: ['ray-project/ray#65125'],
    killedBy: criticsLookAhead,
    subject: leaking(({ configuration }) => configuration.criticRate),
  },
  {
    name: 'critics among the parameters of the policy',
    formula: 'the optimiser of the policy moves the critics as well',
    killedBy: frozenGroupsStay,
    subject: leaking(({ configuration }) => configuration.actorRate),
  },
  {
    name: 'the second critic never learns',
    formula: 'only the first critic is in the loss',
    killedBy: frozenGroupsStay,
    subject: afterwards((after, before) => ({ critics: [after.critics[0], before.critics[1]] })),
  },
  {
    name: 'a temperature that is loaded and not learned',
    formula: 'alpha stays',
    killedBy: frozenGroupsStay,
    subject: afterwards((_, before) => ({ temperature: before.temperature })),
  },
  {
    name: 'one learning rate for all',
    formula: 'the rate of the temperature is that of the critics',
    killedBy: frozenGroupsStay,
    subject: learnerSubject({}, sound => ({
      updated: (learner, batch, noise) => {
        const { configuration } = learner;
        const together = { ...configuration, temperatureRate: configuration.criticRate };
        return { ...sound.updated({ ...learner, configuration: together }, batch, noise), configuration };
      },
    })),
  },
  {
    name: 'the next action drawn at the state itself',
    formula: "a' ~ pi(. | s) in the target",
    killedBy: criticsLookAhead,
    subject: misread(({ observations }, { action }) => ({
      batch: { nextObservations: observations },
      noise: { next: action },
    })),
  },
  {
    name: 'the mean action at the successor',
    formula: "a' = tanh(mu(s'))",
    killedBy: criticsLookAhead,
    subject: misread((_, { next }) => ({ noise: { next: next.map(row => row.map(() => 0)) } })),
  },
  {
    name: 'the same noise for both actions',
    formula: "a' at s' with the noise of a at s",
    killedBy: criticsLookAhead,
    subject: misread((_, { action }) => ({ noise: { next: action } })),
  },
  {
    name: 'time limits taken for ends by the learner',
    formula: 'd = terminated or truncated',
    killedBy: timeLimitsAreNoEnds,
    subject: misread(({ terminated, truncated }) => ({
      batch: { terminated: terminated.map((d, i) => d || truncated[i]) },
    })),
  },
  {
    name: 'terminated and truncated exchanged in the learner',
    formula: 'd = truncated',
    killedBy: nothingAfterTheEnd,
    subject: misread(({ terminated, truncated }) => ({ batch: { terminated: truncated, truncated: terminated } })),
  },
  {
    name: 'mask forgotten by the learner',
    formula: 'd = 0',
    killedBy: nothingAfterTheEnd,
    subject: misread(({ terminated }) => ({ batch: { terminated: terminated.map(() => false) } })),
  },
  {
    name: 'entropy outside of the mask in the learner',
    formula: 'y = r + gamma (1 - d) V - d gamma alpha log pi',
    killedBy: nothingAfterTheEnd,
    subject: misread(withBonus((terminated, discount) => (terminated ? discount : 0))),
  },
  {
    name: 'entropy outside of the discount in the learner',
    formula: 'y = r + (1 - d)(gamma min Q - alpha log pi)',
    killedBy: noFutureWithoutDiscount,
    subject: misread(withBonus((terminated, discount) => (terminated ? 0 : 1 - discount))),
  },
  {
    name: 'entropies of a batch mixed in the learner',
    formula: 'y_i with the mean of log pi over all samples',
    killedBy: nothingAfterTheEnd,
    subject: misread((batch, noise, learner) => {
      const logProb = nextLogProb(learner, batch, noise);
      const mean = logProb.reduce((a, b) => a + b, 0) / logProb.length;
      const { discount } = learner.configuration;
      return {
        batch: {
          rewards: batch.rewards.map((r, i) =>
            batch.terminated[i] ? r : r + discount * alphaOf(learner) * (logProb[i] - mean),
          ),
        },
      };
    }),
  },
  {
    name: 'entropy missing from what the critics learn',
    formula: 'V = E[Q]',
    killedBy: entropyCounts,
    subject: formula({ softStateValue: (_R, policy, Q) => policy.expectation(Q) }),
  },
  {
    name: 'entropy missing from what the policy learns',
    formula: 'J = E[-Q]',
    killedBy: entropyCounts,
    subject: formula({
      policyLoss: (R, replay, policy, Q) => definitions.policyLoss(R, replay, policy, Q, R.constant(0)),
    }),
  },
  {
    name: 'temperature of the learner forgotten',
    formula: 'alpha = 1 in the loss of the policy',
    killedBy: entropyCounts,
    subject: formula({
      policyLoss: (R, replay, policy, Q) => definitions.policyLoss(R, replay, policy, Q, R.constant(1)),
    }),
  },
  {
    name: 'no gradient through the critic',
    formula: 'J = E[alpha log pi - sg[Q]]',
    killedBy: policyFollowsCritics,
    subject: learnerSubject({ criticOfPolicy: (R, first, second) => R.detach(R.min(first, second)) }),
  },
  {
    name: 'a policy that learns at the successors',
    formula: "J = mean over s' for s",
    killedBy: policyLearnsFromStates,
    subject: misread(({ nextObservations }) => ({ batch: { observations: nextObservations } }), 'actor'),
  },
  {
    name: 'a temperature that learns at the successors',
    formula: "entropy at s' for s",
    killedBy: policyLearnsFromStates,
    subject: misread(
      ({ nextObservations }, { next }) => ({ batch: { observations: nextObservations }, noise: { action: next } }),
      'temperature',
    ),
  },
  {
    name: 'the same noise in every update',
    formula: 'a generator that is copied and not advanced',
    killedBy: policyLearnsFromStates,
    subject: misread((_, noise) => {
      const fixed = noise.action.map((row, i) => row.map((_, k) => (i - k) / 2));
      return { noise: { action: fixed, next: fixed } };
    }),
  },
  {
    name: 'noise of its own in the learner',
    formula: 'the noise given is ignored',
    killedBy: seedAndNoiseAreAll,
    subject: ownNoise(),
  },
  {
    name: 'seed ignored',
    formula: 'the first parameters are always the same',
    killedBy: seedAndNoiseAreAll,
    subject: learnerSubject({}, sound => ({
      initial: configuration => ({ ...sound.initial({ ...configuration, seed: 0 }), configuration }),
    })),
  },
  {
    name: 'critics alike from the start',
    formula: 'both critics are drawn with the same seed',
    killedBy: seedAndNoiseAreAll,
    subject: initial(({ critics: [first], targets: [target] }) => ({
      critics: [first, first],
      targets: [target, target],
    })),
  },
  {
    name: 'one optimiser for all learners',
    formula: 'moments of the learner that learned last',
    killedBy: seedAndNoiseAreAll,
    subject: sharedOptimiser(),
  },
  {
    name: 'temperature up when entropy is high',
    formula: 'J = -alpha (H - target)',
    killedBy: temperatureFeedback,
    subject: formula({
      temperatureLoss: (R, replay, policy, alpha, target) =>
        R.neg(definitions.temperatureLoss(R, replay, policy, alpha, target)),
    }),
  },
  {
    name: 'target entropy of the other sign in the learner',
    formula: 'J = alpha (H + target)',
    killedBy: temperatureFeedback,
    subject: formula({
      temperatureLoss: (R, replay, policy, alpha, target) =>
        definitions.temperatureLoss(R, replay, policy, alpha, R.neg(target)),
    }),
  },
  {
    name: 'target entropy of its own',
    formula: 'target = -1 whatever is asked for',
    killedBy: temperatureFeedback,
    subject: formula({
      temperatureLoss: (R, replay, policy, alpha) =>
        definitions.temperatureLoss(R, replay, policy, alpha, R.constant(-1)),
    }),
  },
  {
    name: 'logarithm of the temperature at the start',
    formula: 'log alpha = alpha',
    killedBy: temperatureFeedback,
    subject: initial(({ configuration }) => ({ temperature: untrained([configuration.temperature]) })),
  },
  {
    name: 'temperature learned without a bound',
    formula: 'alpha itself descends',
    like: ['rail-berkeley/softlearning#136'],
    killedBy: temperatureStaysPositive,
    subject: learnerSubject({ temperature: { parameterOf: alpha => alpha, alphaOf: (_, parameter) => parameter } }),
  },
  {
    name: 'moments of the optimiser not saved',
    formula: 'm = v = 0, k = 0 after loading',
    killedBy: resumption,
    subject: reloaded(({ actor }) => ({ actor: untrained(actor.values) })),
  },
  {
    name: 'steps of the optimiser not saved',
    formula: 'k = 0 after loading, in the correction of the moments',
    killedBy: resumption,
    subject: reloaded(({ critics: [first, second] }) => ({
      critics: [
        { ...first, steps: 0 },
        { ...second, steps: 0 },
      ],
    })),
  },
  {
    name: 'temperature not saved',
    formula: 'alpha as at the start after loading',
    like: [
      'astooke/rlpyt#122',
      'MushroomRL/mushroom-rl#139',
      'pranz24/pytorch-soft-actor-critic',
      'RLinf/RLinf#706',
      'thu-ml/tianshou#676',
    ],
    killedBy: resumption,
    subject: reloaded(({ configuration }) => ({ temperature: untrained([float64.log(configuration.temperature)]) })),
  },
  {
    name: 'optimiser of the temperature not saved',
    formula: 'moments of log alpha are 0 after loading',
    killedBy: resumption,
    subject: reloaded(({ temperature }) => ({ temperature: untrained(temperature.values) })),
  },
  {
    name: 'targets not saved',
    formula: 'target = critic after loading',
    killedBy: resumption,
    subject: reloaded(saved => ({ targets: valuesOf(saved) })),
  },
  {
    name: 'checkpoint in single precision',
    formula: 'parameters rounded to 24 bits',
    killedBy: resumption,
    subject: reloaded(({ actor }) => ({ actor: { ...actor, values: actor.values.map(Math.fround) } })),
  },
];
