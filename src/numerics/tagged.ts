/** A double as JSON can carry it: what JSON numbers cannot say is a string. */
export type Tagged = number | 'NaN' | 'Infinity' | '-Infinity' | '-0';

const TAGS: Readonly<Record<string, number>> = { NaN, Infinity, '-Infinity': -Infinity, '-0': -0 };

export const toTagged = (x: number): Tagged => (Object.is(x, -0) ? '-0' : Number.isFinite(x) ? x : (`${x}` as Tagged));

/** The double, or `undefined` for anything else; `null` is what JSON writers put for NaN, and is no number. */
export const fromTagged = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : typeof value === 'string' && Object.hasOwn(TAGS, value) ? TAGS[value] : undefined;
