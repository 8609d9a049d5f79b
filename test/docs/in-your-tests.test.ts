import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { laws } from '../../properties/index.ts';
import { root } from '../cli/run.ts';

const page = readFileSync(join(root, 'docs/in-your-tests.md'), 'utf8');
const [vitest, node] = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code);

// Inside the package, so that its own name resolves to it.
mkdirSync(join(root, 'out'), { recursive: true });
const folder = mkdtempSync(join(root, 'out/in-your-tests-'));
afterAll(() => rmSync(folder, { recursive: true }));

const tool = (name: string, ...args: string[]) => {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, VITEST: undefined, NODE_OPTIONS: undefined };
  return spawnSync(process.execPath, [join(root, 'node_modules', name), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
};

const WRONG = { from: 'return top + temperature *', to: 'return top - temperature *' };

beforeAll(() => {
  writeFileSync(join(folder, 'vitest.config.mjs'), 'export default {};\n');
  writeFileSync(join(folder, 'laws.test.ts'), vitest);
  writeFileSync(join(folder, 'wrong.test.ts'), vitest.replace(WRONG.from, WRONG.to));
  writeFileSync(join(folder, 'contraction.ts'), node);
  writeFileSync(join(folder, 'expanding.ts'), node.replaceAll('+ discount *', '+ (1 / discount) *'));
});

describe('the examples for tests of one’s own', () => {
  test('compile under strict types', () => {
    const options = ['--strict', '--target', 'es2022', '--module', 'nodenext', '--types', 'node', '--skipLibCheck'];
    const files = ['laws.test.ts', 'contraction.ts', 'expanding.ts'];
    const { stdout } = tool('typescript/bin/tsc', ...options, '--ignoreConfig', ...files);
    expect(stdout).toBe('');
  });

  test('run under Vitest: the laws hold, and not with a wrong sign', () => {
    const tried = laws.filter(({ needs }) => needs.every(need => need === 'logSumExp' || need === 'softmax')).length;
    expect(tried).toBeGreaterThan(5);
    const right = tool('vitest/vitest.mjs', 'run', '--root', folder, 'laws.test.ts');
    expect(right.stdout).toContain(`Tests  ${tried} passed (${tried})`);
    expect(right.status).toBe(0);
    const wrong = tool('vitest/vitest.mjs', 'run', '--root', folder, 'wrong.test.ts');
    expect(wrong.stdout + wrong.stderr).toContain('max q + alpha log |argmax q| <= lse(q) fails');
    expect(wrong.status).toBe(1);
  });

  test.each([
    ['contraction.js', 0],
    ['expanding.js', 1],
  ])('run under Node: %s exits with %i', (file, status) => {
    const { NODE_TEST_CONTEXT, ...env } = process.env;
    expect(spawnSync(process.execPath, [join(folder, file)], { encoding: 'utf8', env }).status).toBe(status);
  });
});
