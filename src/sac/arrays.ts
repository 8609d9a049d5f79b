import { TrainingError } from './training-error.ts';

interface Kinds {
  readonly float64: Float64Array;
  readonly float32: Float32Array;
  readonly uint32: Uint32Array;
  readonly uint8: Uint8Array;
}
export type NumberKind = keyof Kinds;
export type NumberArray = Kinds[NumberKind];

const KINDS: Readonly<
  Record<NumberKind, { new (buffer: ArrayBuffer): NumberArray; readonly BYTES_PER_ELEMENT: number }>
> = {
  float64: Float64Array,
  float32: Float32Array,
  uint32: Uint32Array,
  uint8: Uint8Array,
};

/** A state as numbers under names. What is saved may be views: write them, or copy them, before the state changes. */
export type Arrays = Readonly<Record<string, NumberArray>>;

export const isNumberKind = (text: unknown): text is NumberKind =>
  typeof text === 'string' && Object.hasOwn(KINDS, text);

export const kindOf = (array: NumberArray): NumberKind =>
  array.constructor.name.replace('Array', '').toLowerCase() as NumberKind;

export const bytesOf = (kind: NumberKind): number => KINDS[kind].BYTES_PER_ELEMENT;

/** The numbers in a buffer of their own, of which they fill all. */
export const numbersIn = (kind: NumberKind, buffer: ArrayBuffer): NumberArray => new KINDS[kind](buffer);

/** The arrays under `name.`, so that several states make one. */
export const named = (name: string, arrays: Arrays): Arrays =>
  Object.fromEntries(Object.entries(arrays).map(([part, array]) => [`${name}.${part}`, array]));

/** What {@link named} was given. */
export const partOf = (name: string, arrays: Arrays): Arrays =>
  Object.fromEntries(
    Object.entries(arrays)
      .filter(([full]) => full.startsWith(`${name}.`))
      .map(([full, array]) => [full.slice(name.length + 1), array]),
  );

/**
 * The array of a name, a kind and, unless it may be any, a length.
 * @throws {@link TrainingError} where there is another.
 */
export const arrayOf = <K extends NumberKind>(arrays: Arrays, name: string, kind: K, length?: number): Kinds[K] => {
  const array = Object.hasOwn(arrays, name) ? arrays[name] : undefined;
  if (!(array instanceof KINDS[kind]) || (length !== undefined && array.length !== length)) {
    const found = array === undefined ? 'missing' : `${array.length} numbers of ${kindOf(array)}`;
    throw new TrainingError(
      `what is saved as ${name} is ${found}, expected ${length ?? 'any'} of ${kind} (a learner or memory of another size?)`,
    );
  }
  return array as Kinds[K];
};
