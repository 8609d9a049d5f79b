import { createHash } from 'node:crypto';
import { laws } from '../../properties/index.ts';
import { parseJson } from '../mdp/formats/json-text.ts';
import { show } from '../mdp/model-error.ts';
import type { Counterexample } from './verdict.ts';

const FORMAT = 'soft-bellman-case/1';

/** A counterexample in a file: which law, which case, and all that is needed to repeat it by hand. */
export interface Case extends Pick<Counterexample, 'block' | 'seed' | 'path' | 'values'> {
  readonly law: string;
}

/** A case file that is refused. One line. */
export class CaseError extends Error {
  override readonly name: string = 'CaseError';
}

/** Of a case without its digest: an edited file shows a case that is not the one that its seed and path lead to. */
const digestOf = (fields: object): string => createHash('sha256').update(JSON.stringify(fields)).digest('hex');

export const writeCase = (law: string, subject: string, counterexample: Counterexample): string => {
  const fields = { format: FORMAT, law, subject, ...counterexample };
  return `${JSON.stringify({ ...fields, digest: digestOf(fields) }, null, 2)}\n`;
};

/**
 * The case in a JSON text.
 * @throws {@link CaseError} unless it names a law, a seed and a path, as they were written.
 */
export const readCase = (text: string): Case => {
  const file = parseJson(text) as Readonly<Record<string, unknown>> | null;
  if (typeof file !== 'object' || file?.format !== FORMAT)
    throw new CaseError(`no case, expected an object with "format": "${FORMAT}" (conform --out DIR writes such files)`);
  const { digest, ...fields } = file;
  const { law, block, seed, path, values } = file;
  if (typeof law !== 'string' || !laws.some(({ id }) => id === law))
    throw new CaseError(`law is ${show(law)}, expected the id of a law (soft-bellman laws)`);
  if (typeof block !== 'number' || !Number.isSafeInteger(block) || block < 0)
    throw new CaseError(`block is ${show(block)}, expected a whole number`);
  if (typeof seed !== 'number' || (seed | 0) !== seed)
    throw new CaseError(`seed is ${show(seed)}, expected a whole number of 32 bits`);
  if (typeof path !== 'string' || path.length > MAX_PATH || !/^\d{1,5}(:\d{1,5})*$/.test(path))
    throw new CaseError(`path is ${show(path)}, expected numbers with colons between them`);
  if (typeof values !== 'string') throw new CaseError(`values is ${show(values)}, expected a text`);
  if (digest !== digestOf(fields))
    throw new CaseError('digest is of another case: edited by hand, expected the file as conform --out wrote it');
  return { law, block, seed, path, values };
};

const MAX_PATH = 10_000;
