/*
 * The project's exp, log and log1p beside the engine's, and a Bellman sweep with directed rounding beside the plain one: nanoseconds per
 * call or per transition, medians of 7 runs.
 *
 *     npx rolldown bench/numerics.ts --platform node --file out/bench-numerics.mjs && node out/bench-numerics.mjs
 */
import { addDown, addUp, exp, log, log1p, mulDown, mulUp } from '../src/numerics/index.ts';

const N = 1_000_000;
/** Fills a vector with numbers from `low` to `high`. */
const vector = (low: number, high: number): Float64Array =>
  Float64Array.from({ length: N }, () => low + (high - low) * Math.random());
const exponents = vector(-40, 0);
const positive = vector(0, 4);
const values = vector(1, 100);
const successors = Int32Array.from({ length: N }, () => Math.floor(200_000 * Math.random()));

/** Rows of five transitions to random successors. */
const plainSweep = (): number => {
  let total = 0;
  for (let row = 0; row < N; row += 5) {
    let sum = 0;
    for (let t = row; t < row + 5; t++) sum += positive[t] * values[successors[t]];
    total += sum;
  }
  return total;
};

/** Each sums over its own loop, so that the engine inlines what it calls there. */
const PAIRS: Record<string, { own: () => number; plain: () => number }> = {
  'exp, -40 to 0': {
    own: () => {
      let sum = 0;
      for (let i = 0; i < N; i++) sum += exp(exponents[i]);
      return sum;
    },
    plain: () => {
      let sum = 0;
      for (let i = 0; i < N; i++) sum += Math.exp(exponents[i]);
      return sum;
    },
  },
  'log, 0 to 4': {
    own: () => {
      let sum = 0;
      for (let i = 0; i < N; i++) sum += log(positive[i]);
      return sum;
    },
    plain: () => {
      let sum = 0;
      for (let i = 0; i < N; i++) sum += Math.log(positive[i]);
      return sum;
    },
  },
  'log1p, 0 to 4': {
    own: () => {
      let sum = 0;
      for (let i = 0; i < N; i++) sum += log1p(positive[i]);
      return sum;
    },
    plain: () => {
      let sum = 0;
      for (let i = 0; i < N; i++) sum += Math.log1p(positive[i]);
      return sum;
    },
  },
  'sweep, lower bound': {
    own: () => {
      let total = 0;
      for (let row = 0; row < N; row += 5) {
        let lower = 0;
        for (let t = row; t < row + 5; t++) lower = addDown(lower, mulDown(positive[t], values[successors[t]]));
        total += lower;
      }
      return total;
    },
    plain: plainSweep,
  },
  'sweep, both bounds': {
    own: () => {
      let total = 0;
      for (let row = 0; row < N; row += 5) {
        let lower = 0;
        let upper = 0;
        for (let t = row; t < row + 5; t++) {
          lower = addDown(lower, mulDown(positive[t], values[successors[t]]));
          upper = addUp(upper, mulUp(positive[t], values[successors[t]]));
        }
        total += upper - lower;
      }
      return total;
    },
    plain: plainSweep,
  },
};

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

const nanoseconds = (run: () => number): number => {
  const once = (): number => {
    const start = performance.now();
    if (Number.isNaN(run())) throw new Error('a benchmark computed NaN');
    return ((performance.now() - start) / N) * 1e6;
  };
  once();
  once();
  return median(Array.from({ length: 7 }, once));
};

for (const [name, { own, plain }] of Object.entries(PAIRS)) {
  const mine = nanoseconds(own);
  const theirs = nanoseconds(plain);
  console.log(
    `${name.padEnd(28)} ${mine.toFixed(2)} ns, plain ${theirs.toFixed(2)} ns, ratio ${(mine / theirs).toFixed(2)}`,
  );
}
