import { type TestAPI, test } from 'vitest';

const PACKAGE = 'onnxruntime-node';

const isInstalled = await import(PACKAGE).then(
  () => true,
  () => false,
);

/** A test that needs the optional package `onnxruntime-node`; skipped, and shown as such, where it is not installed. */
export const compiledTest: Pick<TestAPI, 'each'> & ((name: string, body: () => Promise<void>) => void) = test.skipIf(
  !isInstalled,
) as TestAPI;
