/**
 * Numbers in $[-1/2, 1/2)$ that a seed decides: a counter with the finaliser of MurmurHash3 (Appleby), which maps 32 bits one to one.
 * Not for cryptography, nor for statistics.
 */
export const uniform = (seed: number): (() => number) => {
  let counter = mix(seed | 0);
  return () => {
    counter = (counter + 0x9e3779b9) | 0;
    return (mix(counter) >>> 0) / 2 ** 32 - 1 / 2;
  };
};

const mix = (x: number): number => {
  let h = x;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
};
