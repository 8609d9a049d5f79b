/** The least number of three digits that is not below `x >= 0`: what is printed of a bound is one. A step of 0.0005 moves it by half a digit at most. */
export const roundedUp = (x: number): string => {
  let text = x.toPrecision(3);
  for (let factor = 1; Number(text) < x; factor += 0.0005) text = (factor * x).toPrecision(3);
  return text;
};
