import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { buildMdp, type FiniteMdp, modelHash } from '../../src/mdp/index.ts';

const mdp: FiniteMdp = buildMdp({
  stateCount: 3,
  transitions: [
    [0, 0, 1, 0.5, 2],
    [0, 0, 'end', 0.5],
    [1, 3, 0, 1],
  ],
  rewards: [[1, 3, -1]],
  terminal: [2],
});

test('is the digest of the documented bytes', () => {
  const text = Buffer.from('soft-bellman-mdp/1\0', 'latin1');
  const integers = (...values: number[]) => {
    const bytes = Buffer.alloc(4 * values.length);
    values.forEach((value, i) => void bytes.writeInt32LE(value, 4 * i));
    return bytes;
  };
  const doubles = (...values: number[]) => {
    const bytes = Buffer.alloc(8 * values.length);
    values.forEach((value, i) => void bytes.writeDoubleLE(value, 8 * i));
    return bytes;
  };
  const digest = (...parts: Buffer[]) => `sha256:${createHash('sha256').update(Buffer.concat(parts)).digest('hex')}`;
  const arrays = [
    integers(0, 1, 2, 2),
    integers(0, 3),
    doubles(0, -1),
    integers(0, 2, 3),
    integers(1, 3, 0),
    doubles(0.5, 0.5, 1),
  ];
  const { transitionRewards: _, ...rest } = mdp;
  expect(modelHash(mdp)).toBe(digest(text, integers(3, 2, 3, 1), ...arrays, doubles(2, 0, 0)));
  expect(modelHash(rest)).toBe(digest(text, integers(3, 2, 3, 0), ...arrays));
});

test('changes with every array', () => {
  const arrays = [
    'pairOffsets',
    'actions',
    'rewards',
    'transitionOffsets',
    'successors',
    'weights',
    'transitionRewards',
  ] as const;
  const changed = arrays.map(name => {
    const array = mdp[name]!.slice();
    array[array.length - 1] += 1;
    return modelHash({ ...mdp, [name]: array });
  });
  expect(new Set([...changed, modelHash(mdp), modelHash({ ...mdp, stateCount: 4 })]).size).toBe(arrays.length + 2);
});

test('does not change with names, nor with where an array lies in memory', () => {
  const shifted = new Float64Array(mdp.weights.length + 1);
  shifted.set(mdp.weights, 1);
  expect(modelHash({ ...mdp, names: { title: 'named' }, weights: shifted.subarray(1) })).toBe(modelHash(mdp));
});
