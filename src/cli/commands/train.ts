import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { engineOf } from '../../engines/select.ts';
import { ENVIRONMENT_NAMES, EnvironmentError } from '../../environments/index.ts';
import { agent } from '../../sac/agent.ts';
import type { Identity } from '../../sac/checkpoint.ts';
import { type Training, training } from '../../sac/training.ts';
import { TrainingError } from '../../sac/training-error.ts';
import { type Command, EXIT, print, printJson, UsageError, type Values, wholeOption } from '../command.ts';
import { untilInterrupted } from '../interrupt.ts';
import { progress } from '../progress.ts';
import { wrap } from '../prose.ts';
import { CHANGES_HELP } from '../training-changes.ts';
import { checkpointIn, checkUnchanged, filesIn, saveTraining, settingsIn } from '../training-folder.ts';
import { trainingLine } from '../training-line.ts';
import { CHOICES, choicesOf, nameOf, presetsHelp, settingOf, settingsOf } from '../training-options.ts';
import { closing, goingOn, opening, report } from '../training-text.ts';

const STEPS = 20_000;

/** Milliseconds from one checkpoint to the next. */
const SAVE_PAUSE = 60_000;

export const trainCommand: Command = {
  summary: 'train a soft actor-critic, and go on with it to the bit',
  help: `soft-bellman train --env E

Trains a policy, and keeps in a folder: checkpoint (all that goes on), settings.json, returns.csv (episode, step,
return, length, losses) and returns.svg. The same choices give the same bits.

  --env E         ${ENVIRONMENT_NAMES.join(', ')}, or the file of a finite MDP, as certify reads it
  --preset P      a learner by name, see below (default soft-bellman)
  --set N=V,...   changes of the preset, as in hidden=64x64,discount=0.98; names are below
  --engine X      compiled (ONNX Runtime), eager (TensorFlow.js), or auto: the fastest that is there (default)
  --threads N     of the engine (default 1); another number may give other bits
  --steps N       in the environment, those before --resume included (default ${STEPS})
  --seed K        a whole number >= 0 that decides all that is random (default 1)
  --start S       of a finite MDP: the state that episodes begin in (default 0)
  --time-limit N  of a finite MDP: the steps after which an episode is cut off (default 100)
  --out DIR       the folder (default out/E)
  --resume        go on with what DIR holds
  --json          print one JSON object: status, steps, updates, episodes, meanReturn (of the last 10), seconds, folder

Presets:
${presetsHelp()}

Names for --set, where the preset has them:
${wrap(CHANGES_HELP, 116, '  ', '  ')}

A checkpoint is written every minute, at the end, and at Ctrl-C. Exit code 0 when all steps are taken, 3 if
interrupted, 2 on bad input.

Example:
  soft-bellman train --env Pendulum-v1 --out out/Pendulum-v1`,
  options: {
    env: { type: 'string' },
    preset: { type: 'string' },
    set: { type: 'string' },
    engine: { type: 'string' },
    threads: { type: 'string' },
    steps: { type: 'string' },
    seed: { type: 'string' },
    start: { type: 'string' },
    'time-limit': { type: 'string' },
    out: { type: 'string' },
    resume: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  positionals: [0, 0],
  run: async (_, values) => {
    const folder = folderOf(values);
    const begun = values.resume ? settingsIn(folder) : {};
    if (values.resume) checkUnchanged(folder, begun, CHOICES, values);
    else checkFree(folder);
    const choices = choicesOf({ ...begun, ...values });
    const goal = wholeOption({ ...begun, ...values }, 'steps', 0, Number.MAX_SAFE_INTEGER, STEPS);
    const engine = await engineOf(choices.engine, choices.threads);
    const setting = settingOf(choices, engine.name);
    const { actions, algorithm, identity, settings } = setting;

    const learner = agent(engine, algorithm, actions, settings.batchSize, choices.seed);
    const run = training(setting.makeEnvironment(), learner, settings, choices.seed);
    const save = (): void =>
      saveTraining(
        folder,
        { ...settingsOf(choices, engine), steps: String(goal) },
        identity,
        run.save(),
        run.episodes(),
      );
    if (values.resume) restore(run, folder, identity);
    else save();
    if (run.steps() > goal)
      throw new UsageError(`--steps is ${goal}, but ${folder} is at step ${run.steps()}: expected no fewer`);

    if (!values.json) print(opening(choices, setting, engine, run, folder));
    const begin = performance.now();
    await untilInterrupted(signal => trainTo(goal, run, save, folder, signal));
    save();
    const seconds = (performance.now() - begin) / 1000;
    if (values.json) printJson(report(run, goal, seconds, folder));
    else print(run.steps() < goal ? goingOn(run, goal, folder) : closing(run, seconds, folder));
    return run.steps() < goal ? EXIT.inconclusive : EXIT.holds;
  },
};

const folderOf = ({ env, out }: Values): string => {
  if (typeof out === 'string') return out;
  if (typeof env === 'string') return join('out', nameOf(env));
  throw new UsageError(
    '--env is missing, expected the environment to train in; or, with --resume, --out with the folder',
  );
};

const checkFree = (folder: string): void => {
  const [first] = filesIn(folder);
  if (first !== undefined)
    throw new UsageError(
      `${first} exists already: --resume goes on with this training, --out with another folder begins one`,
    );
};

const restore = (run: Training, folder: string, identity: Identity): void => {
  const { path, arrays } = checkpointIn(folder, identity);
  try {
    run.restore(arrays);
  } catch (error) {
    throw new TrainingError(`${path}: ${(error as Error).message}`, { cause: error });
  }
};

/** Steps until there are so many or the signal comes. What goes wrong leaves the last checkpoint as it is. */
const trainTo = async (
  goal: number,
  run: Training,
  save: () => void,
  folder: string,
  signal: AbortSignal,
): Promise<void> => {
  const shown = progress();
  const first = run.steps();
  const begin = performance.now();
  let saved = { steps: first, at: begin };
  try {
    while (run.steps() < goal && !signal.aborted) {
      await run.step();
      const now = performance.now();
      const steps = run.steps();
      const seconds = (now - begin) / 1000;
      const [episodes, losses] = [run.episodes(), run.losses()];
      shown.update(trainingLine({ steps, stepsInAll: goal, stepsNow: steps - first, seconds, episodes, losses }));
      if (now - saved.at > SAVE_PAUSE) {
        save();
        saved = { steps, at: now };
      }
      /** Lets a signal through. */
      await setImmediate();
    }
  } catch (error) {
    if (!(error instanceof TrainingError || error instanceof EnvironmentError)) throw error;
    throw new TrainingError(`${error.message}; ${folder} holds step ${saved.steps}`, { cause: error });
  } finally {
    shown.end();
  }
};
