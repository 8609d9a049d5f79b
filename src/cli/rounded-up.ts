/** Three digits, none below `x`: what is printed of a bound is one. */
export const roundedUp = (x: number): string =>
  [x, 1.005 * x].map(y => y.toPrecision(3)).find(text => Number(text) >= x)!;
