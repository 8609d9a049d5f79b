import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bitsOf, exp, fromBits, log, log1p } from '../../src/numerics/index.ts';

/*
 * Argument bits -> result bits. Certificates and baselines that others have recorded depend on these results, so a change of one bit is a
 * change of the format: `UPDATE_BITS=1 npx vitest run test/noreg` rewrites the file, and the commit says why.
 */
const FILE = new URL('numerics.json', import.meta.url);
const FUNCTIONS = { exp, log, log1p };

type Pins = Record<keyof typeof FUNCTIONS, Record<string, string>>;
const pinned: Pins = JSON.parse(readFileSync(FILE, 'utf8'));

test.each(['exp', 'log', 'log1p'] as const)('%s has the pinned bits', name => {
  const found = Object.fromEntries(Object.keys(pinned[name]).map(x => [x, bitsOf(FUNCTIONS[name](fromBits(x)))]));
  expect(Object.keys(found).length).toBeGreaterThan(20);
  if (process.env.UPDATE_BITS) {
    pinned[name] = found;
    writeFileSync(FILE, `${JSON.stringify(pinned, null, 2)}\n`);
  }
  expect(found).toEqual(pinned[name]);
});
