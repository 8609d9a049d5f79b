import { init } from 'gmp-wasm';
import { ulp } from '../../src/numerics/index.ts';

const { binding } = await init();
const NEAREST = 0;
const TOWARDS_ZERO = 1;

const variable = (precision: number): ReturnType<typeof binding.mpfr_t> => {
  const pointer = binding.mpfr_t();
  binding.mpfr_init2(pointer, precision);
  return pointer;
};
const argument = variable(53);
const value = variable(160);
const difference = variable(160);

export type Elementary = 'exp' | 'exp2' | 'log' | 'log1p' | 'sine' | 'cosine' | 'sineOfTurn' | 'twiceArcsine';
type Pointer = ReturnType<typeof variable>;

const FUNCTIONS: Readonly<Record<Elementary, (result: Pointer, x: Pointer, rounding: number) => number>> = {
  exp: binding.mpfr_exp,
  exp2: binding.mpfr_exp2,
  log: binding.mpfr_log,
  log1p: binding.mpfr_log1p,
  sine: binding.mpfr_sin,
  cosine: binding.mpfr_cos,
  /** $\sin 2\pi x$. */
  sineOfTurn: (result, turns, rounding) => {
    binding.mpfr_const_pi(result, rounding);
    binding.mpfr_mul(result, result, turns, rounding);
    binding.mpfr_mul_ui(result, result, 2, rounding);
    return binding.mpfr_sin(result, result, rounding);
  },
  twiceArcsine: (result, x, rounding) => {
    binding.mpfr_asin(result, x, rounding);
    return binding.mpfr_mul_ui(result, result, 2, rounding);
  },
};

/** `value` becomes f(x) to 160 bits. */
const evaluate = (name: Elementary, x: number): void => {
  binding.mpfr_set_d(argument, x, NEAREST);
  FUNCTIONS[name](value, argument, NEAREST);
};

/** f(x), correctly rounded. */
export const correctlyRounded = (name: Elementary, x: number): number => {
  evaluate(name, x);
  return binding.mpfr_get_d(value, NEAREST);
};

/** The distance of y from f(x) in units in the last place of f(x); an infinity is 0 off where f(x) rounds to it, else infinitely far. */
export const ulpsOff = (name: Elementary, x: number, y: number): number => {
  evaluate(name, x);
  if (!Number.isFinite(y)) return y === binding.mpfr_get_d(value, NEAREST) ? 0 : Infinity;
  const unit = ulp(binding.mpfr_get_d(value, TOWARDS_ZERO));
  binding.mpfr_sub_d(difference, value, y, NEAREST);
  binding.mpfr_div_d(difference, difference, unit, NEAREST);
  return Math.abs(binding.mpfr_get_d(difference, NEAREST));
};

/** -1, 0 or 1 as y is less than, equal to or greater than f(x). */
export const side = (name: Elementary, x: number, y: number): number => {
  evaluate(name, x);
  return 0 - Math.sign(binding.mpfr_cmp_d(value, y));
};

/** f(x) less the given parts. */
export const remainder = (name: Elementary, x: number, ...parts: readonly number[]): number => {
  evaluate(name, x);
  for (const part of parts) binding.mpfr_sub_d(value, value, part, NEAREST);
  return binding.mpfr_get_d(value, NEAREST);
};
