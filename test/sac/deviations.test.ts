import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { deviationsPage } from '../../src/sac/deviations.ts';

test('docs/deviations.md is as `npm run deviations` prints it', () => {
  expect(readFileSync(new URL('../../docs/deviations.md', import.meta.url), 'utf8')).toBe(deviationsPage());
});
