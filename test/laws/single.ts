import type { Precision } from '../../src/conformance/subjects/definitions.ts';
import { float64 } from '../../src/interpretations/float64.ts';
import { exp, log, log1p } from '../../src/numerics/index.ts';

const { fround } = Math;

const logSumExp = (values: readonly number[], temperature: number): number => {
  const top = Math.max(...values);
  if (temperature === 0) return top;
  const others = values.toSpliced(values.indexOf(top), 1);
  const rest = others.reduce((sum, q) => fround(sum + fround(exp(fround(fround(q - top) / temperature)))), 0);
  return fround(top + fround(temperature * fround(log1p(rest))));
};

/** Every operation rounded to single precision. */
export const single: Precision = {
  unitRoundoff: 2 ** -24,
  arithmetic: {
    ...float64,
    constant: fround,
    pi: fround(Math.PI),
    add: (a, b) => fround(a + b),
    sub: (a, b) => fround(a - b),
    mul: (a, b) => fround(a * b),
    div: (a, b) => fround(float64.div(a, b)),
    exp: a => fround(exp(a)),
    log: a => fround(log(a)),
    logSumExp: (values, temperature) => logSumExp(values.map(fround), fround(temperature)),
    weigh: (probability, value) => (probability === 0 ? 0 : fround(probability * value)),
  },
};
