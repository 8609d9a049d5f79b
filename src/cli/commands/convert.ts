import { modelHash, writeSparseJson } from '../../mdp/index.ts';
import { type Command, EXIT, print } from '../command.ts';
import { writeWhole } from '../files.ts';
import { loadModel, modelHelp, modelOptions } from '../model.ts';

export const convertCommand: Command = {
  summary: "write a model in the project's sparse JSON",
  help: `soft-bellman convert MODEL OUT

${modelHelp}

The model in OUT has the same hash, so a certificate for one is a certificate for the other.

Example:
  soft-bellman convert models/gymnasium/taxi.json taxi.sparse.json`,
  options: modelOptions,
  positionals: [2, 2],
  run: ([path, out], values) => {
    const mdp = loadModel(path, values);
    writeWhole(out, writeSparseJson(mdp));
    print(`${out}: ${modelHash(mdp)}`);
    return EXIT.holds;
  },
};
