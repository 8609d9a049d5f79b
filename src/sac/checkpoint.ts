import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import { type Arrays, bytesOf, isNumberKind, kindOf, type NumberArray, type NumberKind, numbersIn } from './arrays.ts';
import { TrainingError } from './training-error.ts';

/** What a checkpoint belongs to: environment, preset, sizes. All of it has to be equal for training to go on. */
export type Identity = Readonly<Record<string, string | number>>;

const FORMAT = 'soft-bellman-checkpoint/1';

/**
 * The bytes of a checkpoint, in pieces: a line with the format and the SHA-256 of all that follows, a line of JSON
 * `{"identity": {...}, "arrays": [[name, kind, length], ...]}`, and the arrays in that order, little-endian and without padding. Those pieces
 * are views: write them before the state changes.
 */
export const writeCheckpoint = (identity: Identity, arrays: Arrays): readonly Uint8Array[] => {
  checkByteOrder();
  const list = Object.entries(arrays).map(([name, array]) => [name, kindOf(array), array.length]);
  const rest = [utf8(`${JSON.stringify({ identity, arrays: list })}\n`), ...Object.values(arrays).map(bytesIn)];
  return [utf8(`${FORMAT} sha256:${hashOf(rest)}\n`), ...rest];
};

/**
 * The arrays of a checkpoint, bit for bit.
 * @throws {@link TrainingError} for another format or version, damage, or another identity than the expected one.
 */
export const readCheckpoint = (bytes: Uint8Array, expected: Identity): Arrays => {
  checkByteOrder();
  const { line: first, rest } = splitLine(bytes);
  const [format, hash] = first.split(' sha256:');
  if (format !== FORMAT)
    throw new TrainingError(
      `this begins with ${JSON.stringify(first.slice(0, 40))}, expected ${FORMAT} (${/^soft-bellman-checkpoint\/\d/.test(first) ? 'written by another version?' : 'no checkpoint?'})`,
    );
  if (hash !== hashOf([rest]))
    throw new TrainingError('what follows the first line has another hash than it says (cut off, or edited?)');
  const { line, rest: body } = splitLine(rest);
  const { identity, arrays } = headerIn(line);
  checkIdentity(identity, expected);
  return arraysIn(body, arrays);
};

type Listed = readonly [name: string, kind: NumberKind, length: number];

const arraysIn = (body: Uint8Array, listed: readonly Listed[]): Arrays => {
  const expected = listed.reduce((sum, [, kind, length]) => sum + length * bytesOf(kind), 0);
  if (body.length !== expected) throw new TrainingError(`the arrays have ${body.length} bytes, expected ${expected}`);
  const arrays: Record<string, NumberArray> = {};
  let offset = 0;
  for (const [name, kind, length] of listed) {
    const end = offset + length * bytesOf(kind);
    arrays[name] = numbersIn(kind, new Uint8Array(body.subarray(offset, end)).buffer);
    offset = end;
  }
  return arrays;
};

const headerIn = (line: string): { readonly identity: Identity; readonly arrays: readonly Listed[] } => {
  const header = parsed(line);
  if (
    !isRecord(header) ||
    !isRecord(header.identity) ||
    !Array.isArray(header.arrays) ||
    !header.arrays.every(isListed)
  )
    throw new TrainingError('the second line is no header of a checkpoint (written by another program?)');
  return { identity: header.identity as Identity, arrays: header.arrays };
};

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isListed = (entry: unknown): boolean => {
  if (!Array.isArray(entry) || entry.length !== 3) return false;
  const [name, kind, length] = entry;
  return typeof name === 'string' && isNumberKind(kind) && Number.isSafeInteger(length) && length >= 0;
};

const checkIdentity = (identity: Identity, expected: Identity): void => {
  for (const field of new Set([...Object.keys(expected), ...Object.keys(identity)])) {
    const [found, wanted] = [identity, expected].map(of => (Object.hasOwn(of, field) ? of[field] : undefined));
    if (found !== wanted)
      throw new TrainingError(
        `this was saved with ${field} ${JSON.stringify(found) ?? 'missing'}, expected ${JSON.stringify(wanted) ?? 'none'} (go on with what it was begun with, or begin in another folder)`,
      );
  }
};

const NEWLINE = 10;
const LONGEST_LINE = 1 << 20;

/** The first line, empty if there is none, and what follows it. */
const splitLine = (bytes: Uint8Array): { line: string; rest: Uint8Array } => {
  const end = bytes.subarray(0, LONGEST_LINE).indexOf(NEWLINE);
  return { line: new TextDecoder().decode(bytes.subarray(0, Math.max(0, end))), rest: bytes.subarray(end + 1) };
};

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const bytesIn = ({ buffer, byteOffset, byteLength }: NumberArray): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const hashOf = (pieces: readonly Uint8Array[]): string => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
};

/** Every common machine is little-endian; on another, arrays would be read backwards. */
const checkByteOrder = (): void => {
  if (endianness() !== 'LE') throw new TrainingError('checkpoints are written and read on little-endian machines only');
};
