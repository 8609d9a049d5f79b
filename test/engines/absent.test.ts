import { expect, test, vi } from 'vitest';
import { compile } from '../../src/engines/onnx/index.ts';
import { constant } from '../../src/engines/tensor.ts';

vi.mock('onnxruntime-node', () => {
  throw new Error('no such package');
});

test('without its package the compiled engine says what to install', async () => {
  await expect(compile({ inputs: {}, outputs: { x: constant(1) } }, 1)).rejects.toThrow(
    'the compiled engine needs the package onnxruntime-node, which cannot be loaded: npm install onnxruntime-node',
  );
});
