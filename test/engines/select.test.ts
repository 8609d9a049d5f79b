import { expect } from 'vitest';
import { engineOf } from '../../src/engines/select.ts';
import { compiled, eager } from './runtime.ts';

compiled.test('the fastest engine is the compiled one', async () => {
  const { name, description } = await engineOf('auto', 2);
  expect(name).toBe('compiled');
  expect(description).toMatch(/^onnxruntime-node \d+\.\d+\.\d+, 2 threads$/);
  expect((await engineOf('compiled', 1)).description).toMatch(/, 1 thread$/);
});

const [native, wasm] = eager;

native.test('the eager engine is the native one where that is there', async () => {
  const { name, description } = await engineOf('eager', 1);
  expect(name).toBe('eager');
  expect(description).toMatch(/^@tensorflow\/tfjs-node \d+\.\d+\.\d+, native$/);
});

wasm.test('an eager engine is there in any case', async () => {
  const { name, description } = await engineOf('eager', 1);
  expect(name).toBe('eager');
  expect(description).toMatch(/^@tensorflow\/tfjs-(node|backend-wasm) \d/);
});
