/** The learner that acts and learns on an engine, and its policy as a file. */
import { describe, expect } from 'vitest';
import type { Singles } from '../../src/engines/engine.ts';
import { mapRecord } from '../../src/engines/graph.ts';
import { compiledEngine } from '../../src/engines/onnx/index.ts';
import { onnxRuntime } from '../../src/engines/onnx/session.ts';
import type { Box, Discrete } from '../../src/environments/index.ts';
import { contains, width } from '../../src/interpretations/interval.ts';
import { random } from '../../src/numerics/index.ts';
import { actionOf, fillNoise } from '../../src/sac/action-rows.ts';
import { discreteActions } from '../../src/sac/actions.ts';
import { agent } from '../../src/sac/agent.ts';
import type { Acting, Algorithm } from '../../src/sac/algorithm.ts';
import type { Batch } from '../../src/sac/batch.ts';
import { type Training, untrained } from '../../src/sac/learner.ts';
import { type PolicyFile, policyFile } from '../../src/sac/policy-file.ts';
import { presets } from '../../src/sac/presets.ts';
import type { UpdateNoise } from '../../src/sac/training.ts';
import { TrainingError } from '../../src/sac/training-error.ts';
import { twinCritics } from '../../src/sac/twin-critics.ts';
import { engineUpdater, singles } from '../../src/sac/updates.ts';
import { compiled } from '../engines/runtime.ts';
import { seed } from '../laws/seed.ts';
import { actionEnclosures } from './action-enclosures.ts';
import { actionsOf, hyperparameters, lessons, type Sizes } from './example.ts';

const sizes: Sizes = { batch: 4, observation: 3, action: 2, hidden: [8, 8] };
const algorithm = twinCritics(actionsOf(sizes), hyperparameters);
const box: Box = { kind: 'box', low: [-3, 0.1], high: [-1, 0.4] };
const discrete: Discrete = { kind: 'discrete', count: 5 };
const choosing = twinCritics(discreteActions(3, discrete.count, [8]), hyperparameters);
const silence = new Float32Array(2);

interface Taught {
  readonly batch: Batch;
  readonly noise: UpdateNoise;
}

const teacher = (from = seed): (() => Taught) => {
  const next = lessons(sizes, from);
  return () => {
    const { transitions, noise } = next();
    return {
      batch: mapRecord<keyof Batch, ArrayLike<number>, Float32Array>(transitions, numbers =>
        Float32Array.from(numbers),
      ),
      noise: mapRecord(noise, numbers => Float32Array.from(numbers)),
    };
  };
};

const learner = async (from = seed) => agent(await compiledEngine(1), algorithm, box, sizes.batch, from);

const observation = Float32Array.of(0.5, -1, 2);

describe('an agent', () => {
  compiled.test('learns by the pure function, update after update', async () => {
    const update = await engineUpdater(await compiledEngine(1), algorithm, sizes.batch);
    const ours = await learner();
    let training: Training<typeof algorithm.state> = untrained(algorithm, seed);
    const next = teacher();
    for (let k = 1; k <= 3; k++) {
      const { batch, noise } = next();
      const [before, given] = [structuredClone(training), structuredClone({ batch, noise })];
      const learned = await update(training, batch, noise);
      expect(await ours.update(batch, noise)).toEqual(learned.losses);
      expect([training, { batch, noise }]).toEqual([before, given]);
      training = learned.training;
      expect(training.updates).toBe(k);
      expect(Object.keys(learned.losses)).toEqual(ours.losses);
    }
    const saved = ours.save();
    expect(saved['actor.values']).toEqual(training.state.actor.values);
    expect(saved.targets).toEqual(training.state.targets);
    expect(saved.updates).toEqual(Float64Array.of(3));
  });

  compiled.test('acts by what it has learned, and by the noise', async () => {
    const ours = await learner();
    const first = await ours.act(observation, silence);
    expect(first.length).toBe(2);
    expect(await ours.act(observation, silence)).toEqual(first);
    expect(await ours.act(observation, Float32Array.of(0, 1))).not.toEqual(first);
    const { batch, noise } = teacher()();
    await ours.update(batch, noise);
    expect(await ours.act(observation, silence)).not.toEqual(first);
  });

  compiled.test('goes on from what it saved, to the bit', async () => {
    const whole = await learner();
    const next = teacher();
    const taught = [next(), next(), next()];
    for (const { batch, noise } of taught) await whole.update(batch, noise);
    const first = await learner();
    await first.update(taught[0].batch, taught[0].noise);
    const second = await learner(seed + 1);
    second.restore(structuredClone(first.save()));
    for (const { batch, noise } of taught.slice(1)) await second.update(batch, noise);
    expect(second.save()).toEqual(whole.save());
    expect(await second.act(observation, silence)).toEqual(await whole.act(observation, silence));
  });

  compiled.test('of finitely many actions chooses the likeliest, and others as the noise says', async () => {
    const ours = agent(await compiledEngine(1), choosing, discrete, sizes.batch, seed);
    const best = [...(await ours.act(observation, new Float32Array(5)))];
    expect(best.toSorted()).toEqual([0, 0, 0, 0, 1]);
    for (let action = 0; action < 5; action++) {
      const noise = new Float32Array(5);
      noise[action] = 100;
      expect((await ours.act(observation, noise)).indexOf(1)).toBe(action);
    }
  });

  compiled.test('reports each loss when it has one', async () => {
    const { cleanrl } = presets;
    const later = cleanrl.algorithm({ observationSize: 3, actions: box }, { hidden: [8] });
    const ours = agent(await compiledEngine(1), later, box, sizes.batch, seed);
    const source = random(seed);
    const noise = mapRecord(ours.noise, length => {
      const list = new Float32Array(length);
      fillNoise(box, source, list);
      return list;
    });
    const { batch } = teacher()();
    const reported = [await ours.update(batch, noise), await ours.update(batch, noise)].map(losses =>
      Object.keys(losses),
    );
    expect(reported.map(names => names.length).toSorted()).toEqual([1, 3]);
    expect(ours.losses.toSorted()).toEqual(reported.find(names => names.length === 3)!.toSorted());
  });
});

describe('refused in one line, and nothing learned', () => {
  const spoilt = (change: (taught: Taught) => Partial<Batch & { noise: UpdateNoise }>) => async () => {
    const ours = await learner();
    const before = ours.save();
    const taught = teacher()();
    const { noise = taught.noise, ...fields } = change(taught);
    const error = await Promise.resolve(ours.update({ ...taught.batch, ...fields }, noise)).catch(e => e);
    expect(error).toBeInstanceOf(TrainingError);
    expect(ours.save()).toEqual(before);
    return (error as Error).message;
  };

  compiled.test.each(['observations', 'actions', 'rewards', 'nextObservations', 'terminated'] as const)(
    'NaN among the %s',
    async field => {
      const message = await spoilt(({ batch }) => ({ [field]: batch[field].with(3, Number.NaN) }))();
      expect(message).toMatch(
        new RegExp(`^the batch's ${field}: NaN in row \\d, column \\d, expected a finite number`),
      );
    },
  );

  compiled.test('an action too few', async () => {
    const message = await spoilt(({ batch }) => ({ actions: batch.actions.slice(2) }))();
    expect(message).toBe("the batch's actions: 6 numbers, expected 4 times 2");
  });

  compiled.test('noise that is missing', async () => {
    const message = await spoilt(({ noise }) => ({ noise: { action: noise.action } }))();
    expect(message).toBe('the noise next: 0 numbers, expected 4 times 2');
  });

  compiled.test('what a larger learner saved', async () => {
    const ours = await learner();
    const larger = agent(
      await compiledEngine(1),
      twinCritics(actionsOf({ ...sizes, hidden: [9] }), hyperparameters),
      box,
      sizes.batch,
      seed,
    );
    const before = ours.save();
    expect(() => ours.restore(larger.save())).toThrow(
      /^what is saved as actor\.values is \d+ numbers of float32, expected \d+/,
    );
    expect(ours.save()).toEqual(before);
  });

  compiled.test('to save what is not finite', async () => {
    const ours = await learner();
    const saved = ours.save();
    ours.restore({ ...saved, targets: (saved.targets as Float32Array).with(5, Number.POSITIVE_INFINITY) });
    expect(() => ours.save()).toThrow(
      /^what is learned as targets: Infinity in row 0, column 5, expected a finite number/,
    );
  });
});

describe('the policy as a file', () => {
  const runOf = async ({ bytes, inputs, outputs }: PolicyFile) => {
    const { InferenceSession, Tensor } = await onnxRuntime();
    const session = await InferenceSession.create(bytes, { executionProviders: ['cpu'] });
    return async (given: Singles): Promise<Singles> => {
      expect(Object.keys(given)).toEqual(Object.keys(inputs));
      const answers = await session.run(
        mapRecord(given, (numbers, name) => new Tensor('float32', numbers, inputs[name])),
      );
      expect(Object.keys(answers).toSorted()).toEqual(Object.keys(outputs).toSorted());
      return mapRecord(answers, ({ data }) => data);
    };
  };
  const observations = (count: number): readonly Float32Array[] => {
    const source = random(seed);
    return Array.from({ length: count }, () => Float32Array.from([1, 2, 3], scale => 4 * scale * source.centred()));
  };
  const fileOf = <S extends Acting>(of: Algorithm<S, object>, space: Box | Discrete, options = {}): PolicyFile =>
    policyFile(of, space, singles((untrained(of, seed) as Training<Acting>).state.actor.values), options);

  compiled.test('takes the actions that the learner takes, in the units of the environment', async () => {
    const run = await runOf(fileOf(algorithm, box));
    const ours = await learner();
    const enclose = actionEnclosures(algorithm, box, 1);
    const actor = singles(untrained(algorithm, seed).state.actor.values);
    for (const one of observations(20)) {
      const { action } = await run({ observations: one });
      const acted = actionOf(box, await ours.act(one, silence));
      for (const [k, enclosure] of enclose(actor, one, silence).entries()) {
        expect(contains(enclosure, action[k]) && contains(enclosure, acted[k]), `action ${k}`).toBe(true);
        expect(width(enclosure)).toBeLessThan((box.high[k] - box.low[k]) / 1000);
      }
    }
  });

  compiled.test('draws with noise, several at once', async () => {
    const file = fileOf(algorithm, box, { batchSize: 7, isStochastic: true });
    expect([file.inputs, file.outputs]).toEqual([{ observations: [7, 3], noise: [7, 2] }, { action: [7, 2] }]);
    const noise = new Float32Array(14);
    fillNoise(box, random(seed, 1), noise);
    const all = Float32Array.from(observations(7).flatMap(one => [...one]));
    const { action } = await (await runOf(file))({ observations: all, noise });
    const actor = singles(untrained(algorithm, seed).state.actor.values);
    const enclosures = actionEnclosures(algorithm, box, 7)(actor, all, noise);
    for (const [k, enclosure] of enclosures.entries()) expect(contains(enclosure, action[k]), `action ${k}`).toBe(true);
  });

  compiled.test('of finitely many actions gives the number of the likeliest, and all log-probabilities', async () => {
    const file = fileOf(choosing, discrete);
    expect(file.outputs).toEqual({ action: [1], scores: [1, 5] });
    const run = await runOf(file);
    const ours = agent(await compiledEngine(1), choosing, discrete, sizes.batch, seed);
    for (const one of observations(20)) {
      const { action, scores } = await run({ observations: one });
      expect([...action]).toEqual(actionOf(discrete, await ours.act(one, new Float32Array(5))));
      expect(scores[action[0]]).toBe(Math.max(...scores));
      expect(Math.max(...scores)).toBeLessThan(0);
    }
  });
});
