import { existsSync } from 'node:fs';
import { type TestAPI, test } from 'vitest';
import { has } from '../tools.ts';
import { PACKAGE } from './browser.ts';

/** A test that needs Chromium, and the package that runs graphs there. */
export const browserTest: TestAPI = test.skipIf(!(has('chromium') && existsSync(PACKAGE))) as TestAPI;
