import { expect, test } from 'vitest';
import { MdpAssembler, modelHash, parseModel, writeSparseJson } from '../../src/mdp/index.ts';

/** Successor `k` of pair `(s, a)` in a ring of `n` states: distinct for k < 5. */
const successorOf = (s: number, a: number, k: number, n: number): number => (s * 7 + a * 13 + k * 101 + 1) % n;

const ring = (n: number, states: Iterable<number>) => {
  const assembler = new MdpAssembler(n);
  for (const s of states) {
    for (let a = 4; a >= 0; a--) {
      assembler.reward(s, a, s + a);
      for (let k = 0; k < 5; k++) assembler.transition(s, a, successorOf(s, a, k, n), k === 0 ? 0.5 : 0.125);
    }
  }
  return assembler.finish();
};

test('a hundred thousand states with two and a half million transitions, in any order', { timeout: 60_000 }, () => {
  const n = 100_000;
  // 77_777 has no factor in common with n: a permutation of the states.
  const mdp = ring(
    n,
    Int32Array.from({ length: n }, (_, i) => (i * 77_777) % n),
  );
  expect(mdp.successors.length).toBe(25 * n);
  for (const s of [0, 1, 65_535, 65_536, 99_999]) {
    for (let a = 0; a < 5; a++) {
      const pair = 5 * s + a;
      const expected = [0, 1, 2, 3, 4].map(k => successorOf(s, a, k, n)).sort((x, y) => x - y);
      expect([...mdp.successors.subarray(5 * pair, 5 * pair + 5)]).toEqual(expected);
      expect(mdp.rewards[pair]).toBe(s + a);
      expect(mdp.weights[5 * pair + expected.indexOf(successorOf(s, a, 0, n))]).toBe(0.5);
    }
  }
});

test('a file of several megabytes', { timeout: 60_000 }, () => {
  const mdp = ring(10_000, Array(10_000).keys());
  expect(modelHash(parseModel([...writeSparseJson(mdp)].join('')))).toBe(modelHash(mdp));
});
