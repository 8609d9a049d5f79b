import { type FiniteMdp, type ReadOptions, readModel } from '../mdp/index.ts';
import { choiceOption, type Options, type Values } from './command.ts';
import { progress } from './progress.ts';

/** The options of every command that reads a model. */
export const modelOptions: Options = { format: { type: 'string' }, normalize: { type: 'boolean' } };

export const modelHelp = `  --format F      gymnasium or sparse, instead of what the content says
  --normalize     accept rows that do not sum to 1, and divide them by their sum`;

export const loadModel = (path: string, values: Values): FiniteMdp => {
  const format = choiceOption(values, 'format', ['gymnasium', 'sparse'] as const);
  const shown = progress();
  const options: ReadOptions = {
    ...(format && { format }),
    normalize: values.normalize === true,
    onProgress: message => shown.update(`${path}: ${message}`),
  };
  try {
    return readModel(path, options);
  } finally {
    shown.end();
  }
};
