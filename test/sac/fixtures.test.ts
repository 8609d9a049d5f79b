import { describe, expect, test } from 'vitest';
import { complaints } from './complaints.ts';
import { type Fixture, fixtures, type Settings } from './fixture.ts';
import { leaves } from './trees.ts';

/** The same tree with another number at this place. */
const replaced = (tree: unknown, [name, ...rest]: readonly string[], f: (x: number) => number): unknown => {
  if (name === undefined) return f(tree as number);
  if (Array.isArray(tree)) return tree.with(Number(name), replaced(tree[Number(name)], rest, f));
  const object = tree as Readonly<Record<string, unknown>>;
  return { ...object, [name]: replaced(object[name], rest, f) };
};

/** The place of the largest number of every field: `initial.actor`, `updates.batch.rewards`, `updates.steps.sample.mean`. */
const largest = (fixture: Fixture): ReadonlyMap<string, string> => {
  const found = new Map<string, readonly [place: string, magnitude: number]>();
  const { initial, updates } = fixture;
  for (const [place, x] of leaves({ initial, updates })) {
    const field = place.replace(/\.\d+/g, '').replace(/\.(weight|bias)$/, '');
    if (Math.abs(x) > (found.get(field)?.[1] ?? 0) && !field.endsWith('sample.noise'))
      found.set(field, [place, Math.abs(x)]);
  }
  return new Map([...found].map(([field, [place]]) => [field, place]));
};

/** No further than the first step of the actor. */
const shortened = (fixture: Fixture): Fixture => ({
  ...fixture,
  updates: fixture.updates.slice(0, fixture.settings.policyEvery),
});

describe.each([...fixtures])('%s', (_, fixture) => {
  test('is what the definitions say', () => {
    expect(complaints(fixture)).toEqual([]);
  });

  const off = fixture.precision === 'float32' ? 2 ** -8 : 2 ** -37;
  const short = shortened(fixture);
  test.each([...largest(short)])(`is not with an error of ${off} in %s`, (_, place) => {
    const broken = replaced(short, place.slice(1).split('.'), x => x * (1 + off)) as Fixture;
    expect(complaints(broken)).not.toEqual([]);
  });
});

const clamp = { map: 'clamp', lower: -20, upper: 2 } as const;

/** What tells one preset from another is told apart by the numbers. */
test.each<readonly [fixture: string, other: Partial<Settings>]>([
  ['sb3.float64.json', { logDeterminantEpsilon: 0 }],
  ['sb3.float64.json', { criticLossFactor: 1 }],
  ['sb3.float64.json', { policyValue: 'first' }],
  ['sb3.float64.json', { gradients: 'at once' }],
  ['sb3.float64.json', { temperature: 'after its step' }],
  ['sb3.float64.json', { logDeviation: { ...clamp, upper: 3 } }],
  ['sb3.float32.json', { temperature: 'after its step' }],
  ['cleanrl.float64.json', { scaleInDensity: false }],
  ['cleanrl.float64.json', { logDeviation: clamp }],
  ['cleanrl.float64.json', { logDeterminantEpsilon: 0 }],
  ['cleanrl.float64.json', { criticLossFactor: 0.5 }],
  ['cleanrl.float64.json', { temperature: 'before its step' }],
  ['cleanrl.float64.json', { policyEvery: 1 }],
  ['spinningup.float64.json', { scaleInDensity: true }],
  ['spinningup.float64.json', { logDeterminantEpsilon: 1e-6 }],
  ['spinningup.float64.json', { criticLossFactor: 0.5 }],
  ['spinningup.float64.json', { policyValue: 'first' }],
  ['spinningup.float64.json', { logDeviation: { ...clamp, upper: 3 } }],
  ['spinningup.float64.json', { gradients: 'at once' }],
  ['haarnoja-v1.float64.json', { logDeterminantEpsilon: 0 }],
  ['haarnoja-v1.float64.json', { policyValue: 'minimum' }],
  ['haarnoja-v1.float64.json', { rewardScale: 1 }],
  ['haarnoja-v1.float64.json', { gradients: 'in turn' }],
  ['haarnoja-v1.float64.json', { logDeviation: { ...clamp, upper: 3 } }],
])('%s is not what the definitions say with %j', (name, other) => {
  const fixture = fixtures.get(name)!;
  expect(complaints({ ...fixture, settings: { ...fixture.settings, ...other } })).not.toEqual([]);
});

test.each(['sb3', 'cleanrl', 'spinningup', 'haarnoja-v1'])('%s adds epsilon where its optimiser does', preset => {
  const fixture = fixtures.get(`${preset}.float64.json`)!;
  const { adam } = fixture.settings;
  const settings = { ...fixture.settings, adam: { ...adam, epsilonFirst: !adam.epsilonFirst } };
  expect(complaints({ ...fixture, settings })).not.toEqual([]);
});
