import { constants, isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { ModelError } from '../model-error.ts';

/** The most bytes a file may hold, packed or unpacked: V8's longest string, 512 MiB less a little. */
export const MAX_BYTES: number = constants.MAX_STRING_LENGTH;

const CHUNK_BYTES = 1 << 20;

/**
 * The text of a file: UTF-8, or UTF-16 where a byte-order mark says so (PowerShell's `>` writes it), unpacked if it is gzip, without
 * the mark.
 * @throws {@link ModelError} if there is no such file, it is a directory, larger than `limit` bytes, damaged gzip, or no text.
 */
export const readText = (path: string, limit: number = MAX_BYTES): string => {
  const bytes = readBytes(path, limit);
  const text = decode(bytes[0] === 0x1f && bytes[1] === 0x8b ? unpack(bytes, limit) : bytes);
  return text.startsWith('\ufeff') ? text.slice(1) : text;
};

const readBytes = (path: string, limit: number): Buffer => {
  const file = attempt(() => openSync(path, 'r'), describeFileError);
  try {
    if (fstatSync(file).isDirectory()) throw new ModelError('this is a directory, expected a file');
    const chunks: Buffer[] = [];
    for (let total = 0; ; ) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const length = attempt(() => readSync(file, chunk), describeFileError);
      if (length === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, length));
      total += length;
      if (total > limit) throw tooLarge('file', limit);
    }
  } finally {
    closeSync(file);
  }
};

const unpack = (bytes: Buffer, limit: number): Buffer =>
  attempt(
    () => gunzipSync(bytes, { maxOutputLength: limit }),
    code => {
      if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge('unpacked file', limit);
      if (code === 'Z_BUF_ERROR') return new ModelError('the gzip data end too early; the file seems cut off');
      return new ModelError(`the gzip data are damaged (${code})`);
    },
  );

const decode = (bytes: Buffer): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le');
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new ModelError(
    'the file is not UTF-8 text, expected a model in text form (a pickle, an npz archive or another binary file)',
  );
};

const describeFileError = (code: string): ModelError => {
  if (code === 'ENOENT') return new ModelError('no such file');
  if (code === 'EACCES') return new ModelError('the file may not be read; its permissions forbid it');
  return new ModelError(`the file cannot be read (${code})`);
};

const tooLarge = (what: string, limit: number): ModelError =>
  new ModelError(`the ${what} is larger than ${limit} bytes, the longest text that can be read`);

const attempt = <T>(action: () => T, describe: (code: string) => ModelError): T => {
  try {
    return action();
  } catch (error) {
    throw describe(String((error as NodeJS.ErrnoException).code));
  }
};
