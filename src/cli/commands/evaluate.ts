import { engineOf } from '../../engines/select.ts';
import { shortNumber } from '../../picture/curve.ts';
import { agent } from '../../sac/agent.ts';
import { partOf } from '../../sac/arrays.ts';
import { type Evaluation, evaluate } from '../../sac/evaluation.ts';
import { type Command, choiceOption, EXIT, print, printJson, wholeOption } from '../command.ts';
import { checkpointIn, settingsIn } from '../training-folder.ts';
import { choicesOf, ENGINES, settingOf } from '../training-options.ts';

export const evaluateCommand: Command = {
  summary: 'run whole episodes with a trained policy, without noise',
  help: `soft-bellman evaluate DIR

Runs episodes with the policy of the checkpoint that train wrote into DIR: the mean of each Gaussian, or the likeliest
action. The same seed gives the same numbers.

  --episodes N    at least 1 (default 10)
  --seed K        a whole number >= 0 that decides the starts (default 1)
  --engine X      auto, compiled or eager, instead of the one that trained
  --threads N     of the engine, instead of as many as trained
  --json          print {meanReturn, stdReturn, returns}

Example:
  soft-bellman evaluate out/Pendulum-v1 --episodes 10 --seed 1`,
  options: {
    episodes: { type: 'string' },
    seed: { type: 'string' },
    engine: { type: 'string' },
    threads: { type: 'string' },
    json: { type: 'boolean' },
  },
  positionals: [1, 1],
  run: async ([folder], values) => {
    const episodes = wholeOption(values, 'episodes', 1, 1_000_000, 10);
    const seed = wholeOption(values, 'seed', 0, Number.MAX_SAFE_INTEGER, 1);
    const choices = choicesOf(settingsIn(folder));
    const engine = await engineOf(
      choiceOption(values, 'engine', ENGINES) ?? choices.engine,
      wholeOption(values, 'threads', 1, 256, choices.threads),
    );
    const { actions, algorithm, identity, makeEnvironment, settings } = settingOf(choices, choices.engine);
    const learner = agent(engine, algorithm, actions, settings.batchSize, choices.seed);
    learner.restore(partOf('learner', checkpointIn(folder, identity).arrays));
    const result = await evaluate(makeEnvironment(), learner, episodes, seed);
    if (values.json) printJson(result);
    else print(summary(result));
    return EXIT.holds;
  },
};

const summary = ({ meanReturn, stdReturn, returns }: Evaluation): string =>
  [
    `return ${shortNumber(meanReturn)}, standard deviation ${shortNumber(stdReturn)}, ${returns.length} ${returns.length === 1 ? 'episode' : 'episodes'}`,
    returns.map(shortNumber).join(' '),
  ].join('\n');
