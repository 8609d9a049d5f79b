/** What `train`, `evaluate` and `export` make of names: an environment, a preset, an engine. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Engine } from '../engines/engine.ts';
import type { EngineChoice } from '../engines/select.ts';
import {
  type Box,
  type Discrete,
  ENVIRONMENT_NAMES,
  type Environment,
  finiteEnvironment,
  makeEnvironment,
  timeLimit,
} from '../environments/index.ts';
import { type FiniteMdp, modelHash } from '../mdp/index.ts';
import { rowSizeOf } from '../sac/action-rows.ts';
import type { Acting, Algorithm } from '../sac/algorithm.ts';
import type { Identity } from '../sac/checkpoint.ts';
import { type Preset, presets } from '../sac/presets.ts';
import type { TrainingSettings } from '../sac/training.ts';
import { choiceOption, UsageError, type Values, wholeOption } from './command.ts';
import { loadModel } from './model.ts';
import { nearest } from './nearest.ts';
import { wrap } from './prose.ts';
import { changesOf } from './training-changes.ts';
import type { Settings } from './training-folder.ts';

/** All that decides the bits of a training. */
export interface TrainingChoices {
  /** A name, or the file of a finite MDP. */
  readonly environment: string;
  /** Of a finite MDP: the state that episodes begin in, 0 unless told. */
  readonly start?: number;
  /** Of a finite MDP: the steps after which an episode is cut off, 100 unless told. */
  readonly limit?: number;
  readonly preset: string;
  /** What is changed of the preset, as `--set` has it. */
  readonly changes?: string;
  readonly engine: EngineChoice;
  readonly threads: number;
  /** Whole, from 0 on. */
  readonly seed: number;
}

/** The options that {@link choicesOf} reads. */
export const CHOICES: readonly string[] = ['env', 'start', 'time-limit', 'preset', 'set', 'engine', 'threads', 'seed'];

export const ENGINES: readonly EngineChoice[] = ['auto', 'compiled', 'eager'];

const LONGEST = Number.MAX_SAFE_INTEGER;

export const choicesOf = (values: Values): TrainingChoices => {
  if (typeof values.env !== 'string')
    throw new UsageError(`--env is missing, expected ${ENVIRONMENT_NAMES.join(', ')} or the file of a finite MDP`);
  return {
    environment: values.env,
    ...(values.start !== undefined && { start: wholeOption(values, 'start', 0, LONGEST, 0) }),
    ...(values['time-limit'] !== undefined && { limit: wholeOption(values, 'time-limit', 1, LONGEST, 100) }),
    preset: typeof values.preset === 'string' ? values.preset : 'soft-bellman',
    ...(typeof values.set === 'string' && { changes: values.set }),
    engine: choiceOption(values, 'engine', ENGINES) ?? 'auto',
    threads: wholeOption(values, 'threads', 1, 256, 1),
    seed: wholeOption(values, 'seed', 0, LONGEST, 1),
  };
};

/** The same as {@link choicesOf} reads it, with the engine that was found. */
export const settingsOf = (choices: TrainingChoices, engine: Engine): Settings => ({
  env: choices.environment,
  ...(choices.start !== undefined && { start: String(choices.start) }),
  ...(choices.limit !== undefined && { 'time-limit': String(choices.limit) }),
  preset: choices.preset,
  ...(choices.changes !== undefined && { set: choices.changes }),
  engine: engine.name,
  threads: String(choices.threads),
  seed: String(choices.seed),
});

/** A learner before it has an engine. */
export interface Setting {
  makeEnvironment(): Environment;
  readonly actions: Box | Discrete;
  readonly algorithm: Algorithm<Acting, object>;
  readonly settings: TrainingSettings;
  /** Of the preset. */
  readonly summary: string;
  /** What a checkpoint belongs to. */
  readonly identity: Identity;
}

/** The most numbers that are kept in memory, 1 GiB of them. */
const MEMORY = 2 ** 28;

/** What choices mean, the same wherever they are made; the engine is one of a name. */
export const settingOf = (choices: TrainingChoices, engine: string): Setting => {
  const preset = presetOf(choices.preset);
  const { changes } = choices;
  const changed = changes === undefined ? undefined : changesOf(changes, preset);
  const settings = { ...preset.settings, ...changed?.settings };
  const { make, identity } = environmentOf(choices);
  const { actionSpace, observationSpace } = make();
  const observationSize = observationSpace.low.length;
  const width = 2 * observationSize + rowSizeOf(actionSpace) + 2;
  return {
    makeEnvironment: make,
    actions: actionSpace,
    algorithm: preset.algorithm({ observationSize, actions: actionSpace }, changed?.parameters),
    settings: { ...settings, capacity: Math.min(settings.capacity, Math.floor(MEMORY / width)) },
    summary: preset.summary,
    identity: {
      ...identity,
      preset: choices.preset,
      ...(changes !== undefined && { set: changes }),
      engine,
      threads: choices.threads,
      seed: choices.seed,
    },
  };
};

const presetOf = (name: string): Preset => {
  if (!Object.hasOwn(presets, name))
    throw new UsageError(
      `there is no preset ${JSON.stringify(name)}, expected ${nearest(name, Object.keys(presets)).join(' or ')}`,
    );
  return presets[name];
};

/** One of the named environments, or the finite MDP of a file. */
const environmentOf = ({
  environment: name,
  start,
  limit,
}: TrainingChoices): { readonly make: () => Environment; readonly identity: Identity } => {
  if (!ENVIRONMENT_NAMES.includes(name)) return finiteOf(name, start ?? 0, limit ?? 100);
  if (start !== undefined || limit !== undefined)
    throw new UsageError(`--start and --time-limit are for finite MDPs, ${name} has its own`);
  return { make: () => makeEnvironment(name), identity: { environment: name } };
};

const finiteOf = (path: string, start: number, limit: number): ReturnType<typeof environmentOf> => {
  if (!path.endsWith('.json') && !existsSync(path))
    throw new UsageError(
      `there is no environment ${JSON.stringify(path.slice(0, 80))}, expected ${ENVIRONMENT_NAMES.join(' or ')}, or the file of a finite MDP`,
    );
  const id = nameOf(path);
  const mdp = loadModel(path, {});
  checkActions(path, mdp);
  return {
    make: () => timeLimit(finiteEnvironment(id, mdp, start), limit),
    identity: { environment: id, model: modelHash(mdp), start, limit },
  };
};

/** A learner scores all actions in each state, so each has to have them all. */
const checkActions = (path: string, { stateCount, pairOffsets, actions }: FiniteMdp): void => {
  const count = 1 + actions.reduce((most, action) => Math.max(most, action), 0);
  for (let state = 0; state < stateCount; state++) {
    const found = pairOffsets[state + 1] - pairOffsets[state];
    if (found !== 0 && found !== count)
      throw new UsageError(
        `${path}: state ${state} has ${found} of ${count} actions, expected all of them in every state that is not terminal: training chooses among all`,
      );
  }
};

/** `frozen-lake-4x4` of `models/gymnasium/frozen-lake-4x4.json`. */
export const nameOf = (environment: string): string => basename(environment).replace(/\.json$/, '');

export const presetsHelp = (): string =>
  Object.entries(presets)
    .map(([name, { summary }]) => wrap(summary, 116, `  ${name.padEnd(14)}  `, ' '.repeat(18)))
    .join('\n');
