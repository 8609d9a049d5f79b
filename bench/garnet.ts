import { buildMdp, type FiniteMdp } from '../src/mdp/index.ts';

/** A 32-bit generator (xorshift128, Marsaglia 2003), so that every peer gets the same model. */
const generator = (seed: number): (() => number) => {
  let [x, y, z, w] = [seed | 0, 362436069, 521288629, 88675123];
  return () => {
    const t = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
    return (w >>> 0) / 2 ** 32;
  };
};

/**
 * Garnet (Archibald, McKinnon and Thomas 1995): every action of every state leads to `successors` random states with random
 * probabilities and pays a uniform reward.
 */
export const garnet = (states: number, actions: number, successors: number, seed = 1): FiniteMdp => {
  const random = generator(seed);
  const transitions: [number, number, number, number][] = [];
  const rewards: [number, number, number][] = [];
  for (let s = 0; s < states; s++)
    for (let a = 0; a < actions; a++) {
      const weights = Array.from({ length: successors }, random);
      const mass = weights.reduce((sum, w) => sum + w, 0);
      for (const w of weights) transitions.push([s, a, Math.floor(random() * states), w / mass]);
      rewards.push([s, a, random()]);
    }
  return buildMdp({ stateCount: states, transitions, rewards }, { normalize: true });
};
