import { expect, test, vi } from 'vitest';
import { compiledEngine } from '../../src/engines/onnx/index.ts';

vi.mock('onnxruntime-node', () => {
  throw new Error('no such package');
});

test('without its package the compiled engine says what to install', async () => {
  await expect(compiledEngine(1)).rejects.toThrow(
    'the compiled engine needs the package onnxruntime-node, which cannot be loaded: npm install onnxruntime-node',
  );
});
