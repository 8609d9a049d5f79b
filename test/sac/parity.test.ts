/** Each preset makes the updates of the library that it is named after, and no knob of it could be turned. */
import { describe, expect, test } from 'vitest';
import { doubles } from '../../src/engines/elementary.ts';
import { evaluator } from '../../src/engines/evaluate.ts';
import { mapRecord } from '../../src/engines/graph.ts';
import { contains, type Interval, width } from '../../src/interpretations/interval.ts';
import { type Preset, preset, presets, type Recipe } from '../../src/sac/presets.ts';
import { compiled } from '../engines/runtime.ts';
import { type Fixture, fixtures } from './fixture.ts';
import { misses, type Round, rounds } from './parity.ts';

const middle = ({ lower, upper }: Interval): number => (lower + upper) / 2;

/** The widest enclosure of each name, by its largest number; where all are 0 there is nothing to be off. */
const widest = ({ outputs }: Round): Readonly<Record<string, number>> =>
  mapRecord(outputs, all => {
    const scale = Math.max(...all.map(x => Math.abs(middle(x))));
    return Math.max(...all.map(width)) / (scale || 1);
  });

/**
 * CleanRL's policy learns twice in its first update, by optimisers that know of no derivative so far: in single precision those that might be 0 might
 * become a step to either side, and after two such steps nothing is certain.
 */
const isOpen = ({ preset, precision }: Fixture, update: number, name: string): boolean =>
  preset === 'cleanrl' && precision === 'float32' && update === 1 && !/^(critics|targets|losses\.critics)/.test(name);

const outside = (round: Round, answers: Readonly<Record<string, ArrayLike<number>>>): readonly string[] =>
  Object.entries(round.outputs).flatMap(([name, all]) =>
    all.flatMap((x, i) => (contains(x, answers[name][i]) ? [] : [`${name} ${i}`])),
  );

describe.each([...fixtures])('%s', (_, fixture) => {
  const isDouble = fixture.precision === 'float64';
  const preset = presets[fixture.preset];
  const all = rounds(fixture, preset, isDouble ? 'in a row' : 'one by one');

  test('is by the library that the preset names', () => {
    expect(fixture.library.replace('derived from ', '')).toBe(preset.origin?.library);
  });

  test('holds what the preset computes', () => {
    expect(all.length).toBe(5);
    expect(misses(all)).toEqual([]);
  });

  /** Of double precision, 32 bits are lost in five updates; of single precision, 18 in one of them. */
  test('is enclosed narrowly', () => {
    const bound = isDouble ? 2 ** -20 : 2 ** -5;
    all.forEach((round, k) => {
      for (const [name, relative] of Object.entries(widest(round)))
        if (!isOpen(fixture, k, name)) expect(relative, `update ${k}: ${name}`).toBeLessThan(bound);
    });
  });

  test.runIf(isDouble)('leads to what plain doubles come to', () => {
    let state: Readonly<Record<string, readonly number[]>> = {};
    for (const round of all) {
      state = evaluator(doubles, round.graph)({ ...mapRecord(round.inputs, xs => xs.map(middle)), ...state });
      expect(outside(round, state)).toEqual([]);
    }
  });
});

/** What a library computed in double precision is a start for single precision only where it was given. */
const singles = [...fixtures.values()].filter(
  ({ preset, precision }) => precision === 'float32' || !fixtures.has(`${preset}.float32.json`),
);

compiled.test.each(singles.map(fixture => [fixture.preset, fixture] as const))(
  "%s compiled lies within the library's rounding in single precision, too",
  async (_, fixture) => {
    const updates = fixture.precision === 'float32' ? fixture.updates : fixture.updates.slice(0, 1);
    const all = rounds({ ...fixture, precision: 'float32', updates }, presets[fixture.preset], 'one by one');
    expect(misses(all)).toEqual([]);
    for (const round of all) {
      const answers = await (await compiled.prepared(round.graph))(mapRecord(round.inputs, xs => xs.map(middle)));
      expect(outside(round, answers)).toEqual([]);
    }
  },
);

const turned = (name: string, knobs: object): Preset => {
  const { squashing, conventions, ...rest } = presets[name];
  const all = { ...squashing, ...conventions };
  const into = (old: object): object =>
    mapRecord(old as Record<string, unknown>, (value, knob) => (knob in knobs ? knobs[knob as never] : value));
  for (const knob of Object.keys(knobs)) expect(all).toHaveProperty(knob);
  return preset({ ...rest, squashing: into(squashing), conventions: into(conventions) } as Recipe);
};

const clamp = { map: 'clamp', lower: -20, upper: 2 };
const tanh = { map: 'tanh', lower: -5, upper: 2 };

test.each<readonly [name: string, knobs: object]>([
  ['sb3', { epsilon: 0 }],
  ['sb3', { logDeviation: { ...clamp, upper: 3 } }],
  ['sb3', { logDeviation: tanh }],
  ['sb3', { criticLossFactor: 2 }],
  ['sb3', { temperature: 'alpha' }],
  ['sb3', { temperature: 'fixed' }],
  ['sb3', { entropyOf: 'the policy after its step' }],
  ['sb3', { policyEvery: 2 }],
  ['cleanrl', { epsilon: 0 }],
  ['cleanrl', { logDeviation: clamp }],
  ['cleanrl', { densityOf: 'tanh' }],
  ['cleanrl', { criticsTake: 'tanh' }],
  ['cleanrl', { criticLossFactor: 1 }],
  ['cleanrl', { temperature: 'alpha' }],
  ['cleanrl', { entropyOf: 'the policy before its step' }],
  ['cleanrl', { policyEvery: 1 }],
  ['spinningup', { epsilon: 1e-6 }],
  ['spinningup', { logDeviation: { ...clamp, upper: 3 } }],
  ['spinningup', { densityOf: 'action' }],
  ['spinningup', { criticsTake: 'tanh' }],
  ['spinningup', { criticLossFactor: 1 }],
  ['spinningup', { policyEvery: 2 }],
  ['haarnoja-v1', { epsilon: 0 }],
  ['haarnoja-v1', { logDeviation: { ...clamp, upper: 3 } }],
  ['haarnoja-v1', { rewardScale: 1 }],
  ['haarnoja-v1', { derivatives: 'in turn' }],
  ['haarnoja-v1', { epsilonAdded: 'after the correction' }],
])('%s is not its library with %j', (name, knobs) => {
  const fixture = fixtures.get(`${name}.float64.json`)!;
  /** Whatever shows at all shows in the first updates, only Spinning Up's deviations take all to grow. */
  const updates = fixture.updates.slice(0, name === 'spinningup' ? 5 : 2);
  expect(misses(rounds({ ...fixture, updates }, turned(name, knobs), 'in a row'))).not.toEqual([]);
});

/** Where the networks of the fixture are too many or too few for it. */
test.each<readonly [name: string, knobs: object, input: string]>([
  ['spinningup', { temperature: 'log alpha' }, 'temperature.values'],
  ['haarnoja-v1', { critics: 1 }, 'critic.values'],
])('%s has no place for its library with %j', (name, knobs, input) => {
  const fixture = fixtures.get(`${name}.float64.json`)!;
  expect(() => rounds(fixture, turned(name, knobs), 'in a row')).toThrow(`input ${input}`);
});
