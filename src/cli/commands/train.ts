import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Engine } from '../../engines/engine.ts';
import { engineOf } from '../../engines/select.ts';
import { ENVIRONMENT_NAMES, EnvironmentError } from '../../environments/index.ts';
import { curveText } from '../../picture/curve-text.ts';
import { agent } from '../../sac/agent.ts';
import type { Identity } from '../../sac/checkpoint.ts';
import { type Training, training } from '../../sac/training.ts';
import { TrainingError } from '../../sac/training-error.ts';
import { type Command, EXIT, print, printJson, UsageError, type Values, wholeOption } from '../command.ts';
import { untilInterrupted } from '../interrupt.ts';
import { progress } from '../progress.ts';
import { checkpointIn, checkUnchanged, filesIn, saveTraining, settingsIn } from '../training-folder.ts';
import { clock, lastOf, trainingLine } from '../training-line.ts';
import {
  CHOICES,
  choicesOf,
  nameOf,
  presetsHelp,
  type Setting,
  settingOf,
  settingsOf,
  type TrainingChoices,
} from '../training-options.ts';

const RECENT = 10;

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

A checkpoint is written every minute, at the end, and at Ctrl-C. Exit code 0 when all steps are taken, 3 if
interrupted, 2 on bad input.

Example:
  soft-bellman train --env Pendulum-v1 --out out/Pendulum-v1`,
  options: {
    env: { type: 'string' },
    preset: { type: 'string' },
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
      const returns = latest(run);
      const seconds = (now - begin) / 1000;
      shown.update(
        trainingLine({ steps, stepsInAll: goal, stepsNow: steps - first, seconds, returns, losses: run.losses() }),
      );
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

const latest = (run: Training): readonly number[] =>
  run
    .episodes()
    .slice(-RECENT)
    .map(episode => episode.return);

const line = (label: string, text: string): string => `${label.padEnd(11)}${text}`;

const opening = (
  { environment, preset, seed }: TrainingChoices,
  { actions, algorithm, summary }: Setting,
  engine: Engine,
  run: Training,
  folder: string,
): string => {
  const each = actions.kind === 'box' ? `actions of ${algorithm.actionSize}` : `one of ${actions.count} actions`;
  return [
    `${environment}: observations of ${algorithm.observationSize} numbers, ${each}`,
    line('preset', `${preset}: ${summary}`),
    line('engine', `${engine.name}: ${engine.description}`),
    line('seed', String(seed)),
    ...(run.steps() > 0 ? [line('goes on', `${folder} is at step ${run.steps()}`)] : []),
    '',
  ].join('\n');
};

const goingOn = (run: Training, goal: number, folder: string): string =>
  `interrupted after ${run.steps()} of ${goal} steps, which ${folder} holds; to go on:\n  soft-bellman train --resume --out ${folder}`;

const closing = (run: Training, seconds: number, folder: string): string => {
  const episodes = run.episodes();
  const { mean, count } = lastOf(latest(run));
  const curve = curveText({ title: '', episodes }, process.stdout.columns ?? 80);
  return [
    ...(curve ? ['mean return of ten episodes', curve, ''] : []),
    line(
      'return',
      count > 0
        ? `${mean.toFixed(1)}, mean of the last ${count} of ${episodes.length} episodes`
        : 'no episode has ended',
    ),
    line('took', `${run.steps()} steps, ${run.updates()} updates, ${clock(seconds)}`),
    ...filesIn(folder).map((path, i) => line(i === 0 ? 'files' : '', path)),
    line('next', `soft-bellman evaluate ${folder}`),
    line('', `soft-bellman export ${folder} --out policy.onnx`),
  ].join('\n');
};

const report = (run: Training, goal: number, seconds: number, folder: string): object => {
  const { mean, count } = lastOf(latest(run));
  return {
    status: run.steps() < goal ? 'interrupted' : 'finished',
    steps: run.steps(),
    updates: run.updates(),
    episodes: run.episodes().length,
    meanReturn: count > 0 ? mean : null,
    seconds,
    folder,
  };
};
