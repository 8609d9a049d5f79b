import { expect, test } from 'vitest';
import { complaints } from './complaints.ts';
import { fixtures } from './fixture.ts';

test.each([...fixtures])('%s is what the definitions say', (_, fixture) => {
  expect(complaints(fixture)).toEqual([]);
});
