/**
 * The indices of `order` rearranged so that `keys` ascends over them; equal keys keep their order.
 * Counting sort by digits as wide as the length or 16 bits allow, and no wider than the largest key: one pass unless a key is larger
 * than the length, and time and memory linear in the length however large the keys. `keys` holds non-negative numbers.
 */
export const stableSort = (order: Int32Array, keys: Int32Array): Int32Array => {
  let rest = keys.reduce((a, b) => Math.max(a, b), 0);
  const bits = Math.min(width(rest), Math.max(16, width(order.length)));
  let sorted = order;
  for (let shift = 0; rest > 0; shift += bits, rest >>>= bits) sorted = sortByDigit(sorted, keys, shift, bits);
  return sorted;
};

/** The number of binary digits. */
const width = (x: number): number => 32 - Math.clz32(x);

/** One pass of the sort, by the `bits` bits of the keys above the lowest `shift`. */
const sortByDigit = (order: Int32Array, keys: Int32Array, shift: number, bits: number): Int32Array => {
  const mask = -1 >>> (32 - bits);
  const starts = new Int32Array(mask + 2);
  for (let k = 0; k < order.length; k++) starts[((keys[order[k]] >> shift) & mask) + 1]++;
  for (let digit = 0; digit < mask; digit++) starts[digit + 1] += starts[digit];
  const sorted = new Int32Array(order.length);
  for (let k = 0; k < order.length; k++) sorted[starts[(keys[order[k]] >> shift) & mask]++] = order[k];
  return sorted;
};
