import { doubles, type Elementary } from '../../src/engines/elementary.ts';
import { single } from '../laws/single.ts';

const { fround } = Math;
const R = single.arithmetic;

/** Every operation rounded to single precision. */
export const singles: Elementary<number> = {
  ...doubles,
  ...R,
  tanh: a => fround(doubles.tanh(a)),
  sqrt: a => fround(Math.sqrt(a)),
  total: terms => terms.reduce((a, b) => R.add(a, b)),
};
