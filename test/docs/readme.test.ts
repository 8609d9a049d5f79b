import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The fenced TypeScript block, and the indented block after it. */
const [, code, output] = /```ts\n(.*?)```\n\nprints\n\n((?: {4}[^\n]*\n)+)/s.exec(readme) ?? [];

test("the README's example compiles under strict types and prints what the README says", () => {
  // Inside the package, so that its own name resolves to it.
  const folder = mkdtempSync(join(root, 'dist/readme-'));
  try {
    const file = join(folder, 'example.ts');
    writeFileSync(file, code);
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const options = ['--strict', '--target', 'es2022', '--module', 'nodenext', '--types', 'node', '--ignoreConfig'];
    const compiled = spawnSync(process.execPath, [tsc, ...options, file], { encoding: 'utf8', cwd: root });
    expect(compiled.stdout).toBe('');
    const run = spawnSync(process.execPath, [join(folder, 'example.js')], { encoding: 'utf8' });
    expect(run.stderr).toBe('');
    expect(run.stdout).toBe(output.replace(/^ {4}/gm, ''));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** The indented block after the first `npm start`, and what depends on the run: seconds, numbers of cases, the seed, the folder. */
const [, started] = /solves and certifies[^\n]*\n\n((?:(?: {4}[^\n]*)?\n)+?)\nThe picture/.exec(readme) ?? [];
const settled = (text: string): string =>
  text
    .replace(/\d+\.\d+ s$/m, 'N s')
    .replace(/\d+ to \d+ random cases/, 'N random cases')
    .replace(/SOFT_BELLMAN_SEED=\d+/, 'SOFT_BELLMAN_SEED=N')
    .replace(/certify \S*models/, 'certify models');

test('npm start prints what the README says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'soft-bellman-readme-'));
  try {
    const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, COLUMNS: '80' } } as const;
    const run = spawnSync(process.execPath, [join(root, 'dist/src/cli/start.js')], options);
    expect(run.stderr).toBe('');
    expect(settled(run.stdout)).toBe(settled(started.replace(/^ {4}/gm, '')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/formats.md',
  'docs/protocol.md',
  'docs/in-your-tests.md',
  'docs/training.md',
  'spec/README.md',
];
const targets = pages.flatMap(page =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, target]) => [page, target]),
);

test.each(targets.filter(([, target]) => !target.startsWith('http')))(
  '%s links to %s, which exists',
  (page, target) => {
    expect(existsSync(join(root, dirname(page), target))).toBe(true);
  },
);
