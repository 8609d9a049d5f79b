/**
 * Lets `soft-bellman conform` ask your functions: copy this file beside your code. No dependencies.
 *
 *     import { serve } from './soft-bellman-harness.mjs';
 *     await serve('my library', { logSumExp: (q, temperature) => ... });
 *
 * and then `npx soft-bellman conform -- node my-harness.mjs`. Names and arguments of the operations: docs/protocol.md.
 * Throw Skip for what your code does not claim to support. Log to standard error: standard output belongs to the answers.
 */
import { createInterface } from 'node:readline';

/** This case is outside of what the implementation claims. */
export class Skip extends Error {}

/** Numbers that JSON cannot say arrive as "NaN", "Infinity", "-Infinity" and "-0". */
export const decode = value => {
  if (typeof value === 'string') return value === '-0' ? -0 : Number(value);
  if (Array.isArray(value)) return value.map(decode);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, x]) => [name, decode(x)]));
};

/** Typed arrays are lists too. */
export const encode = value => {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value, encode);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, x]) => [name, encode(x)]));
};

const answer = async (operations, { seq, operation, arguments: given }) => {
  try {
    // Arguments are sent in the documented order.
    const result = await operations[operation](...Object.values(decode(given)));
    return { seq, result: encode(result) };
  } catch (error) {
    return error instanceof Skip ? { seq, skipped: error.message } : { seq, errored: String(error) };
  }
};

/** Answers until told to stop; `unitRoundoff` is 2 ** -53 for doubles, 2 ** -24 for single precision. */
export const serve = async (name, operations, unitRoundoff = 2 ** -53) => {
  const send = message => process.stdout.write(`${JSON.stringify(message)}\n`);
  for await (const line of createInterface({ input: process.stdin })) {
    const message = JSON.parse(line);
    if (message.cmd === 'stop') break;
    if (message.cmd === 'call') send(await answer(operations, message));
    else {
      const echo = encode(decode(message.echo));
      send({ version: 1, name, unitRoundoff, operations: Object.keys(operations), echo });
    }
  }
};
