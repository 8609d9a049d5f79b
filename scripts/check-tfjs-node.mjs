/**
 * Asks a tfjs-node for the gradient of a small loss, and the pure-JavaScript backend for the same.
 *
 *     node scripts/check-tfjs-node.mjs node_modules/@tensorflow/tfjs-node
 *
 * prints what it found as JSON. Exit code 0 if they agree.
 */
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import util from 'node:util';

// tfjs-node 4.22 calls a function that Node 23 has removed.
util.isNullOrUndefined ??= x => x === null || x === undefined;

const tf = createRequire(import.meta.url)(resolve(process.argv[2]));

/** Numbers between 0 and 1 that repeat no pattern: the fractional parts of multiples of the golden ratio. */
const numbers = (rows, columns, first) =>
  Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => ((first + i * columns + j) * 0.6180339887498949) % 1),
  );

/**
 * The loss $\sum_{ij} \mathrm{sigmoid}(x W)_{ij} v_j$ of positive $x$, $W$, $v$: its gradient $x^T (v\, h (1 - h))$ is a sum of positive terms, so
 * that every entry has a small relative error.
 */
const gradient = async backend => {
  if (!(await tf.setBackend(backend))) throw new Error(`no backend ${backend}`);
  const x = tf.tensor2d(numbers(8, 8, 1));
  const v = tf.tensor2d(numbers(8, 4, 65));
  const loss = w => tf.sum(tf.matMul(tf.sigmoid(tf.matMul(x, tf.div(w, 8))), v));
  return tf
    .grad(loss)(tf.tensor2d(numbers(8, 8, 97)))
    .data();
};

const native = await gradient('tensorflow');
const plain = await gradient('cpu');
const apart = Math.max(...native.map((g, i) => Math.abs(g - plain[i]) / plain[i]));

/** Sums of 8, 4 and 8 terms, a sigmoid good to $8 u$ whose slope may double it, and some products: $64 u$ for both sides together. */
const allowed = 64 * 2 ** -24;
console.log(
  JSON.stringify({ version: tf.version['tfjs-node'], tensorflow: tf.node?.versions?.tensorflow, apart, allowed }),
);
process.exitCode = apart <= allowed ? 0 : 1;
