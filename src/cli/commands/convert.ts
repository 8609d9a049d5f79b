import { modelHash, writeSparseJson } from '../../mdp/index.ts';
import { type Command, EXIT, print, printJson } from '../command.ts';
import { writeWhole } from '../files.ts';
import { loadModel, modelHelp, modelOptions } from '../model.ts';

export const convertCommand: Command = {
  summary: "write a model in the project's sparse JSON",
  help: `soft-bellman convert MODEL OUT

${modelHelp}
  --json          print {file, hash}

The model in OUT has the same hash, so a certificate for one is a certificate for the other.

Example:
  soft-bellman convert models/gymnasium/taxi.json taxi.sparse.json`,
  options: { ...modelOptions, json: { type: 'boolean' } },
  positionals: [2, 2],
  run: ([path, out], values) => {
    const mdp = loadModel(path, values);
    writeWhole(out, writeSparseJson(mdp));
    const hash = modelHash(mdp);
    if (values.json) printJson({ file: out, hash });
    else print(`${out}: ${hash}`);
    return EXIT.holds;
  },
};
