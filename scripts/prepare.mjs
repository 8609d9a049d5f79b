// Installs the dependencies if they are missing or older than the lock file, then brings dist/ up to date.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modified = path => (existsSync(join(root, path)) ? statSync(join(root, path)).mtimeMs : 0);

const run = (command, args) => {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
};

// Under npm, npm_execpath is npm's own script: no shell is needed to call it, on any system.
const npm = args =>
  process.env.npm_execpath ? run(process.execPath, [process.env.npm_execpath, ...args]) : run('npm', args);

if (modified('node_modules/.package-lock.json') < modified('package-lock.json')) {
  console.log('installing dependencies (once) ...');
  npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}
run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', 'tsconfig.build.json']);
