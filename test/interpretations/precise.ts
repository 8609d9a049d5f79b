import { init } from 'gmp-wasm';
import type { FiniteArithmetic } from '../../src/interpretations/finite.ts';

/** What is used of an MPFR number; the package's own type of it is circular. */
export interface Precise {
  add(b: Precise): Precise;
  sub(b: Precise): Precise;
  mul(b: Precise): Precise;
  div(b: Precise): Precise;
  neg(): Precise;
  abs(): Precise;
  exp(): Precise;
  ln(): Precise;
  cosh(): Precise;
  isZero(): boolean;
  lessThan(b: Precise): boolean;
  lessOrEqual(b: Precise): boolean;
  greaterOrEqual(b: Precise): boolean;
  toNumber(): number;
}

const context = (await init()).getContext({ precisionBits: 200 });
export const Float = context.Float as unknown as (value: number) => Precise;

/** 200 bits by MPFR: the oracle of every other reading of a formula. */
export const precise: FiniteArithmetic<Precise> = {
  constant: value => Float(value),
  pi: context.Pi() as unknown as Precise,
  neg: a => a.neg(),
  add: (a, b) => a.add(b),
  sub: (a, b) => a.sub(b),
  mul: (a, b) => a.mul(b),
  div: (a, b) => (a.isZero() && b.isZero() ? Float(0) : a.div(b)),
  min: (a, b) => (a.lessThan(b) ? a : b),
  exp: a => a.exp(),
  log: a => a.ln(),
  logCosh: a => a.cosh().ln(),
  detach: a => a,
  logSumExp: (values, temperature) => {
    const maximum = values.reduce((a, b) => (a.lessThan(b) ? b : a));
    const sum = values.map(v => precise.div(v.sub(maximum), temperature).exp()).reduce((a, b) => a.add(b));
    return maximum.add(temperature.mul(sum.ln()));
  },
  weigh: (probability, value) => (probability.isZero() ? Float(0) : probability.mul(value)),
};

export const isWithin = (x: Precise, lower: number, upper: number): boolean =>
  x.greaterOrEqual(Float(lower)) && x.lessOrEqual(Float(upper));

export const distance = (x: Precise, y: number): number => x.sub(Float(y)).abs().toNumber();
