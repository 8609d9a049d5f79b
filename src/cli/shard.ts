import { UsageError } from './command.ts';

/** `--shard I/N`: part I of N. */
export const shardOption = (text: unknown): { readonly part: number; readonly of: number } => {
  if (text === undefined) return { part: 1, of: 1 };
  const match = /^(\d{1,9})\/(\d{1,9})$/.exec(String(text));
  const [part, of] = match ? [Number(match[1]), Number(match[2])] : [0, 0];
  if (part < 1 || part > of) throw new UsageError(`--shard is ${text}, expected I/N with 1 <= I <= N`);
  return { part, of };
};
