/** A training in a folder: what it was begun with, a checkpoint, and its episodes as a table and as a picture. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { curveSvg } from '../picture/curve-svg.ts';
import type { Arrays } from '../sac/arrays.ts';
import type { Identity } from '../sac/checkpoint.ts';
import type { Episode } from '../sac/training.ts';
import { loadCheckpoint, saveCheckpoint } from './checkpoint-file.ts';
import { UsageError, type Values } from './command.ts';
import { writeWhole } from './files.ts';

/** The options that a training was begun with, as they are written after their names. */
export type Settings = Readonly<Record<string, string>>;

const FORMAT = 'soft-bellman-training/1';

const pathsIn = (folder: string) => ({
  settings: join(folder, 'settings.json'),
  table: join(folder, 'returns.csv'),
  picture: join(folder, 'returns.svg'),
  checkpoint: join(folder, 'checkpoint'),
});

/** The files of a training that a folder holds. */
export const filesIn = (folder: string): readonly string[] => Object.values(pathsIn(folder)).filter(existsSync);

/** Each file whole or not at all, the checkpoint last. */
export const saveTraining = (
  folder: string,
  settings: Settings,
  identity: Identity,
  arrays: Arrays,
  episodes: readonly Episode[],
): void => {
  const paths = pathsIn(folder);
  const title = `${identity.environment}, preset ${identity.preset}, seed ${identity.seed}`;
  writeWhole(paths.settings, `${JSON.stringify({ format: FORMAT, ...settings }, null, 2)}\n`);
  writeWhole(paths.table, table(episodes));
  writeWhole(paths.picture, curveSvg({ title, episodes }));
  saveCheckpoint(paths.checkpoint, identity, arrays);
};

/** Comma-separated. A loss is that of the last update in the episode, and empty before the first. */
const table = (episodes: readonly Episode[]): string => {
  const losses = Object.keys(episodes[0]?.losses ?? {});
  const header = ['episode', 'step', 'return', 'length', ...losses.map(name => `${name} loss`)];
  const rows = episodes.map(({ step, return: earned, losses: last }, i) => {
    const length = step - (episodes[i - 1]?.step ?? 0);
    return [i + 1, step, earned, length, ...losses.map(name => (Number.isNaN(last[name]) ? '' : last[name]))];
  });
  return [header, ...rows].map(row => `${row.join(',')}\n`).join('');
};

/** @throws {@link UsageError} where no training was begun, or what stands there is none of this program's. */
export const settingsIn = (folder: string): Settings => {
  const path = pathsIn(folder).settings;
  const { format, ...settings } = objectIn(textOf(path));
  if (format !== FORMAT)
    throw new UsageError(
      `${path}: its format is ${JSON.stringify(format) ?? 'missing'}, expected "${FORMAT}" (written by another program?)`,
    );
  for (const [name, value] of Object.entries(settings))
    if (typeof value !== 'string')
      throw new UsageError(`${path}: ${name} is ${JSON.stringify(value)}, expected text (edited?)`);
  return settings as Settings;
};

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path}: ${code === 'ENOENT' ? 'no such file (no training in this folder?)' : code}`);
  }
};

const objectIn = (text: string): Readonly<Record<string, unknown>> => {
  try {
    return { ...JSON.parse(text) };
  } catch {
    return {};
  }
};

/** @throws {@link UsageError} for an option that is given and differs from what the training was begun with. */
export const checkUnchanged = (folder: string, settings: Settings, names: readonly string[], values: Values): void => {
  for (const name of names)
    if (values[name] !== undefined && values[name] !== settings[name])
      throw new UsageError(
        `--${name} is ${values[name]}, but ${folder} was begun ${settings[name] === undefined ? 'without it' : `with ${settings[name]}`} (leave it out, or begin in another folder)`,
      );
};

/** What was saved last, and where. */
export const checkpointIn = (
  folder: string,
  identity: Identity,
): { readonly path: string; readonly arrays: Arrays } => {
  const path = pathsIn(folder).checkpoint;
  return { path, arrays: loadCheckpoint(path, identity) };
};
