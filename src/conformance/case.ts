import { laws } from '../../properties/index.ts';
import { parseJson } from '../mdp/formats/json-text.ts';
import { show } from '../mdp/model-error.ts';
import type { FoundCounterexample } from './report/report.ts';

const FORMAT = 'soft-bellman-case/1';

/** A counterexample in a file: which law, which case, and all that is needed to repeat it by hand. */
export interface Case extends Pick<FoundCounterexample, 'seed' | 'path' | 'values'> {
  readonly law: string;
}

/** A case file that is refused. One line. */
export class CaseError extends Error {
  override readonly name: string = 'CaseError';
}

export const writeCase = (law: string, subject: string, { block, shrinks, ...found }: FoundCounterexample): string =>
  `${JSON.stringify({ format: FORMAT, law, subject, ...found }, null, 2)}\n`;

/**
 * The case in a JSON text.
 * @throws {@link CaseError} unless it names a law, a seed and a path.
 */
export const readCase = (text: string): Case => {
  const file = parseJson(text) as Readonly<Record<string, unknown>> | null;
  if (typeof file !== 'object' || file?.format !== FORMAT)
    throw new CaseError(`no case, expected an object with "format": "${FORMAT}" (conform --out DIR writes such files)`);
  const { law, seed, path, values } = file;
  if (typeof law !== 'string' || !laws.some(({ id }) => id === law))
    throw new CaseError(`law is ${show(law)}, expected the id of a law (soft-bellman laws)`);
  if (typeof seed !== 'number' || (seed | 0) !== seed)
    throw new CaseError(`seed is ${show(seed)}, expected a whole number of 32 bits`);
  if (typeof path !== 'string' || path.length > MAX_PATH || !/^\d{1,5}(:\d{1,5})*$/.test(path))
    throw new CaseError(`path is ${show(path)}, expected numbers with colons between them`);
  if (typeof values !== 'string') throw new CaseError(`values is ${show(values)}, expected a text`);
  return { law, seed, path, values };
};

const MAX_PATH = 10_000;
