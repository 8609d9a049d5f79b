/** $\max_i |x_i|$; 0 if there is none, NaN if one is. */
export const magnitudeOf = (x: ArrayLike<number>): number => {
  let magnitude = 0;
  for (let i = 0; i < x.length; i++) magnitude = Math.max(magnitude, Math.abs(x[i]));
  return magnitude;
};
