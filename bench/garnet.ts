import { type FiniteMdp, MdpAssembler } from '../src/mdp/index.ts';

/** A 32-bit generator (xorshift128, Marsaglia 2003), so that every run has the same model. */
const generator = (seed: number): (() => number) => {
  let x = seed | 0;
  let y = 362436069;
  let z = 521288629;
  let w = 88675123;
  return () => {
    const t = x ^ (x << 11);
    x = y;
    y = z;
    z = w;
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
  const model = new MdpAssembler(states);
  const weights = new Float64Array(successors);
  for (let s = 0; s < states; s++)
    for (let a = 0; a < actions; a++) {
      for (let i = 0; i < successors; i++) weights[i] = random();
      const mass = weights.reduce((sum, w) => sum + w, 0);
      for (const w of weights) model.transition(s, a, Math.floor(random() * states), w / mass);
      model.reward(s, a, random());
    }
  return model.finish({ normalize: true });
};
