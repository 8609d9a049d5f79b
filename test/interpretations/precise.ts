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

/** $\log(1 + x)$ for $x \ge 0$: by its series, $x (1 - x/2)$ up to a relative $x^2$, where 200 bits would lose x in the sum. */
const logOfOneAnd = (x: Precise): Precise =>
  x.lessThan(Float(2 ** -70)) ? x.mul(Float(1).sub(x.div(Float(2)))) : Float(1).add(x).ln();

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
    const others = values.filter((_, i) => i !== values.indexOf(maximum));
    const rest = others.map(v => precise.div(v.sub(maximum), temperature).exp()).reduce((a, b) => a.add(b), Float(0));
    return maximum.add(temperature.mul(logOfOneAnd(rest)));
  },
  weigh: (probability, value) => (probability.isZero() ? Float(0) : probability.mul(value)),
};

export const isWithin = (x: Precise, lower: number, upper: number): boolean =>
  x.greaterOrEqual(Float(lower)) && x.lessOrEqual(Float(upper));

export const distance = (x: Precise, y: number): number => x.sub(Float(y)).abs().toNumber();
