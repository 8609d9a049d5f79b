import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { certify } from '../../src/certify/index.ts';
import { modelHash, readModel } from '../../src/mdp/index.ts';
import { bitsOf } from '../../src/numerics/index.ts';

/*
 * The certificate that `npm start` makes, bit for bit on every engine. Not a test of correctness: a change here is either a mistake or
 * a decision; `UPDATE_BITS=1 npx vitest run test/noreg` rewrites the file, and the commit says why.
 */
const FILE = new URL('frozen-lake-8x8.json', import.meta.url);
const model = readModel(fileURLToPath(new URL('../../models/gymnasium/frozen-lake-8x8.json', import.meta.url)));

test('the FrozenLake certificate has the pinned bits', () => {
  const { certificate, sweeps } = certify(model, { discount: 0.99, temperature: 0.1, tolerance: 1e-8 });
  const found = {
    model: modelHash(model),
    sweeps,
    lower: Array.from(certificate.lower, bitsOf),
    upper: Array.from(certificate.upper, bitsOf),
    logPolicy: Array.from(certificate.logPolicy, bitsOf),
  };
  if (process.env.UPDATE_BITS) writeFileSync(FILE, `${JSON.stringify(found, null, 1)}\n`);
  expect(found).toEqual(JSON.parse(readFileSync(FILE, 'utf8')));
});
