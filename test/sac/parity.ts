/** A preset on a fixture: the same weights, batches and noise, update by update, enclosed by what the library may have rounded. */
import { evaluator } from '../../src/engines/evaluate.ts';
import { type Graph, mapRecord } from '../../src/engines/graph.ts';
import { type Interval, point } from '../../src/interpretations/interval.ts';
import { untrained, updateGraph, updateInputs } from '../../src/sac/learner.ts';
import type { Preset } from '../../src/sac/presets.ts';
import { enclosures } from '../engines/enclosures.ts';
import { type Moments, momentsAfter, NO_MOMENTS } from './adam.ts';
import type { Fixture, Learner, Network, Step, Update, Vector } from './fixture.ts';
import { rounded } from './rounded.ts';

export type Enclosed = Readonly<Record<string, readonly Interval[]>>;

/** A library that writes an equation in another way rounds at most so many times where the definition rounds once. */
const ROUNDINGS = 4;

const precisions = {
  float32: { unitRoundoff: 2 ** -24, leastNormal: 2 ** -126 },
  float64: { unitRoundoff: 2 ** -53, leastNormal: 2 ** -1022 },
};

/** How a fixture calls what the states of algorithms are made of. */
const learners: Readonly<Record<string, Learner | 'targets'>> = {
  actor: 'actor',
  critics: 'critics',
  critic: 'critics',
  values: 'value',
  temperature: 'temperature',
  targets: 'targets',
  target: 'targets',
};

/** The number $\log \alpha$, a network or several of them, as the list of parameters that algorithms take; nothing for what is not learned. */
const listed = (learned: unknown): readonly number[] => {
  if (learned === undefined) return [];
  if (typeof learned === 'number') return [learned];
  return (learned as Network | readonly Network[]).flatMap(part => {
    if (!('weight' in part)) return listed(part);
    const { weight, bias } = part;
    return [...weight[0].flatMap((_, j) => weight.map(row => row[j])), ...bias];
  });
};

/** The preset's algorithm with all numbers of the fixture's, whose conventions it has to know by itself. */
const algorithmFor = ({ settings, initial }: Fixture, preset: Preset) => {
  const { rates, actionScale, discount, tau, temperature, targetEntropy } = settings;
  return preset.algorithm(
    {
      observationSize: initial.actor[0].weight[0].length,
      actions: { kind: 'box', low: actionScale.map(c => -c), high: actionScale },
    },
    {
      hidden: initial.actor.slice(0, 2).map(({ bias }) => bias.length),
      discount,
      tau,
      temperature: typeof temperature === 'number' ? temperature : 1,
      actorRate: rates.actor!,
      criticRate: rates.critics!,
      ...(rates.temperature && { temperatureRate: rates.temperature }),
      ...(rates.value && { valueRate: rates.value }),
      ...(targetEntropy && { targetEntropy }),
    },
  );
};

const transitionsOf = ({ actionScale }: Fixture['settings'], { batch }: Update) => ({
  observations: batch.observations.flat(),
  actions: batch.actions.flatMap(row => row.map((a, i) => a / actionScale[i])),
  rewards: batch.rewards,
  nextObservations: batch.nextObservations.flat(),
  terminated: batch.terminated.map(Number),
});

const SLOTS: Readonly<Record<string, string>> = {
  critics: 'next',
  actor: 'action',
  temperature: 'again',
  value: 'action',
};

/** The noise of each slot: that of the steps of the learner it is for. Zeros where there is no such step. */
const noiseOf = (slots: readonly string[], { steps, noise }: Update): Readonly<Record<string, Vector>> => {
  const silence = noise[0].flat().map(() => 0);
  const used: Record<string, Vector> = Object.fromEntries(slots.map(slot => [slot, silence]));
  for (const learner of Object.keys(SLOTS))
    steps
      .filter(({ network, sample }) => network === learner && sample !== undefined)
      .forEach(({ sample }, k) => {
        const slot = `${SLOTS[learner]}${k === 0 ? '' : k + 1}`;
        if (slot in used) used[slot] = noise[sample!.noise].flat();
      });
  return used;
};

/** What is recorded after an update, by the names of the outputs of its graph. */
type Recorded = Enclosed;

export interface Round {
  readonly graph: Graph;
  readonly inputs: Enclosed;
  readonly outputs: Enclosed;
  readonly recorded: Recorded;
}

/**
 * All updates of a fixture by a preset. Each goes on from the enclosures that the one before came to (`in a row`), or from what the library had
 * recorded by then (`one by one`).
 */
export const rounds = (fixture: Fixture, preset: Preset, from: 'in a row' | 'one by one'): readonly Round[] => {
  const { settings, initial, precision, updates } = fixture;
  const { unitRoundoff, leastNormal } = precisions[precision];
  const E = enclosures(ROUNDINGS * unitRoundoff, leastNormal);
  const R = rounded(unitRoundoff);
  const algorithm = algorithmFor(fixture, preset);
  const { state } = untrained(algorithm, 0);

  const networks: Readonly<Record<Learner | 'targets', unknown>> = {
    ...initial,
    value: initial.value,
    temperature: initial.logTemperature,
  };
  const startOf = (name: string): readonly Interval[] => {
    const [group, part] = name.split('.');
    const values = listed(networks[learners[group]]).map(point);
    return part === 'firstMoments' || part === 'secondMoments' ? values.map(() => point(0)) : values;
  };
  const moments = new Map<string, readonly Moments[]>();

  /** What the steps of an update have made of a state. */
  const after = (before: Enclosed, steps: readonly Step[]): Recorded => {
    const recorded: Record<string, readonly Interval[]> = { ...before };
    for (const group of Object.keys(algorithm.state))
      for (const step of steps.filter(({ network }) => network === learners[group])) {
        const values = listed(step.after).map(point);
        if (step.network === 'targets') {
          recorded[group] = values;
          continue;
        }
        const gradients = listed(step.gradients ?? step.gradient);
        const known = moments.get(group) ?? values.map(() => NO_MOMENTS);
        const next = gradients.map((g, i) => momentsAfter(R, settings, known[i], g));
        moments.set(group, next);
        recorded[`${group}.values`] = values;
        recorded[`${group}.firstMoments`] = next.map(({ first }) => first);
        recorded[`${group}.secondMoments`] = next.map(({ second }) => second);
        recorded[`losses.${group}`] = [point(step.loss as number)];
      }
    return recorded;
  };

  const graphs = Array.from({ length: algorithm.phases }, (_, phase) =>
    updateGraph(algorithm, updates[0].batch.rewards.length, phase),
  );
  const isState = (name: string): boolean => !name.startsWith('losses.');
  const names = Object.keys(graphs[0].outputs).filter(isState);
  let held: Enclosed = Object.fromEntries(names.map(name => [name, startOf(name)]));
  let known = held;

  return updates.map((update, k) => {
    const graph = graphs[k % graphs.length];
    const slots = Object.keys(algorithm.noise);
    const given = updateInputs(
      algorithm,
      { state, updates: k },
      transitionsOf(settings, update),
      noiseOf(slots, update),
    );
    const inputs = { ...mapRecord(given, numbers => Array.from(numbers, E.constant)), ...held };
    const outputs = evaluator(E, graph)(inputs);
    known = after(Object.fromEntries(names.map(name => [name, known[name]])), update.steps);
    held = Object.fromEntries(names.map(name => [name, (from === 'in a row' ? outputs : known)[name]]));
    return { graph, inputs, outputs, recorded: known };
  });
};

const meet = (a: Interval, b: Interval): boolean => a.lower <= b.upper && b.lower <= a.upper;

/** What is recorded and not enclosed, or the other way round. */
export const misses = (all: readonly Round[]): readonly string[] =>
  all.flatMap(({ outputs, recorded }, k) =>
    [...new Set([...Object.keys(outputs), ...Object.keys(recorded)])].flatMap(name => {
      if (!(name in outputs && name in recorded)) return [`update ${k}: ${name} on one side only`];
      return outputs[name].flatMap((x, i) => {
        const y = recorded[name][i];
        return y !== undefined && meet(x, y)
          ? []
          : [`update ${k}: ${name} ${i} is ${JSON.stringify(y)}, not within ${JSON.stringify(x)}`];
      });
    }),
  );
