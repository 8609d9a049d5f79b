import { ModelError, refusal, show } from '../model-error.ts';

/** A JSON object whose fields are not yet checked. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object, neither list nor null. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * `value` as an object with no other fields than these.
 * @throws {@link ModelError} naming the first field that is unknown: a misspelt field would otherwise be silently ignored.
 */
export const objectOf = (value: unknown, where: string, known: readonly string[]): JsonObject => {
  if (!isJsonObject(value)) throw refusal(where, 'the value', value, `an object with ${known.join(', ')}`);
  const unknown = Object.keys(value).find(name => !known.includes(name));
  if (unknown !== undefined) {
    throw new ModelError(`${where}: the field ${show(unknown)} is unknown, expected ${known.join(', ')} (misspelt?)`);
  }
  return value;
};

/** @throws {@link ModelError} unless `value` is a list. */
export const listOf = (value: unknown, where: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw refusal('model', where, value, 'a list');
  return value;
};

/**
 * The entries of a list of lists, one by one.
 * @throws {@link ModelError} at the first entry whose length is not among `lengths`.
 */
export function* rowsOf(
  value: unknown,
  where: string,
  lengths: readonly number[],
  expected: string,
): Generator<unknown[]> {
  for (const [index, row] of listOf(value, where).entries()) {
    if (!Array.isArray(row) || !lengths.includes(row.length)) {
      throw refusal(where, `entry ${index + 1} (counted from 1)`, row, expected);
    }
    yield row;
  }
}

/** @throws {@link ModelError} unless `value` is a string. */
export const stringOf = (value: unknown, where: string): string => {
  if (typeof value !== 'string') throw refusal('names', where, value, 'a string');
  return value;
};
