import { defineConfig } from 'vitest/config';

/** One seed for all properties of a run, drawn anew each time; the variable repeats a run. */
const seed = process.env.SOFT_BELLMAN_SEED ?? String(Math.floor(Math.random() * 2 ** 31));

console.log(`SOFT_BELLMAN_SEED=${seed} repeats this run`);

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    env: { SOFT_BELLMAN_SEED: seed },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
