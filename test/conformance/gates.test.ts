import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../cli/run.ts';

interface Gate {
  readonly defect: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly test: string;
  readonly name: string;
}

const gates: readonly Gate[] = JSON.parse(readFileSync(join(root, 'test/conformance/gates.json'), 'utf8'));

/** `npm run gates` plants them; here only that there is still where to. */
test.each(gates)('$defect: the place in $file is there, once', ({ file, find, replace }) => {
  expect(readFileSync(join(root, file), 'utf8').split(find).length).toBe(2);
  expect(replace).not.toBe(find);
});
