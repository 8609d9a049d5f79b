import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { eagerEngine } from '../../src/engines/eager/index.ts';
import { engineOf } from '../../src/engines/select.ts';

const absent = vi.hoisted(() => () => {
  throw new Error('no such package');
});

vi.mock('onnxruntime-node', absent);
vi.mock('@tensorflow/tfjs-core', absent);
vi.mock('@tensorflow/tfjs-node', absent);

const COMPILED =
  'the compiled engine needs the package onnxruntime-node, which cannot be loaded: npm install onnxruntime-node';
const EAGER =
  'the eager engine needs @tensorflow/tfjs-node or @tensorflow/tfjs-backend-wasm, and neither can be loaded: ' +
  'npm install @tensorflow/tfjs-core @tensorflow/tfjs-layers @tensorflow/tfjs-backend-wasm';

const refusal = async (asked: Promise<unknown>): Promise<string> => {
  const error = await asked.catch((error: unknown) => error);
  expect(error).toHaveProperty('name', 'EngineError');
  return (error as Error).message;
};

afterEach(() => {
  vi.unstubAllEnvs();
});

test('an engine whose packages are missing says what to install', async () => {
  vi.stubEnv('SOFT_BELLMAN_TFJS_NODE', undefined);
  expect(await refusal(engineOf('compiled', 1))).toBe(COMPILED);
  expect(await refusal(engineOf('eager', 1))).toBe(EAGER);
  expect(await refusal(engineOf('auto', 1))).toBe(`${COMPILED}; ${EAGER}`);
  expect(await refusal(eagerEngine('javascript'))).toBe(
    'the eager engine on javascript needs @tensorflow/tfjs-core, @tensorflow/tfjs-layers, @tensorflow/tfjs-backend-cpu, ' +
      'which cannot be loaded: npm install @tensorflow/tfjs-core @tensorflow/tfjs-layers @tensorflow/tfjs-backend-cpu',
  );
});

test('a folder that is named has to hold the native library', async () => {
  const folder = join(import.meta.dirname, 'nowhere');
  vi.stubEnv('SOFT_BELLMAN_TFJS_NODE', folder);
  expect(await refusal(eagerEngine())).toBe(
    `the eager engine on native needs @tensorflow/tfjs-node in SOFT_BELLMAN_TFJS_NODE=${folder}, which cannot be loaded: ` +
      `node scripts/build-tfjs-node.mjs ${folder}`,
  );
});
