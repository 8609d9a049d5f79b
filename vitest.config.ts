import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** One seed for all properties of a run, drawn anew each time; the variable repeats a run. */
const seed = process.env.SOFT_BELLMAN_SEED ?? String(Math.floor(Math.random() * 2 ** 31));

/** What `check --coq` compiles is kept here, not in the cache of whoever runs the tests. */
const cache = fileURLToPath(new URL('out/cache', import.meta.url));

console.log(`SOFT_BELLMAN_SEED=${seed} repeats this run`);

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/global.ts'],
    setupFiles: ['test/setup.ts'],
    env: { SOFT_BELLMAN_SEED: seed, XDG_CACHE_HOME: cache },
    // Every core: most of the time is spent in other processes.
    maxWorkers: '100%',
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
