/** The seed of this run: drawn anew unless `SOFT_BELLMAN_SEED` repeats one. */
export const seed: number = Number(process.env.SOFT_BELLMAN_SEED ?? Math.floor(Math.random() * 2 ** 31));

console.log(`SOFT_BELLMAN_SEED=${seed} repeats this run`);
