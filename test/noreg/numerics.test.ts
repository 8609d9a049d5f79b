import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bitsOf, cosine, exp, fromBits, log, log1p, random, sine } from '../../src/numerics/index.ts';

/*
 * Argument bits -> result bits. Certificates and baselines that others have recorded depend on these results, so a change of one bit is a
 * change of the format: `UPDATE_BITS=1 npx vitest run test/noreg` rewrites the file, and the commit says why.
 */
const FILE = new URL('numerics.json', import.meta.url);
const FUNCTIONS = { exp, log, log1p, sine, cosine };

type Pins = Record<keyof typeof FUNCTIONS, Record<string, string>>;
const pinned: Pins = JSON.parse(readFileSync(FILE, 'utf8'));

const NAMES = Object.keys(FUNCTIONS) as readonly (keyof typeof FUNCTIONS)[];

test.each(NAMES)('%s has the pinned bits', name => {
  const found = Object.fromEntries(Object.keys(pinned[name]).map(x => [x, bitsOf(FUNCTIONS[name](fromBits(x)))]));
  expect(Object.keys(found).length).toBeGreaterThan(20);
  if (process.env.UPDATE_BITS) {
    pinned[name] = found;
    writeFileSync(FILE, `${JSON.stringify(pinned, null, 2)}\n`);
  }
  expect(found).toEqual(pinned[name]);
});

/* What a seed means must not change either: a training that was begun would go on differently. */
test('random numbers have the pinned bits', () => {
  const source = random(1, 2);
  const normals = new Float64Array(4);
  source.normals(normals);
  expect([source.word(), source.below(10), bitsOf(source.uniform()), ...Array.from(normals, bitsOf)]).toEqual([
    207779965,
    7,
    '3fbc61cfbb31d1b0',
    'bfd1cbb328aefca2',
    'bfe929eb4c432d12',
    'bffc05f97a4734d8',
    '3fd4e6d28f52ae6b',
  ]);
});
