import type { FiniteMdp } from '../finite-mdp.ts';
import { ModelError, show } from '../model-error.ts';
import type { RowOptions } from '../validate.ts';
import { isGymnasium, readGymnasium } from './gymnasium.ts';
import { readText } from './io.ts';
import { parseJson } from './json-text.ts';
import { isSparseJson, readSparseJson } from './sparse-json.ts';

/** What a model file may be: `gymnasium` is `json.dumps(env.unwrapped.P)`, `sparse` the project's own JSON. */
export type FormatName = 'gymnasium' | 'sparse';

interface Format {
  readonly title: string;
  readonly recognises: (value: unknown) => boolean;
  readonly read: (value: unknown, options: RowOptions) => FiniteMdp;
}

const FORMATS: Readonly<Record<FormatName, Format>> = {
  gymnasium: { title: 'Gymnasium table', recognises: isGymnasium, read: readGymnasium },
  sparse: { title: 'soft-bellman-mdp/1', recognises: isSparseJson, read: readSparseJson },
};

/** The names of the formats that can be read. */
export const FORMAT_NAMES: readonly FormatName[] = Object.keys(FORMATS) as FormatName[];

export interface ReadOptions extends RowOptions {
  /** Read as this format; without it the content decides. */
  readonly format?: FormatName;
  /** Told of every step that takes long on a large file. */
  readonly onProgress?: (message: string) => void;
}

/**
 * The model in a file: gzip or not, with or without a byte-order mark.
 * @throws {@link ModelError} of one line that begins with the path.
 */
export const readModel = (path: string, options: ReadOptions = {}): FiniteMdp => {
  try {
    options.onProgress?.(`reading ${path}`);
    return parseModel(readText(path), options);
  } catch (error) {
    if (error instanceof ModelError) throw new ModelError(`${path}: ${error.message}`, { cause: error });
    throw error;
  }
};

/**
 * The model in a text.
 * @throws {@link ModelError} naming line and column, or state and action.
 */
export const parseModel = (text: string, options: ReadOptions = {}): FiniteMdp => {
  if (!/\S/.test(text))
    throw new ModelError('the file is empty, expected a model (the program that should write it failed)');
  options.onProgress?.(`parsing ${(text.length / 1e6).toFixed(1)} MB of JSON`);
  const value = parseJson(text);
  const format = FORMATS[options.format ?? recognise(value)];
  options.onProgress?.(`building the model from a ${format.title}`);
  return format.read(value, options);
};

const recognise = (value: unknown): FormatName => {
  const name = FORMAT_NAMES.find(candidate => FORMATS[candidate].recognises(value));
  if (name !== undefined) return name;
  throw new ModelError(
    `${show(value)} is no model, expected {"0": {"0": [[probability, next, reward, terminated], ...]}} as Gymnasium writes it, or {"format": "soft-bellman-mdp/1", ...}`,
  );
};
