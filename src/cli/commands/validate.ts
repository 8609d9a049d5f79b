import { describe, type ModelSummary, modelHash } from '../../mdp/index.ts';
import { type Command, EXIT, print, printJson } from '../command.ts';
import { loadModel, modelHelp, modelOptions } from '../model.ts';

export const validateCommand: Command = {
  summary: 'read a model and say what it holds, or what is wrong with it',
  help: `soft-bellman validate MODEL

${modelHelp}
  --json          print {states, pairs, transitions, ..., hash}

Exit code 0 if the model is sound, 2 with one line that names state, action and value if it is not.

Example:
  soft-bellman validate models/gymnasium/taxi.json`,
  options: { ...modelOptions, json: { type: 'boolean' } },
  positionals: [1, 1],
  run: ([path], values) => {
    const mdp = loadModel(path, values);
    const found = describe(mdp);
    if (values.json) printJson({ ...found, hash: modelHash(mdp) });
    else print(`${summary(path, found)}\n${modelHash(mdp)}`);
    return EXIT.holds;
  },
};

const summary = (path: string, model: ModelSummary): string => {
  const { actionsPerState: actions, rewards, largestRowDeviation: row } = model;
  const span = (range: { least: number; most: number }): string =>
    range.least === range.most ? `${range.least}` : `${range.least} to ${range.most}`;
  return [
    `${path}: a sound model`,
    `${model.states} states, ${model.terminalStates} of them terminal, ${model.absorbingStates} absorbing, ${model.unenteredStates} that no transition enters`,
    `${model.pairs} state-action pairs${actions ? `, ${span(actions)} actions per state` : ''}`,
    `${model.transitions} transitions, ${model.endingTransitions} of them end the episode`,
    ...(rewards ? [`rewards ${span(rewards)}`] : []),
    ...(row
      ? [`largest deviation of a row's sum from 1: ${row.deviation} (state ${row.state}, action ${row.action})`]
      : []),
  ].join('\n');
};
