import { type Interval, point } from '../../src/interpretations/interval.ts';
import type { Settings } from './fixture.ts';
import type { Rounded } from './rounded.ts';

/** The moments of Adam for one number. */
export interface Moments {
  readonly first: Interval;
  readonly second: Interval;
}

export const NO_MOMENTS: Moments = { first: point(0), second: point(0) };

/** The moments after the gradient. */
export const momentsAfter = (R: Rounded, { adam }: Settings, { first, second }: Moments, gradient: number): Moments => {
  const decayed = (beta: number, moment: Interval, x: Interval): Interval =>
    R.add(R.mul(point(beta), moment), R.mul(R.sub(point(1), point(beta)), x));
  const g = point(gradient);
  return { first: decayed(adam.beta1, first, g), second: decayed(adam.beta2, second, R.mul(g, g)) };
};

/** Adam's step number `t` of a weight, with epsilon after the correction of the moments, or (TensorFlow 1) before it. */
export const stepped = (
  R: Rounded,
  { adam }: Settings,
  rate: number,
  t: number,
  { first, second }: Moments,
  weight: number,
): Interval => {
  const power = (x: number): number => Array.from({ length: t }, () => x).reduce((a, b) => a * b, 1);
  const m = R.div(first, point(1 - power(adam.beta1)));
  const correction = point(Math.sqrt(1 - power(adam.beta2)));
  const epsilon = point(adam.epsilon);
  const root = R.sqrt(second);
  const deviation = adam.epsilonFirst
    ? R.div(R.add(root, epsilon), correction)
    : R.add(R.div(root, correction), epsilon);
  return R.sub(point(weight), R.mul(point(rate), R.div(m, deviation)));
};
