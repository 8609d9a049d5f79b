/** Red, green and blue from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/**
 * Pale yellow, green, blue. Red, green and blue all fall along the way, so that it gets darker for every eye, colour-blind or not, and in
 * grey print; and it stays light enough for {@link INK}.
 */
export const SCALE: readonly Colour[] = [
  [255, 249, 219],
  [187, 224, 205],
  [119, 187, 197],
  [79, 147, 190],
];

/** What is written on the scale. */
export const INK: Colour = [16, 30, 44];

/** The colour at `t`, from 0 to 1, along {@link SCALE}. */
export const colourAt = (t: number): Colour => {
  const position = Math.min(1, Math.max(0, t)) * (SCALE.length - 1);
  const stop = Math.min(Math.floor(position), SCALE.length - 2);
  const mix = (c: 0 | 1 | 2): number => SCALE[stop][c] + (position - stop) * (SCALE[stop + 1][c] - SCALE[stop][c]);
  return [mix(0), mix(1), mix(2)];
};

/** `#rrggbb`. */
export const hex = (colour: Colour): string =>
  `#${colour.map(c => Math.round(c).toString(16).padStart(2, '0')).join('')}`;
