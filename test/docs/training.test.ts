import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compiledEngine } from '../../src/engines/onnx/index.ts';
import { root } from '../cli/run.ts';

const page = readFileSync(join(root, 'docs/training.md'), 'utf8');
const [, example] = /```ts\n(.*?)```/s.exec(page) ?? [];

// Inside the package, so that its own name resolves to it.
mkdirSync(join(root, 'out'), { recursive: true });
const folder = mkdtempSync(join(root, 'out/training-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the environment of one’s own compiles under strict types, and is learned in', async () => {
  writeFileSync(join(folder, 'line.mts'), example);
  const options = ['--strict', '--target', 'es2022', '--module', 'nodenext', '--types', 'node', '--skipLibCheck'];
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const compiled = spawnSync(process.execPath, [tsc, ...options, '--ignoreConfig', 'line.mts'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(compiled.stdout).toBe('');
  const hasEngine = await compiledEngine(1).then(
    () => true,
    () => false,
  );
  if (!hasEngine) return;
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'line.mjs')], { encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({ stdout: 'true\n', stderr: '' });
});
