/** The seed of this run, drawn in vitest.config.ts unless `SOFT_BELLMAN_SEED` repeats one. */
export const seed: number = Number(process.env.SOFT_BELLMAN_SEED);
